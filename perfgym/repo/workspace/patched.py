"""A task's own tree and a patch of its author -> the patched tree, by git in the jail."""

from perfgym.errors import ProblemError
from perfgym.printable import clean_text
from perfgym.repo.workspace.canonical import RawWorkspace, canonical_repository
from perfgym.repo.workspace.git import Git
from perfgym.repo.workspace.tree import Tree, TreeError
from perfgym.sandbox import Sandbox

__all__ = ["patched"]


def patched(base: Tree, patch: str, sandbox: Sandbox) -> Tree:
    """Apply a patch to a task's own tree.

    Args:
        base: The task's own tree.
        patch: A diff in git's format.
        sandbox: Contains git.

    Raises:
        ProblemError: The patch does not apply.
        ToolchainMissingError: Git or GNU tar is missing.
        HarnessError: The sandbox failed.
    """
    repository = canonical_repository(base.files)
    workspace = RawWorkspace(base.to_tar(), repository.workspace.gitdir)
    answer = Git(sandbox, repository).apply(workspace, patch.encode())
    if answer.refusal or answer.exit_code:
        raise ProblemError(f"the patch does not apply: {clean_text(answer.refusal or answer.stderr)}")
    try:
        return Tree.from_tar(answer.workspace.tree)
    except TreeError as error:
        raise ProblemError(f"the patched tree cannot be used: {error}") from error
