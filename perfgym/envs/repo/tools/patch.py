"""The tool ``patch``: change the workspace by a diff, by an exact replacement, or by a whole file."""

from perfgym.envs.repo.action import RepoAction
from perfgym.envs.repo.result import Outcome, ToolResult
from perfgym.envs.repo.tools.selection import inner_path
from perfgym.envs.repo.workbench import Workbench
from perfgym.printable import clean_text
from perfgym.repo.workspace.editable import changed_paths, why_not_editable
from perfgym.repo.workspace.patching import explained, replaced, written
from perfgym.repo.workspace.refused import Refused
from perfgym.repo.workspace.tree import Tree

__all__ = ["patch_tool"]

_WAYS = (
    "Give patch_diff, or patch_file with patch_old and patch_new, or patch_file with patch_content for the "
    "whole file."
)
_MOST_NAMED = 20


def patch_tool(bench: Workbench, action: RepoAction) -> ToolResult:
    """Change files, all of what is asked for or nothing."""
    before = bench.tree
    if action.patch_diff and action.patch_file:
        raise Refused(f"This has both a diff and a file. {_WAYS}")
    if action.patch_diff:
        _apply(bench, action.patch_diff)
    elif action.patch_file:
        bench.tree = _edited(bench.tree, action)
    else:
        raise Refused(f"This changes nothing. {_WAYS}")
    return _told(bench, before)


def _edited(tree: Tree, action: RepoAction) -> Tree:
    path = inner_path(action.patch_file)
    if action.patch_old and action.patch_content:
        raise Refused(f"This has both patch_old and patch_content. {_WAYS}")
    if action.patch_old:
        return replaced(tree, path, _bytes(action.patch_old), _bytes(action.patch_new))
    if action.patch_new:
        raise Refused(f"patch_new needs patch_old, the text that it replaces. {_WAYS}")
    if not action.patch_content:
        raise Refused(f"This would leave {clean_text(path)} empty. {_WAYS}")
    return written(tree, path, _bytes(action.patch_content))


def _apply(bench: Workbench, diff: str) -> None:
    # Blank lines behind a diff, which models write, would be lines of its last hunk.
    raw = _bytes(diff.rstrip("\r\n") + "\n")
    before = bench.tree
    answer = bench.apply(raw)
    if answer.exit_code:
        raise Refused(explained(before, raw, answer.stderr))


def _bytes(text: str) -> bytes:
    return text.encode(errors="replace")


def _told(bench: Workbench, before: Tree) -> ToolResult:
    changed = changed_paths(before, bench.tree)
    if not changed:
        return ToolResult(outcome=Outcome.NOTHING_DONE, text="The files are as they were.")
    lines = [
        f"Changed: {', '.join(changed[:_MOST_NAMED])}{' and more' if len(changed) > _MOST_NAMED else ''}."
    ]
    lines += [
        f"Evaluations ignore {clean_text(path)}: it {reason}."
        for path in changed[:_MOST_NAMED]
        if (reason := why_not_editable(path, bench.task.editable))
    ]
    return ToolResult(outcome=Outcome.OK, text="\n".join(lines))
