"""How agents and the store read an episode of ``AutoResearch``: actions are experiments."""

from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup

from perfgym.envs.family import Task
from perfgym.envs.research.action import shortest
from perfgym.envs.research.stored import stored_session
from perfgym.records import Submission
from perfgym.repo.workspace.diff import unified_diff
from perfgym.repo.workspace.tree import File, Tree
from perfgym.research.report.page import session_section
from perfgym.research.task import ResearchTask, VerifiedTask
from perfgym.store import Turn
from perfgym.store.report.templates import Room

__all__ = ["ResearchEpisodes"]


class ResearchEpisodes(Task):
    """The episodes of one task.

    Args:
        task: The task.
    """

    is_text = True

    def __init__(self, task: ResearchTask) -> None:
        self._task = task

    def opening(self, observation: Any) -> str:
        """The prompt, and the program to begin with."""
        return f"{observation['prompt']}\n## {self._task.file}\n\n```python\n{observation['program']}```\n"

    def feedback(self, observation: Any, reply: str = "") -> str:
        """What became of the last step."""
        del reply
        return observation["feedback"]

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
        sides = (
            Tree({path: File(content) for path, content in side.items()})
            for side in (before, submission.files)
        )
        return unified_diff(*sides).decode(errors="replace")

    def record(self, action: Any) -> dict[str, Any]:
        """The fields of the action, without those at their defaults."""
        return shortest(action)

    def section(self, turns: Sequence[Turn], name: str, room: Room) -> Markup:
        """Figure, tables and experiments of the session."""
        session = stored_session(self._task, turns)
        return Markup("") if session is None else session_section(session, name, room)
