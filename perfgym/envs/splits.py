"""Environment IDs -> whether they may appear in training data."""

from collections.abc import Collection
from dataclasses import dataclass, field

from perfgym.bank import SPLITS, load_problem, problem_names
from perfgym.envs.registration import find_id
from perfgym.errors import SettingsError, suggestion

__all__ = ["SplitFilter"]


def _problem_of(env_id: str) -> str:
    """Name of the problem of an ID.

    Raises:
        SettingsError: The ID is unknown, or its family has no problems.
    """
    unknown = f"nothing tells whether {env_id!r} may be trained on"
    try:
        arguments = find_id(env_id).kwargs
    except SettingsError as error:
        raise SettingsError(
            f"{unknown}: {error}; if its problem is one of your own, name the folder of its bank in "
            "PERFGYM_PROBLEMS"
        ) from error
    if "problem" not in arguments:
        raise SettingsError(
            f"{unknown}: its family has no problems, and only a problem says its split; record episodes of "
            "that family in a run of their own"
        )
    return arguments["problem"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitFilter:
    """Tells which environment IDs may appear in training data.

    Attributes:
        splits: Splits of problems that may; of ``"train"``, ``"validation"`` and ``"test"``.
        held_out: Problems that must not, whatever their split.

    Raises:
        SettingsError: A split or a problem is unknown.
    """

    splits: Collection[str] = SPLITS[:1]
    held_out: Collection[str] = ()
    _known: dict[str, bool] = field(default_factory=dict[str, bool], repr=False)

    def __post_init__(self) -> None:
        if odd := sorted(set(self.splits).difference(SPLITS)):
            raise SettingsError(f"no split is called {odd[0]!r}; {suggestion(odd[0], SPLITS)}")
        names = problem_names()
        if odd := sorted(set(self.held_out).difference(names)):
            raise SettingsError(f"no problem is called {odd[0]!r}; {suggestion(odd[0], names)}")

    def allows(self, env_id: str) -> bool:
        """Whether an environment ID may appear in training data.

        Raises:
            SettingsError: The ID is unknown or has no problem, so it has no split.
            ProblemError: Its problem cannot be loaded.
        """
        if env_id not in self._known:
            self._known[env_id] = self._allows_problem(_problem_of(env_id))
        return self._known[env_id]

    def _allows_problem(self, name: str) -> bool:
        return load_problem(name).split in self.splits and name not in self.held_out
