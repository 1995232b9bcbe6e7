"""Tables of ``research.toml`` -> records; every message names the file and the place in it."""

import re
from collections.abc import Callable
from typing import TypeVar

from perfgym.bank.toml import Table
from perfgym.errors import ProblemError

__all__ = ["made", "rule"]

_T = TypeVar("_T")


def rule(table: Table, key: str, where: str, make: Callable[..., _T]) -> _T:
    """Make a record of the table ``key``, whose keys are the record's fields; an absent table is empty.

    Raises:
        ProblemError: The record cannot be made of it.
    """
    content = Table(table.take(key, dict, {}), f"{where}: {key}").take_rest()
    return made(lambda: make(**content), f"{where}: {key}")


def made(make: Callable[[], _T], where: str) -> _T:
    """Make something of what a file says.

    Raises:
        ProblemError: It cannot be made; the message begins with ``where``.
    """
    try:
        return make()
    except (TypeError, ValueError, re.error) as error:
        raise ProblemError(f"{where}: {error}") from error
