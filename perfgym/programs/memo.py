"""A cache of what trusted programs did, so that it need not be computed twice."""

from collections.abc import Callable, Hashable
from typing import Any, TypeVar, cast

__all__ = ["Memo"]

_Result = TypeVar("_Result")


class Memo:
    """Results of trusted programs by key: built references, expected outputs, start-up costs.

    Each evaluator owns one, and passes it to the hidden tests and to the backend. The entries of an episode
    are dropped when the next one begins; lasting ones, such as the cost of starting a process, stay.
    """

    def __init__(self) -> None:
        self._lasting: dict[Hashable, Any] = {}
        self._episode: dict[Hashable, Any] = {}

    def begin_episode(self) -> None:
        """Drop the entries of the last episode."""
        self._episode = {}

    def once(self, key: Hashable, compute: Callable[[], _Result]) -> _Result:
        """The result under a key, computed once in the evaluator's life."""
        return _entry(self._lasting, key, compute)

    def known(self, key: Hashable) -> Any:
        """The lasting result under a key; None if there is none."""
        return self._lasting.get(key)

    def once_an_episode(self, key: Hashable, compute: Callable[[], _Result]) -> _Result:
        """The result under a key, computed once in the episode."""
        return _entry(self._episode, key, compute)


def _entry(entries: dict[Hashable, Any], key: Hashable, compute: Callable[[], _Result]) -> _Result:
    if key not in entries:
        entries[key] = compute()
    return cast("_Result", entries[key])
