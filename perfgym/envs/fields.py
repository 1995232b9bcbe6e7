"""The kinds of fields that an action has: each has a space, a default, and a way to read what an agent gave.

Reading is forgiving, because language models write numbers as texts and options by their names. Whatever
cannot be read is refused in words, and never raised as an error of the caller.
"""

import math
import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, cast

import numpy as np
from gymnasium import spaces

from perfgym.envs.spaces import SourceText
from perfgym.errors import suggestion
from perfgym.repo.workspace.refused import Refused

__all__ = ["Choice", "Field", "Flag", "Number", "Text", "Texts", "Whole", "text_of"]

_MOST_WORDS = 100
_WORD_LENGTH = 1 << 12


class Field(Protocol):
    """One field of an action.

    Attributes:
        default: Its value where an action does not give it.
    """

    @property
    def default(self) -> Any:
        """The value of a field that is not given."""
        ...

    def space(self) -> spaces.Space[Any]:
        """The values that a sampled action has."""
        ...

    def read(self, name: str, value: Any) -> Any:
        """What an agent gave, as the tools take it.

        Raises:
            Refused: The field cannot have this value.
        """
        ...


def text_of(value: Any) -> str:
    """Any value as text. Python writes no number of thousands of digits, and no list of such a depth."""
    try:
        return str(value)
    except (ValueError, RecursionError):
        return f"a {type(value).__name__} that is too large to show"


def _plain(value: Any) -> Any:
    """A value without NumPy around it."""
    if isinstance(value, np.ndarray | np.generic) and value.size == 1:
        return cast("Any", value).item()
    return cast("Any", value)


def _whole(value: Any) -> int | None:
    """A whole number, also one that is written as a text; None for anything else."""
    plain = _plain(value)
    if isinstance(plain, float) and plain.is_integer():
        return int(plain)
    if isinstance(plain, str) and plain.strip().isascii() and plain.strip().isdecimal() and len(plain) < 10:
        return int(plain)
    return plain if isinstance(plain, int) else None


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several names; a sampled action has its index."""

    names: tuple[str, ...]

    @property
    def default(self) -> str:
        """The first name."""
        return self.names[0]

    def space(self) -> spaces.Space[Any]:
        """Indices."""
        return spaces.Discrete(len(self.names))

    def read(self, name: str, value: Any) -> str:
        """The name, from the name itself or its index."""
        if isinstance(value, str) and value.strip() in self.names:
            return value.strip()
        index = _whole(value)
        if index is None or not 0 <= index < len(self.names):
            shown = text_of(value)[:80]
            raise Refused(
                f"{name} cannot be {shown!r}; {suggestion(shown, self.names, at_most=len(self.names))}"
            )
        return self.names[index]


@dataclass(frozen=True, slots=True)
class Text:
    """Any text up to a length; a longer one is refused, or cut."""

    length: int = 1 << 20
    default: str = ""
    is_cut: bool = False

    def space(self) -> spaces.Space[Any]:
        """Texts."""
        return SourceText(self.length)

    def read(self, name: str, value: Any) -> str:
        """The text; None stands for an empty one."""
        if value is None:
            return ""
        if not isinstance(value, str):
            raise Refused(f"{name} must be a text, got {text_of(value)[:80]!r}")
        if self.is_cut:
            return value[: self.length]
        if len(value) > self.length:
            raise Refused(f"{name} has {len(value)} characters; at most {self.length} are taken")
        return value


@dataclass(frozen=True, slots=True)
class Texts:
    """Several words; a single text is split as a shell splits it."""

    default: tuple[str, ...] = ()

    def space(self) -> spaces.Space[Any]:
        """Sequences of texts."""
        return spaces.Sequence(SourceText(_WORD_LENGTH))

    def read(self, name: str, value: Any) -> tuple[str, ...]:
        """The words."""
        if value is None:
            return ()
        if isinstance(value, str):
            words = _split(name, value)
        elif isinstance(value, Sequence | np.ndarray):
            words = tuple(cast("Sequence[Any]", value))
        else:
            words = (value,)
        texts = tuple(text_of(_plain(word)) for word in words[: _MOST_WORDS + 1])
        if len(texts) > _MOST_WORDS or any(len(text) > _WORD_LENGTH for text in texts):
            raise Refused(f"{name} takes at most {_MOST_WORDS} words of {_WORD_LENGTH} characters")
        return texts


def _split(name: str, text: str) -> tuple[str, ...]:
    if len(text) > _WORD_LENGTH:
        raise Refused(f"{name} has {len(text)} characters; give it as a list of words")
    try:
        return tuple(shlex.split(text))
    except ValueError as error:
        raise Refused(f"{name} cannot be split into words ({error}); give it as a list") from None


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number."""

    least: int
    most: int
    default: int

    def space(self) -> spaces.Space[Any]:
        """Whole numbers between the bounds."""
        return spaces.Discrete(self.most - self.least + 1, start=self.least)

    def read(self, name: str, value: Any) -> int:
        """The number."""
        number = _whole(value)
        if number is None or not self.least <= number <= self.most:
            raise Refused(
                f"{name} must be a whole number from {self.least} to {self.most}, got {text_of(value)[:80]!r}"
            )
        return int(number)


@dataclass(frozen=True, slots=True)
class Number:
    """A number within bounds, or none."""

    least: float
    most: float
    default: float | None = None

    def space(self) -> spaces.Space[Any]:
        """One number between the bounds."""
        return spaces.Box(self.least, self.most, (1,), np.float64)

    def read(self, name: str, value: Any) -> float | None:
        """The number, also one that is written as a text; what is beyond a bound becomes the bound."""
        plain = _plain(value)
        if plain is None or (isinstance(plain, str) and not plain.strip()):
            return None
        try:
            number = math.nan if isinstance(plain, bool) else float(plain)
        except (TypeError, ValueError, OverflowError):
            number = math.nan
        if math.isnan(number):
            raise Refused(f"{name} must be a number, got {text_of(value)[:80]!r}")
        return min(max(number, self.least), self.most)


_YES_NO: Mapping[str, bool] = {"true": True, "yes": True, "false": False, "no": False}


@dataclass(frozen=True, slots=True)
class Flag:
    """Yes or no."""

    default: bool = False

    def space(self) -> spaces.Space[Any]:
        """0 or 1."""
        return spaces.Discrete(2)

    def read(self, name: str, value: Any) -> bool:
        """Yes or no, from 0 and 1 or from a word."""
        if isinstance(value, str) and value.strip().lower() in _YES_NO:
            return _YES_NO[value.strip().lower()]
        number = _whole(value)
        if number not in (0, 1):
            raise Refused(f"{name} must be true or false, got {text_of(value)[:80]!r}")
        return bool(number)
