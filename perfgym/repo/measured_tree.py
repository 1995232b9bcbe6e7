"""A workspace -> the tree that is built: the task's files, the agent's editable ones, tests and workloads."""

from perfgym.records import Submission
from perfgym.repo.allocations import with_driver
from perfgym.repo.editable import overlaid, why_not_editable
from perfgym.repo.task import RepoTask
from perfgym.repo.tree import File, Tree

__all__ = ["built_tree", "submission_of", "tree_of", "workload_package"]


def workload_package(name: str) -> str:
    """The package, inside the module, in which a workload's program is compiled."""
    return f"./internal/perfgym_{name}"


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
        TreeError: A path of the submission cannot be one of a tree.
    """
    changed = Tree({path: File(content) for path, content in submission.files.items()})
    return overlaid(base, changed, task.editable)[0]


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
