"""Families -> environment IDs such as ``PerfOptimize-matmul-c-v0`` in Gymnasium's registry."""

import functools
import warnings
from collections.abc import Iterable
from importlib.metadata import entry_points
from pathlib import Path

import gymnasium as gym

from perfgym import bank
from perfgym.envs.family import EnvId, Family
from perfgym.envs.mixed.family import MixedFamily
from perfgym.envs.optimize.family import OptimizeFamily
from perfgym.envs.repo.family import RepoFamily
from perfgym.envs.research.family import ResearchFamily
from perfgym.envs.tune.family import TuneFamily
from perfgym.errors import SettingsError, suggestion
from perfgym.repo.tasks.load import load_new_tasks
from perfgym.research.load import load_new_research

__all__ = [
    "FAMILIES",
    "PLUGINS",
    "env_ids",
    "family_of",
    "find_id",
    "has_problems",
    "register_all",
    "register_family",
    "register_problems",
    "registered_ids",
]

FAMILIES: list[Family] = [OptimizeFamily(), MixedFamily(), TuneFamily(), RepoFamily(), ResearchFamily()]
"""Every family. The one place to add a family of perfgym's own."""

PLUGINS = "perfgym.families"
"""Group of entry points by which an installed package adds a family. Each names a callable that makes it."""


def register_family(family: Family) -> list[str]:
    """Add a family of environments and register its IDs.

    Args:
        family: The family; one of the same name is replaced.

    Returns:
        Its environment IDs.
    """
    for replaced in [one for one in FAMILIES if one.name == family.name]:
        FAMILIES.remove(replaced)
        for env_id in replaced.ids():
            gym.registry.pop(str(env_id), None)
    FAMILIES.append(family)
    return [str(env_id) for env_id in _register(family)]


@functools.cache  # once in a process
def _add_installed_families() -> None:
    """Add the families of installed packages; one that fails must not keep the others away."""
    for plugin in entry_points(group=PLUGINS):
        try:
            register_family(plugin.load()())
        except Exception as error:  # noqa: BLE001 - it is a third party's code
            warnings.warn(
                f"the family that {plugin.value} should make is not registered: {error!r}",
                RuntimeWarning,
                stacklevel=3,
            )


def register_all() -> None:
    """Register every ID of every family that is not registered yet, those of installed packages too."""
    _add_installed_families()
    for family in FAMILIES:
        _register(family)


def _register(family: Family) -> list[EnvId]:
    ids = list(family.ids())
    for env_id in ids:
        if str(env_id) not in gym.registry:
            gym.register(  # pyright: ignore[reportUnknownMemberType]
                id=str(env_id),
                entry_point=family.entry_point,
                vector_entry_point=f"perfgym.vector.entry_points:{env_id}",
                kwargs=dict(env_id.kwargs),
                nondeterministic=True,  # measured time is
            )
    return ids


def registered_ids(*families: str) -> list[EnvId]:
    """Every perfgym ID that ``gymnasium.make`` knows, of the families named or of all."""
    found = [env_id for one in FAMILIES if not families or one.name in families for env_id in one.ids()]
    return [env_id for env_id in found if str(env_id) in gym.registry]


def env_ids(
    language: str = "c",
    problems: Iterable[str] | None = None,
    *,
    family: str = "PerfOptimize",
    split: str | None = None,
    classes: str | Iterable[str] | None = None,
) -> list[str]:
    """The environment IDs of problems or tasks in a language, for trainers that make a task of each.

    Args:
        language: Name of the programs' language, e.g. ``"c"``.
        problems: Names of problems, or of tasks of ``PerfRepo``, in the order that is wanted; None for all
            that there are, by name.
        family: ``"PerfOptimize"``, ``"PerfTune"`` or ``"PerfRepo"``.
        split: Only problems of this split: ``"train"``, ``"validation"`` or ``"test"``; None for all.
        classes: Only problems of this class of bottlenecks, or of one of several; None for all.

    Returns:
        An ID for each problem, e.g. ``["PerfOptimize-matmul-c-v0"]``.

    Raises:
        SettingsError: There is no such family, split or class, no problem of that name in the language, or
            none is left.
        ProblemError: A split or a class is asked for, and the ``problem.toml`` of a problem is malformed.
    """
    families = [one.name for one in FAMILIES]
    if family not in families:
        raise SettingsError(f"no family is called {family!r}; {suggestion(family, families)}")
    found = [one for one in registered_ids(family) if one.language]
    known = {one.name.removesuffix(f"-{language}"): one for one in found if one.language == language}
    if not known:
        hint = suggestion(language, sorted({one.language for one in found}))
        raise SettingsError(f"{family} has no problem in the language {language!r}; {hint}")
    wanted = sorted(known) if problems is None else list(problems)
    if missing := [problem for problem in wanted if problem not in known]:
        hint = suggestion(missing[0], known)
        raise SettingsError(f"{family} has no problem {missing[0]!r} in the language {language!r}; {hint}")
    chosen = [known[problem] for problem in wanted]
    return [str(one) for one in _of_structure(chosen, split, classes)]


def has_problems(family: str) -> bool:
    """Whether the IDs of a family are about problems of the bank, which have a split."""
    return any("problem" in one.kwargs for one in registered_ids(family))


def _of_structure(chosen: list[EnvId], split: str | None, classes: str | Iterable[str] | None) -> list[EnvId]:
    """Those of some IDs whose problem is of a split and of one of the classes.

    Raises:
        SettingsError: None is left, or their family has no problems.
        ProblemError: The ``problem.toml`` of a problem is malformed.
    """
    if split is None and classes is None:
        return chosen
    if odd := [one for one in chosen if "problem" not in one.kwargs]:
        raise SettingsError(f"{odd[0]} has no problem, and only problems have a split and classes")
    names = set(bank.problems(split=split, classes=classes))
    left = [one for one in chosen if one.kwargs["problem"] in names]
    if not left:
        raise SettingsError(
            f"no problem is left: none of {', '.join(one.kwargs['problem'] for one in chosen)} is of "
            f"split {split!r} and classes {classes!r}"
        )
    return left


def find_id(env_id: str, *families: str) -> EnvId:
    """The environment ID that a text names, of the families named or of any.

    Raises:
        SettingsError: There is no such ID.
    """
    known = {str(one): one for one in registered_ids(*families)}
    if env_id not in known:
        raise SettingsError(f"no environment is called {env_id!r}; {suggestion(env_id, known)}")
    return known[env_id]


def family_of(env_id: EnvId) -> Family:
    """The family that an ID belongs to."""
    return next(family for family in FAMILIES if family.name == env_id.family)


def register_problems(path: str | Path) -> list[str]:
    """Add a folder of problem folders to the bank and register its environment IDs.

    Args:
        path: Folder that holds one folder for each problem, and for each task of ``PerfRepo`` and
            ``AutoResearch``.

    Returns:
        The names of the problems and of the tasks.

    Raises:
        ProblemError: A problem or task in it cannot be loaded, or has a name that is taken.
    """
    folder = Path(path).expanduser().resolve()
    tasks = load_new_tasks(folder) + load_new_research(folder)
    names = bank.add_problem_folder(folder)
    register_all()
    return names + tasks
