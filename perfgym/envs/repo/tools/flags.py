"""The tool ``build_flags``: flags for the compiler, by a task's list of those that it allows."""

from perfgym.envs.repo.action import RepoAction
from perfgym.envs.repo.result import Outcome, ToolResult
from perfgym.envs.repo.workbench import Workbench
from perfgym.repo.patching import Refused

__all__ = ["flags_tool"]


def flags_tool(bench: Workbench, action: RepoAction) -> ToolResult:
    """Refuse flags: base and workspace are built with the same ones."""
    del bench
    if action.build_flags:
        raise Refused(
            "This task allows no build flags: base and workspace are built with the same ones, so that only "
            "the source is compared."
        )
    return ToolResult(outcome=Outcome.NOTHING_DONE, text="No build flags are set, and none can be.")
