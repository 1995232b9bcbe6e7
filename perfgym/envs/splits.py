"""Environment IDs -> whether they may appear in training data."""

from collections.abc import Collection
from dataclasses import dataclass, field

from perfgym.bank import SPLITS, load_problem, problem_names
from perfgym.envs.registration import find_id
from perfgym.errors import SettingsError, suggestion

__all__ = ["SplitFilter"]


def _problem_of(env_id: str) -> str:
    """Name of the problem of an ID; empty where the ID's family has no problems.

    Raises:
        SettingsError: The ID is unknown.
    """
    try:
        return find_id(env_id).kwargs.get("problem", "")
    except SettingsError as error:
        raise SettingsError(
            f"nothing tells whether {env_id!r} may be trained on: {error}; if its problem is one of your "
            "own, name the folder of its bank in PERFGYM_PROBLEMS"
        ) from error


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitFilter:
    """Tells which environment IDs may appear in training data.

    Attributes:
        splits: Splits of problems that may; of ``"train"``, ``"validation"`` and ``"test"``. IDs of families
            without problems belong to ``"train"``.
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
            SettingsError: The ID is unknown, so its split is, too.
            ProblemError: Its problem cannot be loaded.
        """
        if env_id not in self._known:
            self._known[env_id] = self._allows_problem(_problem_of(env_id))
        return self._known[env_id]

    def _allows_problem(self, name: str) -> bool:
        split = load_problem(name).split if name else SPLITS[0]
        return split in self.splits and name not in self.held_out
