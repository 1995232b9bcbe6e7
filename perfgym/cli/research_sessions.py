"""Tags on the command line -> folders of sessions of research, and environments that go on with them."""

import contextlib
from collections.abc import Generator
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from typing import Any

import msgspec

from perfgym.cli.research_live import live_research
from perfgym.envs.research.env import AutoResearchEnv
from perfgym.errors import SettingsError
from perfgym.research.history import write_whole
from perfgym.research.records import Decision
from perfgym.research.report.read import session_in
from perfgym.research.session_files import read_session, session_folder
from perfgym.settings import resolve_settings

__all__ = ["Choices", "PlayedSession", "Result", "begun", "find_session", "new_session_folder", "resumed"]

_CHOICES = "choices.json"


class Result(IntEnum):
    """Exit status of a command that makes a step."""

    KEPT = 0
    DISCARDED = 1
    CRASHED = 2
    REFUSED = 3
    """Nothing ran: an argument cannot be used, or the step is no experiment."""
    FAULT = 4
    """The machine or perfgym failed."""

    @classmethod
    def of(cls, decision: str) -> "Result":
        """The status for what became of an experiment; a backtrack is no failure."""
        known = {
            Decision.DISCARD: cls.DISCARDED,
            Decision.CRASH: cls.CRASHED,
            Decision.NONE: cls.REFUSED,
        }
        return known.get(Decision(decision), cls.KEPT)


class Choices(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What ``perfgym research start`` was told that holds for the whole session.

    Attributes:
        on_dead_end: ``"warn"`` or ``"refuse"``.
        budget_cpu_s: CPU seconds after which the session ends; None for no such limit.
        budget_usd: Dollars after which it ends; None for no such limit.
        report: File that is written after each experiment; empty for none.
        repository: The user's clone, for a task whose figures are reported; None for the one that is set.
        launcher: Name of the launcher, for such a task; None for the task's.
        command: Words of the command that such a task's launcher starts; None for the task's.
        cost_per_hour: Dollars that an hour of a run costs; None for what the task says.
    """

    on_dead_end: str = "warn"
    budget_cpu_s: float | None = None
    budget_usd: float | None = None
    report: str = ""
    repository: str | None = None
    launcher: str | None = None
    command: tuple[str, ...] | None = None
    cost_per_hour: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlayedSession:
    """A session that this process plays.

    Attributes:
        folder: The session's folder.
        env: The environment.
        observation: The observation after ``reset``.
        info: The ``info`` of ``reset``.
        choices: What it was begun with.
    """

    folder: Path
    env: AutoResearchEnv
    observation: dict[str, Any]
    info: dict[str, Any]
    choices: Choices

    @property
    def worktree(self) -> Path:
        """The worktree, which holds the program."""
        return Path(self.env.state.worktree)

    def write_report(self) -> None:
        """Write the page about the session, if one was asked for."""
        if self.choices.report:
            from perfgym.research.report.page import session_page  # matplotlib takes long to import

            write_whole(Path(self.choices.report), session_page(session_in(self.folder)))


def new_session_folder(task: str, tag: str) -> Path:
    """The folder of a session that is to begin.

    Raises:
        SettingsError: The tag cannot name a session, or one has this name.
    """
    folder = session_folder(task, tag, resolve_settings().research_folder)
    if (folder / "session.json").exists():
        raise SettingsError(
            f"there is a session {tag!r} already, in {folder}; go on with `perfgym research try {tag}`, or "
            "choose another tag"
        )
    return folder


def find_session(tag: str, task: str | None) -> Path:
    """The folder of a session that was begun.

    Args:
        tag: Name of the session.
        task: Name of its task; None if only one task has a session of this name.

    Raises:
        SettingsError: There is no such session, or several tasks have one.
    """
    parent = resolve_settings().research_folder
    every = session_folder(task or "any", tag, parent).parents[1]
    found = sorted(path.parent for path in every.glob(f"{task or '*'}/{tag}/session.json"))
    if not found:
        known = sorted({path.parent.name for path in every.glob("*/*/session.json")})
        raise SettingsError(
            f"no session is called {tag!r} in {every}; there are: {', '.join(known) or 'none'}. "
            f"`perfgym research start TASK --tag {tag}` begins one"
        )
    if len(found) > 1:
        tasks = ", ".join(path.parent.name for path in found)
        raise SettingsError(f"several tasks have a session {tag!r}: {tasks}; name one of them by --task")
    return found[0]


@contextlib.contextmanager
def begun(
    task: str, tag: str, choices: Choices, *, seed: int | None, scale: float, max_experiments: int | None
) -> Generator[PlayedSession]:
    """Begin a session, run its baseline, and let others play it when the context ends."""
    folder = new_session_folder(task, tag)
    with _environment(folder, task, choices, scale=scale, max_experiments=max_experiments) as env:
        write_whole(folder / _CHOICES, msgspec.json.encode(choices).decode())
        observation, info = env.reset(seed=seed, options={"tag": tag})
        yield PlayedSession(folder=folder, env=env, observation=observation, info=info, choices=choices)


@contextlib.contextmanager
def resumed(folder: Path) -> Generator[PlayedSession]:
    """Go on with a session, and let others play it when the context ends.

    Raises:
        SettingsError: Another process plays it, it has ended, or its files are malformed.
    """
    header = read_session(folder).header
    choices = _choices(folder / _CHOICES)
    with _environment(
        folder, header.task, choices, scale=header.scale, max_experiments=header.max_experiments
    ) as env:
        observation, info = env.reset(options={"tag": header.tag, "resume": True})
        yield PlayedSession(folder=folder, env=env, observation=observation, info=info, choices=choices)


@contextlib.contextmanager
def _environment(
    folder: Path, task: str, choices: Choices, *, scale: float, max_experiments: int | None
) -> Generator[AutoResearchEnv]:
    with live_research(folder) as watch:
        env = AutoResearchEnv(
            task,
            max_experiments=max_experiments,
            scale=scale,
            on_dead_end=choices.on_dead_end,
            budget_cpu_s=choices.budget_cpu_s,
            budget_usd=choices.budget_usd,
            repository=choices.repository,
            launcher=choices.launcher,
            command=choices.command,
            cost_per_hour=choices.cost_per_hour,
            watch=watch,
        )
        with contextlib.closing(env):
            yield env


def _choices(path: Path) -> Choices:
    """What a session was begun with; the defaults for one that an environment began."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=Choices) if path.exists() else Choices()
    except msgspec.MsgspecError as error:
        raise SettingsError(f"{path} is malformed: {error}; restore it") from None
