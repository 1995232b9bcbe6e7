"""The templates of report pages, which escape every text, and the room that is left on a page."""

from typing import Any

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from perfgym.store.report import labels
from perfgym.store.report.excerpt import excerpt, visible

__all__ = ["Room", "page_environment"]

_OWN = "perfgym.store.report"
_SHORT = 200


def _shown(value: Any) -> Any:
    """A value as the page shows it: invisible characters of text are named, and our own markup is kept."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _short(value: Any) -> str:
    text = str(value)
    return text if len(text) <= _SHORT else f"{text[:_SHORT]}… ({len(text) - _SHORT:,} more characters)"


def page_environment(*packages: str) -> Environment:
    """The templates of perfgym's reports.

    Args:
        packages: Names of packages with further templates, each of which has names of its own.
    """
    environment = Environment(
        loader=ChoiceLoader([PackageLoader(package, ".") for package in (_OWN, *packages)]),
        autoescape=True,
        finalize=_shown,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    filters: dict[str, Any] = {
        "amount": labels.amount,
        "change": labels.change,
        "cost": labels.cost,
        "excerpt": excerpt,
        "integer": labels.integer,
        "ratio": labels.ratio,
        "share": labels.share,
        "short": _short,
        "signed": labels.signed,
        "stamp": labels.stamp,
    }
    environment.filters.update(filters)
    return environment


class Room:
    """The room that is left on the page, in bytes. Once a text did not fit, no further text does."""

    def __init__(self, size: int) -> None:
        self._left = size

    def take(self, text: str) -> bool:
        """Take the room of a text; return whether there was enough."""
        self._left -= len(text.encode())
        return self._left >= 0
