"""Numbers and names as a report shows them. An unknown number is a dash."""

import math
from collections.abc import Mapping

from perfgym.records import Role

__all__ = [
    "ROLE_LABELS",
    "USAGE_LABELS",
    "amount",
    "change",
    "cost",
    "formatted",
    "integer",
    "ratio",
    "share",
    "signed",
    "stamp",
]

ROLE_LABELS: Mapping[str, str] = {
    Role.TIME: "time",
    Role.L1D_MISSES: "L1 data misses",
    Role.LLC_MISSES: "last-level misses",
    Role.BRANCH_MISSES: "branch misses",
    Role.INSTRUCTIONS: "instructions",
}
USAGE_LABELS: Mapping[str, str] = {
    "prompt_tokens": "tokens of prompts",
    "completion_tokens": "tokens of replies",
}
_UNKNOWN = "\N{EN DASH}"


def formatted(form: str, value: float | None) -> str:
    """A number in a form such as ``"{:.2f}"``."""
    return _UNKNOWN if value is None or math.isnan(value) else form.format(value)


def signed(value: float | None) -> str:
    """A reward or a score, with its sign."""
    return formatted("{:+.3f}", value)


def integer(value: float | None) -> str:
    """A whole number, such as a number of episodes."""
    return formatted("{:,.0f}", value)


def amount(value: float | None) -> str:
    """A count; a small one has three significant digits."""
    return formatted("{:,.0f}" if value is None or abs(value) >= 1000 else "{:,.3g}", value)


def cost(value: float | None) -> str:
    """A cost, in the currency of the prices that the rollout was given."""
    return formatted("{:,.4f}", value)


def ratio(value: float | None) -> str:
    """A speed-up, with two decimals."""
    return formatted("{:.2f}", value)


def change(candidate_over_reference: float | None) -> str:
    """A ratio of costs as a change in per cent; negative if the candidate costs less."""
    value = candidate_over_reference
    return formatted("{:+.1f} %", None if value is None else 100 * (value - 1) + 0.0)  # + 0.0: no "-0.0"


def share(value: float | None) -> str:
    """A share in per cent."""
    return formatted("{:.1%}", value).replace("%", " %")


def stamp(time: str) -> str:
    """Date and time of a record, in UTC, to the second."""
    return f"{time[:19].replace('T', ' ')} UTC" if time else _UNKNOWN
