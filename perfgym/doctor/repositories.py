"""Look for what the tasks of PerfRepo need: Go, git, GNU tar and the tasks' files. Nothing is compiled."""

from collections.abc import Callable, Iterator

from perfgym.doctor.row import Row, optional_row
from perfgym.errors import MachineError, ProblemError
from perfgym.languages.go_module import find_go
from perfgym.repo.tasks.debian import why_absent
from perfgym.repo.tasks.load import load_task, task_folders
from perfgym.repo.workspace.git import git_toolchain

__all__ = ["examine_repositories"]

_TOPIC = "repositories"
_COST = "the environments of PerfRepo cannot be used; "


def examine_repositories() -> Iterator[Row]:
    """Look for the tools of PerfRepo, and for the files of each task."""
    yield _tool("go modules", lambda: f"Go {find_go()[1]}")
    yield _tool("git and GNU tar", _git)
    yield _tasks()


def _git() -> str:
    return git_toolchain().identity.strip()


def _tool(what: str, find: Callable[[], str]) -> Row:
    try:
        return optional_row(_TOPIC, what, find())
    except MachineError as error:
        return optional_row(_TOPIC, what, "missing or unusable", f"{_COST}{error}")


def _tasks() -> Row:
    """Say which tasks' files are here. The others can be fetched, all by one command."""
    here: list[str] = []
    absent: list[str] = []
    wrong: list[str] = []
    for name in task_folders():
        try:
            (absent if why_absent(load_task(name)) else here).append(name)
        except ProblemError as error:
            wrong.append(str(error))
    seen = f"{len(here)} of {len(here) + len(absent) + len(wrong)} here: {', '.join(here) or 'none'}"
    advice = [f"{', '.join(absent)} cannot be played; run `perfgym repo fetch`"] if absent else []
    return optional_row(_TOPIC, "files of tasks", seen, "; ".join([*advice, *wrong]))
