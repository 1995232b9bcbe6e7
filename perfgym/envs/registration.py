"""Problems x languages -> environment IDs such as ``PerfOptimize-{problem}-{language}-v0``."""

from dataclasses import dataclass
from pathlib import Path

import gymnasium as gym

from perfgym.bank import LANGUAGE_OF_ENDING, add_problem_folder, problem_folders
from perfgym.languages import LANGUAGES

__all__ = [
    "FAMILIES",
    "OPTIMIZE",
    "TUNE",
    "Family",
    "RegisteredId",
    "register_all",
    "register_problems",
    "registered_ids",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """Environments of one kind: an ID ``{name}-{problem}-{language}-v0`` for each program of a kind.

    Attributes:
        name: How their IDs begin.
        programs: Where a problem's folder holds the programs that make it one of theirs.
        entry_point: What makes one environment.
        vector_entry_point: What makes several.
    """

    name: str
    programs: str
    entry_point: str
    vector_entry_point: str


OPTIMIZE = Family(
    name="PerfOptimize",
    programs="reference/solution.*",
    entry_point="perfgym.envs.optimize.env:PerfOptimizeEnv",
    vector_entry_point="perfgym.vector.make:perf_optimize_vector",
)
TUNE = Family(
    name="PerfTune",
    programs="tune/solution.*",
    entry_point="perfgym.envs.tune.env:PerfTuneEnv",
    vector_entry_point="perfgym.vector.make:perf_tune_vector",
)
FAMILIES = (OPTIMIZE, TUNE)
"""All families."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisteredId:
    """One environment ID and what it stands for."""

    family: Family
    problem: str
    language: str

    @property
    def env_id(self) -> str:
        """The ID."""
        return f"{self.family.name}-{self.problem}-{self.language}-v0"


def _found(family: Family) -> list[RegisteredId]:
    """An ID for each program in the bank that makes one."""
    pairs = {
        (problem, language)
        for problem, folder in problem_folders().items()
        for path in folder.glob(family.programs)
        if (language := LANGUAGE_OF_ENDING.get(path.suffix[1:])) in LANGUAGES
    }
    return [
        RegisteredId(family=family, problem=problem, language=language) for problem, language in sorted(pairs)
    ]


def register_all() -> None:
    """Registers every ID of the bank that is not registered yet."""
    for found in (one for family in FAMILIES for one in _found(family)):
        if found.env_id not in gym.registry:
            gym.register(  # pyright: ignore[reportUnknownMemberType]
                id=found.env_id,
                entry_point=found.family.entry_point,
                vector_entry_point=found.family.vector_entry_point,
                kwargs={"problem": found.problem, "language": found.language},
                nondeterministic=True,  # measured time is
            )


def registered_ids(*families: Family) -> list[RegisteredId]:
    """Every perfgym ID that ``gymnasium.make`` knows, of some families or of all."""
    found = [one for family in families or FAMILIES for one in _found(family)]
    return [one for one in found if one.env_id in gym.registry]


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
