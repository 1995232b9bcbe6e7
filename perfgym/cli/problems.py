"""Problems and tasks that are named on the command line."""

from pathlib import Path

from perfgym.bank import Problem, load_problem, load_problem_folder, problem_folders
from perfgym.errors import SettingsError, suggestion
from perfgym.repo.tasks.load import load_task, load_task_folder, task_folders
from perfgym.repo.tasks.task import RepoTask

__all__ = ["named_problem", "named_problem_or_task"]


def named_problem(name_or_path: str) -> Problem:
    """Load the problem in a folder, or the problem of that name in the bank.

    Raises:
        SettingsError: There is no such folder and no such problem.
        ProblemError: The problem's folder is malformed.
    """
    path = Path(name_or_path)
    return load_problem_folder(path.resolve()) if path.is_dir() else load_problem(name_or_path)


def named_problem_or_task(name_or_path: str) -> Problem | RepoTask:
    """Load the problem or the task in a folder, or the one of that name.

    Raises:
        SettingsError: There is no such folder, and no such problem or task, or one of each.
        ProblemError: The folder is malformed.
    """
    path = Path(name_or_path)
    if path.is_dir():
        is_task = (path / "task.toml").is_file()
        return load_task_folder(path.resolve()) if is_task else load_problem_folder(path.resolve())
    problems, tasks = problem_folders(), task_folders()
    if name_or_path in problems and name_or_path in tasks:
        raise SettingsError(f"a problem and a task are called {name_or_path}; give the folder of one of them")
    if name_or_path in tasks:
        return load_task(name_or_path)
    if name_or_path not in problems:
        hint = suggestion(name_or_path, [*problems, *tasks])
        raise SettingsError(f"no problem or task is called {name_or_path!r}; {hint}")
    return load_problem(name_or_path)
