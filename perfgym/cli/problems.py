"""Problems and tasks that are named on the command line."""

from pathlib import Path

from perfgym.bank import Problem, load_problem, load_problem_folder, problem_folders, problem_names
from perfgym.errors import SettingsError, suggestion
from perfgym.languages import LANGUAGES
from perfgym.repo.tasks.load import load_task, load_task_folder, task_folders
from perfgym.repo.tasks.task import RepoTask

__all__ = ["chosen_languages", "named_or_all", "named_problem", "named_problem_or_task"]


def named_problem(name_or_path: str) -> Problem:
    """Load the problem in a folder, or the problem of that name in the bank.

    Raises:
        SettingsError: There is no such folder and no such problem.
        ProblemError: The problem's folder is malformed.
    """
    path = Path(name_or_path)
    if path.is_dir():
        return _problem_in(path)
    if name_or_path not in (problems := problem_folders()):
        hint = suggestion(name_or_path, problems)
        raise SettingsError(f"no problem and no folder is called {name_or_path!r}; {hint}")
    return load_problem(name_or_path)


def _problem_in(folder: Path) -> Problem:
    """Load the problem in a folder; refuse a folder that only holds the folders of several."""
    inside = [] if (folder / "problem.toml").is_file() else sorted(folder.glob("*/problem.toml"))
    if inside:
        names = " ".join(str(path.parent) for path in inside)
        raise SettingsError(
            f"{folder} is no problem folder, but holds some; name those that you mean: {names}"
        )
    return load_problem_folder(folder.resolve())


def named_problem_or_task(name_or_path: str) -> Problem | RepoTask:
    """Load the problem or the task in a folder, or the one of that name.

    Raises:
        SettingsError: There is no such folder, and no such problem or task, or one of each.
        ProblemError: The folder is malformed.
    """
    path = Path(name_or_path)
    if path.is_dir():
        is_task = (path / "task.toml").is_file()
        return load_task_folder(path.resolve()) if is_task else _problem_in(path)
    problems, tasks = problem_folders(), task_folders()
    if name_or_path in problems and name_or_path in tasks:
        raise SettingsError(f"a problem and a task are called {name_or_path}; give the folder of one of them")
    if name_or_path in tasks:
        return load_task(name_or_path)
    if name_or_path not in problems:
        hint = suggestion(name_or_path, [*problems, *tasks])
        raise SettingsError(f"no problem, task or folder is called {name_or_path!r}; {hint}")
    return load_problem(name_or_path)


def named_or_all(names: tuple[str, ...], whole_bank: bool) -> list[Problem | RepoTask]:
    """Load the problems and tasks of these names or folders, or every problem of the bank.

    Args:
        names: Names and folders.
        whole_bank: Whether every problem is meant; then there are no names.

    Raises:
        SettingsError: There are names although every problem is meant, or none although it is not, or one of
            them is wrong.
        ProblemError: A folder is malformed.
    """
    if bool(names) == whole_bank:
        raise SettingsError("name the problems (or their folders), or give --all; not both")
    return [named_problem_or_task(name) for name in names or problem_names()]


def chosen_languages(problems: list[Problem], wanted: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """Return the languages to work on, by the name of the problem.

    They are those wanted that the problem has a reference in; where none is wanted, all that it has one in.
    A problem that has no reference in any of them is left out.

    Args:
        problems: The problems.
        wanted: Names of languages, maybe none.

    Raises:
        SettingsError: No problem has a reference in one of those wanted.
    """
    present = {
        problem.name: [name for name in LANGUAGES if name in problem.references] for problem in problems
    }
    anywhere = {name for names in present.values() for name in names}
    for name in wanted:
        if name not in anywhere:
            whose = problems[0].name + " has" if len(problems) == 1 else "these problems have"
            raise SettingsError(
                f"{whose} no reference program in {name}; {suggestion(name, sorted(anywhere))}"
            )
    chosen = {
        problem: tuple(name for name in names if not wanted or name in wanted)
        for problem, names in present.items()
    }
    return {problem: names for problem, names in chosen.items() if names or not wanted}
