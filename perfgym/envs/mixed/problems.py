"""Arguments that say which problems a mixture draws, and how often -> their names and probabilities."""

import contextlib
import math
import numbers
from collections.abc import Iterable, Mapping
from typing import Any, cast

from perfgym import bank
from perfgym.errors import SettingsError, suggestion

__all__ = ["mixture"]


def mixture(
    language: str,
    *,
    split: str | None,
    problems: Iterable[str] | None,
    classes: str | Iterable[str] | None,
    weights: Mapping[str, float] | None,
) -> dict[str, float]:
    """The problems of a mixture.

    Args:
        language: Language in which each problem must have a reference program.
        split: Split of the problems; None for ``"train"``, or for any if problems are named.
        problems: Names of problems; None for all.
        classes: A class of bottlenecks or several, of which a problem has to have one; None for all.
        weights: Problem to weight, a number of at least 0; a problem that is not named has weight 1.

    Returns:
        Problem to probability, which is above 0; sorted by name.

    Raises:
        SettingsError: An argument names something that there is not, a weight cannot be used, or no problem
            is left.
        ProblemError: The ``problem.toml`` of a problem is malformed.
    """
    named = _names(language, problems)
    chosen = bank.SPLITS[0] if split is None and named is None else split
    found = bank.problems(split=chosen, classes=classes, language=language)
    names = found if named is None else [name for name in found if name in named]
    weighed = _weights(names, weights)
    total = math.fsum(weighed.values())
    if not total:
        raise SettingsError(
            f"no problem is left to draw: split={chosen!r}, problems={problems!r}, classes={classes!r} and "
            f"weights={weights!r} leave none in the language {language!r}; `perfgym list` lists all problems"
        )
    return {name: weight / total for name, weight in weighed.items() if weight}


def _names(language: str, problems: Iterable[str] | None) -> set[str] | None:
    """The names that were given, each of a problem in the language; None if none was given."""
    if problems is None:
        return None
    if isinstance(problems, str):
        raise SettingsError(f"problems must be names such as {[problems]!r}, got {problems!r}")
    names = set(problems)
    known = bank.problems(language=language)
    if odd := sorted(map(str, names.difference(known))):
        raise SettingsError(
            f"no problem in the language {language!r} is called {odd[0]!r}; {suggestion(odd[0], known)}"
        )
    return names


def _weights(names: Iterable[str], weights: Mapping[str, float] | None) -> dict[str, float]:
    """The weight of each problem.

    Raises:
        SettingsError: A weight is no number of at least 0, or is that of a problem which is not drawn anyway.
    """
    found = dict.fromkeys(names, 1.0)
    given: Any = {} if weights is None else weights
    try:
        pairs = list(cast("Mapping[Any, Any]", given).items())
    except AttributeError as error:
        raise SettingsError(
            f'weights must be a mapping such as {{"sort": 2.0}}, got {weights!r:.200}'
        ) from error
    for name, weight in pairs:
        if name not in found:
            hint = suggestion(str(name), found)
            raise SettingsError(f"weights name {name!r:.200}, which is none of the problems to draw; {hint}")
        found[name] = _weight(name, weight)
    return found


def _weight(name: str, weight: object) -> float:
    if not isinstance(weight, bool) and isinstance(weight, numbers.Real):
        with contextlib.suppress(OverflowError):  # of an integer beyond any float
            if math.isfinite(float(weight)) and float(weight) >= 0.0:
                return float(weight)
    raise SettingsError(f"the weight of {name} must be a finite number of at least 0, got {weight!r:.200}")
