"""One line of doctor's answer."""

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Health", "Row", "optional_row", "required_row"]


class Health(StrEnum):
    """Whether perfgym can work with a fact about this machine."""

    FINE = "fine"
    LIMITED = "limited"  # perfgym works, but something is lost
    BROKEN = "broken"  # perfgym cannot work


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One thing that doctor looked at.

    Attributes:
        topic: Group it belongs to, e.g. ``"machine"``.
        what: What was looked at, e.g. ``"SMT"``.
        health: Whether perfgym can work with it.
        seen: What was seen.
        advice: What the shortcoming costs and how to remove it; empty where there is none.
    """

    topic: str
    what: str
    health: Health
    seen: str
    advice: str = ""


def optional_row(topic: str, what: str, seen: str, advice: str = "") -> Row:
    """A row about something perfgym can do without: its health is LIMITED where there is ``advice``."""
    health = Health.LIMITED if advice else Health.FINE
    return Row(topic=topic, what=what, health=health, seen=seen, advice=advice)


def required_row(topic: str, what: str, seen: str, advice: str = "") -> Row:
    """A row about something perfgym cannot do without: its health is BROKEN where there is ``advice``."""
    health = Health.BROKEN if advice else Health.FINE
    return Row(topic=topic, what=what, health=health, seen=seen, advice=advice)
