"""The tool ``git``: the operations that a person uses on a workspace, in the jail."""

from perfgym.envs.repo.action import RepoAction
from perfgym.envs.repo.result import Outcome, ToolResult
from perfgym.envs.repo.tools.host import host_tool
from perfgym.envs.repo.workbench import Workbench
from perfgym.evaluation.feedback import quote
from perfgym.printable import clean_text
from perfgym.repo.workspace.git_arguments import OPERATIONS

__all__ = ["git_tool"]

_MOST_SAID = 12_000
_NOTHING = {
    "status": "Nothing has changed since the last commit.",
    "diff": "There is no difference.",
}


def _shown(raw: bytes) -> str:
    """Git's output made safe to show; spaces before its first line say something in ``status``."""
    indent = raw[: len(raw) - len(raw.lstrip(b" "))][:2]
    return indent.decode() + clean_text(raw, _MOST_SAID)


def git_tool(bench: Workbench, action: RepoAction) -> ToolResult:
    """Run one operation of git."""
    if action.git_op not in OPERATIONS:
        return host_tool(bench, action)
    with bench.entered(action.git_workspace):
        answer = bench.git(action.git_op, action.git_args)
    stdout, stderr = _shown(answer.stdout), clean_text(answer.stderr)
    said = [quote(text) for text in (stdout, stderr) if text]
    return ToolResult(
        outcome=Outcome.FAILED if answer.exit_code else Outcome.OK,
        text="\n".join(said) or _NOTHING.get(action.git_op, "Git printed nothing."),
        stdout=stdout,
        stderr=stderr,
        exit_code=answer.exit_code,
    )
