"""Reading of a problem's TOML files. Every message about a mistake names the file, the table and the key."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

from perfgym.errors import ProblemError, suggestion

__all__ = ["Table", "read_text", "read_toml"]

_NAMES: Mapping[type, str] = {
    str: "text",
    int: "a whole number",
    float: "a number with a decimal point",
    list: "a list",
    dict: "a table",
    object: "text or a number",
}


class Table:
    """One table of a TOML file, read key by key. Keys that are not read are an error.

    Args:
        content: The parsed table.
        where: File and table, for messages.

    Raises:
        ProblemError: ``content`` is no table; from the methods, a key is missing, wrong or unknown.
    """

    def __init__(self, content: Any, where: str) -> None:
        if not isinstance(content, dict):
            raise ProblemError(f"{where} must be a table, got {content!r}")
        self._left = dict(cast("dict[str, Any]", content))
        self._known: list[str] = []
        self._where = where

    def take(self, key: str, kind: type, default: Any = None) -> Any:
        """Return the value of a key, which must have the type ``kind``; without a default it must exist."""
        self._known.append(key)
        if key not in self._left:
            if default is None:
                raise ProblemError(f"{self._where}: {key} is missing")
            return default
        value = self._left.pop(key)
        if not isinstance(value, kind) or isinstance(value, bool):
            raise ProblemError(f"{self._where}: {key} must be {_NAMES[kind]}, got {value!r}")
        return value

    def has(self, key: str) -> bool:
        """Return whether the table has a key that was not taken yet."""
        self._known.append(key)
        return key in self._left

    def take_rest(self) -> dict[str, Any]:
        """Take all keys that were not taken yet."""
        rest, self._left = self._left, {}
        return rest

    def done(self) -> None:
        """Check that every key was taken."""
        if self._left:
            known = sorted(set(self._known))
            hint = suggestion(next(iter(self._left)), known, at_most=len(known))
            raise ProblemError(f"{self._where}: unknown key(s) {', '.join(self._left)}; {hint}")


def read_text(path: Path) -> str:
    """Return the text of one of a problem's files.

    Raises:
        ProblemError: The file cannot be read, or is not UTF-8.
    """
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ProblemError(f"{path} cannot be read: {error}") from error


def read_toml(path: Path) -> Table:
    """Return the top table of a TOML file.

    Raises:
        ProblemError: The file cannot be read, or is not TOML.
    """
    try:
        return Table(tomllib.loads(read_text(path)), str(path))
    except tomllib.TOMLDecodeError as error:
        raise ProblemError(f"{path}: {error}") from error
