"""A workspace -> the tree that is built: the task's files, the agent's editable ones, tests and workloads."""

from perfgym.records import Submission
from perfgym.repo.evaluation.allocations import with_driver
from perfgym.repo.tasks.task import RepoTask
from perfgym.repo.workspace.editable import overlaid, why_not_editable
from perfgym.repo.workspace.tree import File, Tree, TreeError

__all__ = ["built_tree", "hidden_paths", "submission_of", "tree_of", "workload_package"]

_EMBED = b"go:embed"


def workload_package(name: str) -> str:
    """The package, inside the module, in which a workload's program is compiled."""
    return f"./internal/perfgym_{name}"


def hidden_paths(task: RepoTask) -> frozenset[str]:
    """The files of a built tree that an agent does not see: hidden tests and programs that are measured."""
    programs = (f"{workload_package(name)[2:]}/main.go" for name in task.workloads)
    return frozenset((*task.hidden.files, *programs))


def submission_of(workspace: Tree, task: RepoTask) -> Submission:
    """The files of a workspace that are evaluated: those that an agent may change."""
    editable = {
        path: file.content
        for path, file in workspace.files.items()
        if not why_not_editable(path, task.editable)
    }
    return Submission(files=editable)


def tree_of(submission: Submission, base: Tree, task: RepoTask) -> Tree:
    """The task's tree with a submission's files in place of its editable ones.

    Raises:
        TreeError: A path of the submission cannot be one of a tree, or a file embeds files that the base does
            not embed.
    """
    changed = Tree({path: File(content) for path, content in submission.files.items()})
    measured = overlaid(base, changed, task.editable)[0]
    for path, file in measured.files.items():
        _check_embedding(path, file, base)
    return measured


def _check_embedding(path: str, file: File, base: Tree) -> None:
    """Refuse new directives that embed files: hidden tests and workloads lie in the tree when it is built."""
    known = base.files.get(path)
    if file is known or _EMBED not in file.content:
        return
    allowed = set(known.content.split(b"\n")) if known else set[bytes]()
    for number, line in enumerate(file.content.split(b"\n"), 1):
        if _EMBED in line and line not in allowed:
            raise TreeError(f"{path}, line {number}: files cannot be embedded; write the data as Go source")


def built_tree(measured: Tree, task: RepoTask) -> Tree:
    """The measured tree with hidden tests, and with the workloads' programs inside the module.

    Raises:
        ProblemError: A workload's source text has no function ``main`` of its own.
    """
    programs = {
        f"{workload_package(name)[2:]}/{file}": File(content)
        for name, workload in task.workloads.items()
        for file, content in with_driver(workload.main, f"{task.name}, workload {name}").items()
    }
    return Tree({**measured.files, **task.hidden.files, **programs})
