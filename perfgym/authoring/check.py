"""The result of one check of a problem."""

from dataclasses import dataclass

__all__ = ["Check"]


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
