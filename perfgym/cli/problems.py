"""Problems that are named on the command line."""

from pathlib import Path

from perfgym.bank import Problem, load_problem, load_problem_folder

__all__ = ["named_problem"]


def named_problem(name_or_path: str) -> Problem:
    """Load the problem in a folder, or the problem of that name in the bank.

    Raises:
        SettingsError: There is no such folder and no such problem.
        ProblemError: The problem's folder is malformed.
    """
    path = Path(name_or_path)
    return load_problem_folder(path.resolve()) if path.is_dir() else load_problem(name_or_path)
