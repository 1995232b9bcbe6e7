"""One line of doctor's answer."""

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Health", "Row", "optional_row", "required_row"]


class Health(StrEnum):
    """Whether perfgym can work with a fact about this machine."""

    FINE = "fine"
    LESS = "less"  # perfgym works, but something is lost
    BROKEN = "broken"  # perfgym cannot work


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One thing that doctor looked at.

    Attributes:
        topic: Group it belongs to, e.g. ``"machine"``.
        what: What was looked at, e.g. ``"SMT"``.
        health: Whether perfgym can work with it.
        seen: What was seen.
        fix: What the shortcoming costs and how to remove it; empty where there is none.
    """

    topic: str
    what: str
    health: Health
    seen: str
    fix: str = ""


def optional_row(topic: str, what: str, seen: str, fix: str = "") -> Row:
    """A row about something perfgym can do without: its health is LESS where there is a ``fix``."""
    return Row(topic=topic, what=what, health=Health.LESS if fix else Health.FINE, seen=seen, fix=fix)


def required_row(topic: str, what: str, seen: str, fix: str = "") -> Row:
    """A row about something perfgym cannot do without: its health is BROKEN where there is a ``fix``."""
    return Row(topic=topic, what=what, health=Health.BROKEN if fix else Health.FINE, seen=seen, fix=fix)
