"""What every export returns, and the choices that a user has."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from perfgym.printable import escape_unshown, portable
from perfgym.store.records import Episode

__all__ = ["COLUMNS", "KEPT", "Export", "Selection", "json_lines"]

KEPT = ("improving", "accepted")
"""Which conversations are good enough to train on: those that reach a program that is certainly faster than
the reference, or one that passes all tests."""

COLUMNS = ("prompt-completion", "messages")
"""Columns of chat data: what comes before the last reply apart from that reply, or the whole conversation.
Trainers learn every reply of a whole conversation, so each must be good enough."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """An exported run.

    Attributes:
        text: Content of the file.
        records: Number of conversations, pairs or benchmarks in it.
    """

    text: str
    records: int


def _every(episode: Episode) -> bool:
    del episode
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What of a run becomes training data, and in which form.

    Attributes:
        may_train_on: Whether an episode's environment may appear in training data.
        keep: One of `KEPT`; for chat data.
        columns: One of `COLUMNS`; for chat data.
    """

    may_train_on: Callable[[Episode], bool] = _every
    keep: str = KEPT[0]
    columns: str = COLUMNS[0]


def json_lines(records: list[Mapping[str, Any]]) -> Export:
    """Records as JSON Lines; a number that is not finite becomes null."""
    lines = [escape_unshown(json.dumps(portable(record), ensure_ascii=False)) + "\n" for record in records]
    return Export(text="".join(lines), records=len(lines))
