"""How the bank is divided: classes of bottlenecks, splits, and families of problems that are alike."""

from collections.abc import Mapping
from typing import Any, cast

from perfgym.bank.toml import Table
from perfgym.errors import ProblemError, suggestion

__all__ = ["CLASSES", "SPLITS", "structure_of"]

CLASSES: Mapping[str, str] = {
    "algorithm": "A known algorithm needs far fewer steps for the same result.",
    "allocation": "Many small blocks of memory are requested and released.",
    "bit-parallelism": "Bits or small sets are handled one by one, where one machine word holds many.",
    "branch-misprediction": "Branches depend on data, so that the processor cannot predict them.",
    "cache-capacity": "Data are used again after they have left the cache, or in an order that wastes it.",
    "data-movement": "Data are copied or shifted that another layout would leave in place.",
    "dependency-chain": "Each operation waits for the result of the one before it.",
    "dispatch": "What to do next is decided anew for each element, by a switch or through a pointer.",
    "division": "Integer or floating-point divisions and remainders take most of the time.",
    "hashing": "Look-ups in hash tables take most of the time.",
    "math-functions": "Sines, square roots and other functions of the mathematical library are called often.",
    "pointer-chasing": "Each load needs an address that the load before it fetches from memory.",
    "repeated-work": "The same intermediate results are computed many times.",
    "simd-float": "Floating-point numbers are handled one by one, where one instruction handles several.",
    "simd-integer": "Integers are handled one by one, where one instruction handles several.",
    "string-matching": "Every place of a text is compared with every candidate.",
    "text-conversion": "Numbers and dates are read from text or written as text by general functions.",
}
"""Name of each class -> what a slow program of the class wastes, in one sentence."""

SPLITS = ("train", "validation", "test")
"""The uses of a problem: to train on it, to watch training by it, or to compare results. A problem that names
no split belongs to the first."""


def structure_of(table: Table, where: str) -> dict[str, Any]:
    """Take the keys that say where a problem belongs from the top table of ``problem.toml``.

    Args:
        table: The top table.
        where: The file, for messages.

    Returns:
        ``split``, one of `SPLITS`; ``classes``, a tuple of names in `CLASSES`, the main class first; and
        ``family``, a name that problems share which are alike, or an empty text.

    Raises:
        ProblemError: A value is of the wrong type, or is none of the known names.
    """
    split: str = table.take("split", str, SPLITS[0])
    if split not in SPLITS:
        raise ProblemError(f"{where}: split must be one of {', '.join(SPLITS)}; got {split!r}")
    family: str = table.take("family", str, "")
    return {"split": split, "classes": _classes(table.take("classes", list, []), where), "family": family}


def _classes(given: list[Any], where: str) -> tuple[str, ...]:
    for name in given:
        if not isinstance(name, str):
            raise ProblemError(
                f"{where}: classes must be names such as {next(iter(CLASSES))!r}, got {name!r}"
            )
        if name not in CLASSES:
            hint = suggestion(name, CLASSES, at_most=len(CLASSES))
            raise ProblemError(f"{where}: no class is called {name!r}; {hint}")
    if len(set(given)) < len(given):
        raise ProblemError(f"{where}: classes must differ, got {given!r}")
    return tuple(cast("list[str]", given))
