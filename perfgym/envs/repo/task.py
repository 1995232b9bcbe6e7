"""How agents and the store read an episode of ``PerfRepo``: actions are JSON, submissions are files."""

from collections.abc import Mapping, Sequence
from typing import Any

from perfgym.envs.family import Task
from perfgym.envs.repo.action import shortest
from perfgym.envs.repo.reply import HOW_TO_ANSWER, HOW_TO_ANSWER_AGAIN, action_reply, parse_action, read_reply
from perfgym.envs.repo.result import OUTCOMES, Outcome
from perfgym.records import Submission
from perfgym.repo.task import RepoTask

__all__ = ["RepoEpisodes"]

_SUBMIT = {"action_type": "submit"}


class RepoEpisodes(Task):
    """The episodes of one task.

    Args:
        task: The task.
    """

    is_text = True

    def __init__(self, task: RepoTask) -> None:
        self._task = task

    def opening(self, observation: Any) -> str:
        """The prompt, and how to answer."""
        return observation["prompt"] + HOW_TO_ANSWER

    def prompt(self, observation: Any) -> str:
        """The prompt alone."""
        return observation["prompt"]

    def feedback(self, observation: Any, reply: str = "") -> str:
        """The feedback of the last step, what of the reply was not taken, and how to answer without one."""
        is_lost = (
            OUTCOMES[int(observation["outcome"])] is Outcome.NOTHING_DONE
            and "names no tool" in observation["feedback"]
        )
        again = (HOW_TO_ANSWER_AGAIN,) if is_lost and observation["steps_left"] else ()
        return "\n".join((observation["feedback"], *read_reply(reply).remarks, *again))

    def tool_feedback(self, observation: Any) -> str:
        """The feedback of the last step alone."""
        return observation["feedback"]

    def action(self, reply: str) -> dict[str, Any]:
        """The action in a reply, in part."""
        return parse_action(reply)

    def tool_action(self, content: str, *, submit: bool) -> dict[str, Any]:
        """A diff or an action in JSON; what submits has nothing else."""
        return dict(_SUBMIT) if submit and not content.strip() else _from_content(content)

    def reply(self, action: Any) -> str:
        """The action as JSON in a fenced block."""
        return action_reply(action)

    def submission(self, action: Any, info: Mapping[str, Any]) -> Submission | None:
        """The files that were evaluated; None if none were."""
        del action
        files: Mapping[str, bytes] = info.get("submission") or {}
        return Submission(files=dict(files)) if files else None

    def record(self, action: Any) -> dict[str, Any]:
        """The fields that the action's tool reads, without those at their defaults."""
        return shortest(action)

    def scripted(self) -> Mapping[str, Sequence[Any]]:
        """Agents that submit the task's own files, the expert's, those of one step, and a broken one."""
        broken = {"action_type": "patch", "patch_file": "broken.go", "patch_content": "not Go\n"}
        patches = {
            "expert": self._task.expert,
            **{f"step-{name}": text for name, text in self._task.steps.items()},
        }
        return {
            "reference": [_SUBMIT],
            **{
                name: [{"action_type": "patch", "patch_diff": text}, _SUBMIT]
                for name, text in patches.items()
            },
            "broken": [broken, _SUBMIT],
        }


def _from_content(content: str) -> dict[str, Any]:
    action = parse_action(content)
    return action or {"action_type": "patch", "patch_diff": content}
