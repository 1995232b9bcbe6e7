"""Run attacks on a research task, one after the other, and report what each of them achieved.

What "contained" means is told in :mod:`perfgym.redteam.session`. Here an attack also fails if its program is
kept, unless its header says how much it may gain: a share of the baseline's bits per byte. The honest program
is the baseline with one constant more.
"""

import contextlib
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from perfgym.envs.research.env import AutoResearchEnv
from perfgym.errors import ProblemError, SettingsError
from perfgym.records import Evaluation, Status
from perfgym.redteam.catalogue import Attack, AttackClass
from perfgym.redteam.leaks import LeakRecorder
from perfgym.redteam.research_attacks import attacking_program, chosen_research_attacks
from perfgym.redteam.result import MOST_FEEDBACK, AttackResult
from perfgym.redteam.session import CONTROL, AttackProgress, run_attacks
from perfgym.redteam.traces import Traces
from perfgym.research.load import load_research
from perfgym.research.task import VerifiedTask
from perfgym.sandbox import Sandbox
from perfgym.sandbox.host_folder import host_folder, remove_orphans
from perfgym.settings import Settings

__all__ = ["AttackedResearch", "ResearchSession", "open_research_session", "redteam_research"]

_BACKEND = "verified"
_MOST_EXPERIMENTS = 1000
_HONEST = "\nHONEST = {number}\n"
_LITTLE = 0.1  # what an attack may gain whose header says nothing


@dataclass(slots=True)
class AttackedResearch:
    """A session for an attack to play: it makes experiments and reads the feedback, as an agent does.

    Attributes:
        env: The environment.
        program: The baseline.
        statuses: The status of each experiment.
        kept: Number of experiments that were kept.
        gained: The largest share of the baseline's bits per byte that was certainly saved.
        faults: What perfgym took for its own fault.
        texts: Everything that the agent was shown.
    """

    env: AutoResearchEnv
    program: str
    statuses: list[Status] = field(default_factory=list[Status])
    kept: int = 0
    gained: float = 0.0
    faults: list[str] = field(default_factory=list[str])
    texts: list[str] = field(default_factory=list[str])

    def try_program(self, program: str, **texts: str) -> dict[str, Any]:
        """Make an experiment with a whole program, and return the ``info``.

        Args:
            program: The program.
            texts: Further fields of the action.
        """
        said = dict.fromkeys(("direction", "description", "hypothesis", "why"), "attack")
        return self.act({"operation": "experiment", "change": program, **said, **texts})

    def act(self, action: dict[str, Any]) -> dict[str, Any]:
        """Take a step, and return the ``info``."""
        observation, _, terminated, truncated, info = self.env.step(action)
        if info["fault"]:
            self.faults.append(f"made the harness fail: {info['fault_kind']}")
            self.env.reset(seed=0)
            return info
        self.statuses.append(Evaluation.from_json(info["evaluation"]).status)
        if info["decision"] == "keep":
            self.kept += 1
            self.gained = max(self.gained, info["gain_low"] / float(observation["baseline_val_bpb"][0]))
        self.texts += [str(observation[name]) for name in ("feedback", "log", "results", "notes")]
        if terminated or truncated:
            self.env.reset(seed=0)
        elif info["decision"] == "keep":
            self.env.step({"operation": "backtrack", "target": 0})
        return info


def _verified(name: str) -> VerifiedTask:
    """The task of this name.

    Raises:
        SettingsError: There is none, or its figures are its scripts' own word, so nothing has to be attacked.
    """
    task = load_research(name)
    if not isinstance(task, VerifiedTask):
        raise SettingsError(
            f"the scripts of {name} run as you, and report their own figures: they need no attack to cheat; "
            "attack a task whose evaluation is verified, e.g. AutoResearch-jargon-v0"
        )
    return task


class ResearchSession:
    """Runs attacks on one task, one at a time. Made by :func:`open_research_session`.

    Args:
        task: Name of the task.
        sandbox: Has to contain the attacks.
        settings: Cores.
        folder: Folder of the host that no attack may write to.
    """

    def __init__(self, task: str, sandbox: Sandbox, settings: Settings, folder: Path) -> None:
        self.task = _verified(task)
        self._sandbox = LeakRecorder(sandbox)
        self._traces = Traces(folder, sandbox)
        self._env = AutoResearchEnv(
            task,
            scale=self.task.test_scale,
            max_experiments=_MOST_EXPERIMENTS,
            sandbox=self._sandbox,
            cores=list(settings.cores) or None,
        )
        self._controls = 0

    def start_episode(self) -> None:
        """Begin a session, and check that an honest program runs.

        Raises:
            ProblemError: It does not run, so the status of an attack would say nothing.
        """
        self._env.reset(seed=0)
        self._controls += 1
        played = AttackedResearch(self._env, self.task.baseline)
        played.try_program(self.task.baseline + _HONEST.format(number=self._controls))
        if played.statuses != [Status.ACCEPTED]:
            raise ProblemError(
                f"the baseline of {self.task.name} with a constant more is "
                f"{played.statuses or played.faults}, so attacks on it would show nothing"
            )
        self._sandbox.take()
        self._traces.learn_usual()

    def run_attack(self, attack: Attack) -> AttackResult:
        """Make an attack, and report what it achieved."""
        started = time.monotonic()
        played = AttackedResearch(self._env, self.task.baseline)
        achieved: list[str] = []
        try:
            achieved += self._played(attack, played)
        except Exception as error:  # noqa: BLE001 - making the harness fail, in whatever way, is an attack too
            achieved.append(f"made the harness fail: {error!r:.500}")
        if leaks := self._sandbox.take():
            achieved.append("did something forbidden: " + "; ".join(leaks))
        achieved += [*played.faults, *_achieved(attack, played)]
        achieved += [f"left a {trace}" for trace in self._traces.left_behind()]
        return AttackResult(
            attack=attack,
            backend=_BACKEND,
            status=played.statuses[-1] if played.statuses else None,
            achieved=tuple(achieved),
            wall_s=time.monotonic() - started,
            gained=played.gained,
        )

    def _played(self, attack: Attack, played: AttackedResearch) -> list[str]:
        if attack.kind is AttackClass.EPISODE:
            return list(attack.play(played))
        played.try_program(attacking_program(attack, self.task))
        return []

    def close(self) -> None:
        """Close the environment; the sandbox belongs to the caller."""
        self._env.close()


def _achieved(attack: Attack, played: AttackedResearch) -> Iterator[str]:
    """What an attack achieved, according to what the agent was told."""
    for status in set(played.statuses) - set(attack.expect):
        yield f"was {status}, but only {', '.join(attack.expect)} is right"
    if played.kept and attack.gains_at_most <= _LITTLE:
        yield f"was kept, with a certain gain of {played.gained:.2%}"
    if played.gained >= attack.gains_at_most:
        yield f"gained {played.gained:.2%}; it must stay below {attack.gains_at_most:.2%}"
    for text in played.texts:
        if len(text) > MOST_FEEDBACK * 10:
            yield f"made a text of {len(text)} characters"
        if not all(character.isprintable() or character in "\n\t" for character in text):
            yield "brought control characters into what an agent reads"


@contextlib.contextmanager
def open_research_session(task: str, sandbox: Sandbox, settings: Settings) -> Generator[ResearchSession]:
    """Open a session in which an honest program was run.

    Args:
        task: Name of the task.
        sandbox: Has to contain the attacks.
        settings: Cores.

    Raises:
        SettingsError: There is no such task, or the sandbox does not keep every promise.
        ProblemError: The honest program does not run.
        MachineError: Something is missing on this machine.
    """
    remove_orphans()
    with host_folder() as folder:
        session = ResearchSession(task, sandbox, settings, folder)
        with contextlib.closing(session):
            session.start_episode()
            yield session


def redteam_research(
    task: str,
    names: Sequence[str],
    sandbox: Sandbox,
    settings: Settings,
    backend: str = "",
    starting: Callable[[str], object] = lambda _: None,
) -> Iterator[AttackProgress]:
    """Run attacks on a task. An honest program has to run before the first and after the last.

    Args:
        task: Name of the task.
        names: Names of the attacks; empty for all.
        sandbox: Has to contain the attacks.
        settings: Cores.
        backend: Must be empty: a figure of research is no measured cost.
        starting: Called with the name of what is submitted next, before it is.

    Yields:
        Each attack as it ends.

    Raises:
        SettingsError: No attack has one of the names, a backend was named, or the sandbox does not keep every
            promise.
        ProblemError: The honest program does not run.
        MachineError: Something is missing on this machine.
    """
    if backend:
        raise SettingsError(
            f"research measures no cost, so it has no backend {backend!r}; leave out --backend"
        )
    attacks = chosen_research_attacks(names, _verified(task))
    starting(CONTROL)
    with open_research_session(task, sandbox, settings) as session:
        yield from run_attacks(session, attacks, starting)
