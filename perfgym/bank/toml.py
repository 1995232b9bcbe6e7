"""What people write into a problem's TOML files, read so that every mistake is told with its place."""

import tomllib
from pathlib import Path
from typing import Any, cast

from perfgym.errors import ProblemError

__all__ = ["Table", "read_text", "read_toml"]


class Table:
    """One table of a TOML file, read key by key; what is left over is an error.

    Args:
        content: What was parsed.
        where: File and table, for messages.

    Raises:
        ProblemError: It is no table; from the methods, whatever is wrong with a key.
    """

    def __init__(self, content: Any, where: str) -> None:
        if not isinstance(content, dict):
            raise ProblemError(f"{where} must be a table, got {content!r}")
        self._left = dict(cast("dict[str, Any]", content))
        self._where = where

    def take(self, key: str, kind: type, default: Any = None) -> Any:
        """The value of a key, which has to be of a kind; it must be there unless there is a default."""
        if key not in self._left:
            if default is None:
                raise ProblemError(f"{self._where}: {key} is missing")
            return default
        value = self._left.pop(key)
        if not isinstance(value, kind) or isinstance(value, bool):
            raise ProblemError(f"{self._where}: {key} must be a {kind.__name__}, got {value!r}")
        return value

    def has(self, key: str) -> bool:
        """Whether there is such a key."""
        return key in self._left

    def take_rest(self) -> dict[str, Any]:
        """All keys that were not taken yet."""
        rest, self._left = self._left, {}
        return rest

    def done(self) -> None:
        """Sees that nothing is left."""
        if self._left:
            raise ProblemError(f"{self._where}: unknown key(s) {', '.join(self._left)}")


def read_text(path: Path) -> str:
    """The text of a file of a problem.

    Raises:
        ProblemError: It cannot be read, or is no UTF-8.
    """
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ProblemError(f"{path} cannot be read: {error}") from error


def read_toml(path: Path) -> Table:
    """The table that a file is.

    Raises:
        ProblemError: It cannot be read, or is no TOML.
    """
    try:
        return Table(tomllib.loads(read_text(path)), str(path))
    except tomllib.TOMLDecodeError as error:
        raise ProblemError(f"{path}: {error}") from error
