"""Text -> the weights of roles in a reward, e.g. ``"time=0.7,branch_misses=0.3"``."""

import math
from collections.abc import Mapping

from perfgym.errors import SettingsError, suggestion
from perfgym.records import Role

__all__ = ["WEIGHTS", "Weights", "parse_weights"]

Weights = Mapping[Role, float]
"""Role to its weight in a reward; only ratios of weights matter."""

WEIGHTS: Weights = {
    Role.TIME: 0.5,
    Role.L1D_MISSES: 0.2,
    Role.LLC_MISSES: 0.2,
    Role.BRANCH_MISSES: 0.1,
}
"""The weights of a preset without weights of its own."""


def parse_weights(text: str) -> Weights:
    """Read weights such as ``"time=0.7,branch_misses=0.3"``; a role that is not named has none.

    Args:
        text: Names of roles with their weights, each at least 0.

    Returns:
        The weights above 0; the largest of them is 1.

    Raises:
        SettingsError: A role is unknown or named twice, a weight is no finite number of at least 0, or no
            weight is above 0.
    """
    weights: dict[Role, float] = {}
    for part in text.split(","):
        name, equals, number = map(str.strip, part.partition("="))
        if not equals:
            raise SettingsError(f"a weight is written as role=number, e.g. time=0.7; got {part.strip()!r}")
        role = _role(name)
        if role in weights:
            raise SettingsError(f"the weight of {role} is given twice")
        weights[role] = _weight(role, number)
    largest = max(weights.values())
    if not largest:
        raise SettingsError("all weights are 0; at least one must be above 0")
    return {role: weight / largest for role, weight in weights.items() if weight}


def _role(name: str) -> Role:
    try:
        return Role(name)
    except ValueError:
        raise SettingsError(f"no role is called {name!r}; {suggestion(name, Role)}") from None


def _weight(role: Role, number: str) -> float:
    try:
        weight = float(number)
    except ValueError:
        weight = math.nan
    if not 0.0 <= weight < math.inf:  # NaN is not
        raise SettingsError(f"the weight of {role} must be a finite number of at least 0, got {number!r}")
    return weight
