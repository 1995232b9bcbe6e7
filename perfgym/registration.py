"""Problems x languages -> environment IDs, ``PerfOptimize-{problem}-{language}-v0``."""

from dataclasses import dataclass
from pathlib import Path

import gymnasium as gym

from perfgym.bank import LANGUAGE_OF_ENDING, add_problem_folder, problem_folders
from perfgym.languages import LANGUAGES

__all__ = ["RegisteredId", "register_all", "register_problems", "registered_ids"]

_ENTRY_POINT = "perfgym.envs.optimize:PerfOptimizeEnv"
_VECTOR_ENTRY_POINT = "perfgym.vector.make:perf_optimize_vector"


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisteredId:
    """One environment ID and what it stands for."""

    env_id: str
    problem: str
    language: str


def _found() -> list[RegisteredId]:
    """An ID for each reference program in the bank."""
    pairs = {
        (problem, language)
        for problem, folder in problem_folders().items()
        for path in folder.glob("reference/solution.*")
        if (language := LANGUAGE_OF_ENDING.get(path.suffix[1:])) in LANGUAGES
    }
    return [
        RegisteredId(env_id=f"PerfOptimize-{problem}-{language}-v0", problem=problem, language=language)
        for problem, language in sorted(pairs)
    ]


def register_all() -> None:
    """Registers every ID of the bank that is not registered yet."""
    for found in _found():
        if found.env_id not in gym.registry:
            gym.register(  # pyright: ignore[reportUnknownMemberType]
                id=found.env_id,
                entry_point=_ENTRY_POINT,
                vector_entry_point=_VECTOR_ENTRY_POINT,
                kwargs={"problem": found.problem, "language": found.language},
                nondeterministic=True,  # measured time is
            )


def registered_ids() -> list[RegisteredId]:
    """Every perfgym ID that ``gymnasium.make`` knows."""
    return [found for found in _found() if found.env_id in gym.registry]


def register_problems(path: str | Path) -> list[str]:
    """Adds a folder of problem folders to the bank and registers its environment IDs.

    Args:
        path: Folder that holds one folder a problem.

    Returns:
        The problems' names.

    Raises:
        ProblemError: A problem in it cannot be loaded, or has a name that is taken.
    """
    names = add_problem_folder(Path(path))
    register_all()
    return names
