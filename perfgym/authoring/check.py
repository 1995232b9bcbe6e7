"""The result of one check of a problem."""

from collections.abc import Generator
from dataclasses import dataclass
from typing import TypeVar

__all__ = ["Check", "collected"]

_Found = TypeVar("_Found")


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """Result of one check.

    Attributes:
        what: The statement that was checked.
        holds: Whether it is true.
        seen: What was seen; where the statement is false, also how to make it true.
        advice: Whether the problem is usable even if the statement is false.
    """

    what: str
    holds: bool
    seen: str = ""
    advice: bool = False


def collected(checks: list[Check], found: Generator[Check, None, _Found]) -> _Found:
    """Append all checks that a generator yields to a list; return what the generator returns."""
    while True:
        try:
            checks.append(next(found))
        except StopIteration as end:
            return end.value
