"""How agents and the store read an episode of ``AutoResearch``: a step is an experiment."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from perfgym.envs.family import Strategy, Task
from perfgym.envs.research.action import shortest
from perfgym.envs.research.reply import HOW_TO_ANSWER, HOW_TO_ANSWER_AGAIN, read_reply, written_reply
from perfgym.envs.research.scripted import scripted_steps, strategies
from perfgym.envs.research.stored import stored_session
from perfgym.records import Submission
from perfgym.repo.workspace.diff import unified_diff
from perfgym.repo.workspace.tree import File, Tree
from perfgym.research.task import ResearchTask, VerifiedTask
from perfgym.store import Turn

if TYPE_CHECKING:
    from perfgym.store.report.templates import Room

__all__ = ["ResearchEpisodes"]

_PARTS = (  # of an observation: its name, its heading, what its lines are, and its characters at most
    ("program", "The program that is kept now", "python", 1 << 16),
    ("results", "results.tsv", "", 1 << 14),
    ("notes", "notes.md", "markdown", 1 << 15),
    ("log", "The end of the last run's log", "", 1 << 13),
)
_MOST_FEEDBACK = 1 << 14
_FINISH = {"operation": "finish"}


class ResearchEpisodes(Task):
    """The episodes of one task.

    Args:
        task: The task.
    """

    is_text = True

    def __init__(self, task: ResearchTask) -> None:
        self._task = task

    def opening(self, observation: Any) -> str:
        """The prompt, how to answer, and the state of the session."""
        return _joined(observation["prompt"], HOW_TO_ANSWER, *_state(observation))

    def prompt(self, observation: Any) -> str:
        """The prompt and the state of the session."""
        return _joined(observation["prompt"], *_state(observation))

    def feedback(self, observation: Any, reply: str = "") -> str:
        """What became of the last step, what of the reply was not taken, and how to answer without a step."""
        reading = read_reply(reply)
        is_lost = bool(reply) and not reading.has_step and bool(observation["experiments_left"])
        return "\n".join(
            (observation["feedback"], *reading.remarks, *((HOW_TO_ANSWER_AGAIN,) if is_lost else ()))
        )

    def tool_feedback(self, observation: Any) -> str:
        """What became of the last step."""
        return observation["feedback"]

    def context(self, observation: Any, reply: str = "") -> str:
        """The opening, with the session as it stands and the feedback of the last step.

        It depends on nothing else, so it does not grow with the conversation, and it is the same after a
        session was resumed.
        """
        feedback = _end(self.feedback(observation, reply), _MOST_FEEDBACK)
        return _joined(self.opening(observation), f"## The last step\n\n{feedback}")

    def action(self, reply: str) -> dict[str, Any]:
        """The step in a reply, in part."""
        return read_reply(reply).fields

    def tool_action(self, content: str, *, submit: bool) -> dict[str, Any]:
        """A reply, or a change alone; what submits has nothing else."""
        if submit and not content.strip():
            return dict(_FINISH)
        reading = read_reply(content)
        return reading.fields if reading.has_step else {"operation": "experiment", "change": content}

    def reply(self, action: Any) -> str:
        """The step as a language model would write it."""
        return written_reply(shortest(action))

    def submission(self, action: Any, info: Mapping[str, Any]) -> Submission | None:
        """The program that was run, or that was paid at the end; None if there is none."""
        del action
        files: Mapping[str, bytes] = info.get("submission") or {}
        return Submission(files=dict(files)) if files else None

    def changes(self, submission: Submission) -> str | None:
        """A diff from the baseline; None for a reported task, whose baseline is in a clone of the user's."""
        if not isinstance(self._task, VerifiedTask):
            return None
        before = {self._task.file: self._task.baseline.encode()}
        old, new = (
            Tree({path: File(content) for path, content in files.items()})
            for files in (before, submission.files)
        )
        return unified_diff(old, new).decode(errors="replace")

    def record(self, action: Any) -> dict[str, Any]:
        """The fields of the action, without those at their defaults."""
        return shortest(action)

    def section(self, turns: Sequence[Turn], name: str, room: "Room") -> Markup:
        """Figure, tables and experiments of the session."""
        from perfgym.research.report.page import session_section  # which imports jinja2

        session = stored_session(self._task, turns)
        return Markup("") if session is None else session_section(session, name, room)

    def scripted(self) -> Mapping[str, Sequence[Any]]:
        """Agents that :mod:`perfgym.envs.research.scripted` tells of."""
        return scripted_steps(self._task) if isinstance(self._task, VerifiedTask) else {}

    def strategies(self) -> Mapping[str, Callable[[], Strategy]]:
        """The search ``hill-climb``, which changes one constant of the program at a time."""
        return strategies()


def _state(observation: Any) -> list[str]:
    """The parts of an observation that change, each in a fence that nothing in it can close."""
    return [
        f"## {heading}\n\n{_fenced(_end(text, most), language)}"
        for name, heading, language, most in _PARTS
        if (text := str(observation[name])).strip()
    ]


def _joined(*parts: str) -> str:
    return "\n\n".join(part.strip("\n") for part in parts) + "\n"


def _end(text: str, most: int) -> str:
    """The end of a text, and its first line if something was left out between."""
    if len(text) <= most:
        return text
    first = text.split("\n", 1)[0][: most // 4]
    return f"{first}\n[... {len(text) - most:,} characters left out ...]\n{text[-most:]}"


def _fenced(text: str, language: str) -> str:
    longest = max(map(len, re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{language}\n{text.rstrip()}\n{fence}"
