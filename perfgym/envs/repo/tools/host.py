"""The operations of the tool ``git`` that need a host of repositories: ``list_repos`` and ``clone``."""

import json
from typing import Any

import msgspec

from perfgym.envs.repo.action import RepoAction
from perfgym.envs.repo.result import Outcome, ToolResult
from perfgym.envs.repo.workbench import Workbench
from perfgym.printable import clean_text, portable
from perfgym.repo.hosting.cloned_files import MOST_FILES
from perfgym.repo.hosting.clones import HostFailedError
from perfgym.repo.hosting.hosted import HostedRepository
from perfgym.repo.workspace.refused import Refused
from perfgym.repo.workspace.tree import Tree, TreeError, check_path

__all__ = ["host_tool"]

_FOLDER = "extra"
_MOST_LISTED = 50  # as on one page of Gitea
_MOST_DESCRIBED = 200  # characters of a description in the text


def host_tool(bench: Workbench, action: RepoAction) -> ToolResult:
    """List repositories, or bring the files of one into ``extra/``, where they can be read."""
    if action.git_args:
        raise Refused(f"git {action.git_op} takes no git_args; give git_repo_name.")
    try:
        return {"list_repos": _list, "clone": _clone}[action.git_op](bench, action)
    except HostFailedError as error:
        text = f"The host of repositories failed: {clean_text(str(error))}"
        return ToolResult(outcome=Outcome.FAILED, text=text, stderr=text, exit_code=1)


def _list(bench: Workbench, action: RepoAction) -> ToolResult:
    found = bench.clones.listed(action.git_repo_name.strip())
    shown = [_as_json(one) for one in found[:_MOST_LISTED]]
    if not shown:
        return ToolResult(outcome=Outcome.NOTHING_DONE, text="No repository matches.", stdout="[]")
    lines = [f"{one['full_name']}  {one['description'][:_MOST_DESCRIBED]}".rstrip() for one in shown]
    if len(found) > len(shown):
        lines.append(f"[... {len(found) - len(shown)} more; git_repo_name shows those whose name has it ...]")
    lines.append("git_op clone with git_repo_name brings one into extra/.")
    return ToolResult(
        outcome=Outcome.OK,
        text="\n".join(lines),
        stdout=json.dumps(shown),
        fields={"repositories": shown},
    )


def _as_json(repository: HostedRepository) -> dict[str, Any]:
    """A description as Gitea's API has it; its texts may come from another machine."""
    fields: dict[str, Any] = portable(msgspec.to_builtins(repository))
    return {name: clean_text(value) if isinstance(value, str) else value for name, value in fields.items()}


def _clone(bench: Workbench, action: RepoAction) -> ToolResult:
    name = action.git_repo_name.strip()
    if not name:
        raise Refused("Give git_repo_name: the name of a repository, as list_repos shows it.")
    repository = bench.clones.described(name)
    folder = _target(bench, action.git_target_dir.strip() or repository.name)
    checkout = bench.clones.checkout(repository.full_name)
    bench.cpu_s += checkout.cpu_ns * 1e-9
    bench.extra = _joined(bench.extra, folder, checkout.tree)
    text = (
        f"{clean_text(repository.full_name)}: {len(checkout.tree.files)} files of the commit "
        f"{checkout.commit[:12]} are in {folder}/. Read them with the tool files; they are not built, and "
        "evaluations take none of them."
    )
    fields = {"clone": {"repository": _as_json(repository), "folder": folder, "commit": checkout.commit}}
    return ToolResult(outcome=Outcome.OK, text=text, stdout=text, fields=fields)


def _target(bench: Workbench, wanted: str) -> str:
    """The folder to clone into, which must be new."""
    folder = f"{_FOLDER}/{wanted.removeprefix(f'{_FOLDER}/').rstrip('/')}"
    try:
        check_path(folder)
    except TreeError as error:
        raise Refused(f"git_target_dir cannot be used: {error}.") from None
    if any(path == folder or path.startswith(f"{folder}/") for path in bench.readable):
        raise Refused(f"{clean_text(folder)} exists; give another git_target_dir.")
    return folder


def _joined(extra: Tree, folder: str, clone: Tree) -> Tree:
    """All clones with one more.

    Raises:
        Refused: They would be too large, or a path too long.
    """
    files = {f"{folder}/{path}": file for path, file in clone.files.items()}
    try:
        return Tree({**extra.files, **files}).require(MOST_FILES)
    except TreeError as error:
        raise Refused(f"It cannot be cloned into {clean_text(folder)}: {error}.") from None
