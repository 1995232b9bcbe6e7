"""A language model's reply -> the parts of it that are an answer, and the tool calls in a part.

A reply is any text, and may be made to be slow to read. Everything here takes linear time, and a reply that
is longer than any program needs is not read at all.
"""

import functools
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast

__all__ = ["LONGEST_REPLY", "ToolCall", "answer_parts", "json_objects", "tool_calls", "unquoted"]

LONGEST_REPLY = 1 << 21
"""Length of the longest reply that is read, in characters."""


def unquoted(tag: str) -> str:
    """A pattern for a tag that does not stand between two single quotes or back-ticks, which only name it.

    Args:
        tag: Pattern of the tag, without groups that have a name.
    """
    quoted = "|".join(f"(?<={quote})(?<!{quote}{quote}){tag}{quote}(?!{quote})" for quote in "\"'`")
    return f"(?!{quoted}){tag}"


_MOST_THOUGHTS = 1000
# The quantifier is possessive, so that the pattern does not backtrack over a long indentation.
_THOUGHT = re.compile(rf"(?P<indent>^[ \t]*+)?{unquoted('</?think(?:ing)?>')}", re.M)

_ACTION_KEYS = {"code", "submit", "language", "lang"}
_CALL_KEYS = (
    "name",
    "arguments",
    "parameters",
    "type",
    "id",
    "function",
    "tool_calls",
    *sorted(_ACTION_KEYS),
)
_JSON = json.JSONDecoder(strict=False)  # models write line breaks into strings as they are
_MOST_FAILURES = 16  # to decode an object; each may read the whole text


def answer_parts(reply: str) -> list[str]:
    """The parts of a reply that are an answer: what lies before, between and after its thoughts.

    A thought lies between ``<think>`` and ``</think>`` (or ``<thinking>`` and ``</thinking>``). A closing tag
    without an opening one ends a thought that began where the reply or the part did, because some chat
    templates end with the opening tag. A tag that begins a line and is never closed begins a thought that was
    cut off.

    Args:
        reply: Any text.

    Returns:
        The parts, in order. There are none if the reply is longer than :data:`LONGEST_REPLY`, or has more
        than a thousand thoughts.
    """
    if len(reply) > LONGEST_REPLY:
        return []
    parts: list[str] = []
    start = 0
    opened = cut_off = None
    for tag in _THOUGHT.finditer(reply):
        if tag[0].endswith(("</think>", "</thinking>")):
            if opened is not None:
                parts.append(reply[start:opened])
            start = tag.end()
            opened = cut_off = None
            if len(parts) > _MOST_THOUGHTS:
                return []
        else:
            opened = tag.start() if opened is None else opened
            if cut_off is None and tag["indent"] is not None:
                cut_off = tag.start()
    return [*parts, reply[start:cut_off]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolCall:
    """A tool call that a model wrote as JSON.

    Attributes:
        name: Name of the tool; empty for an object that holds an action and names no tool.
        arguments: Its arguments.
        start: Index of the first character of the JSON that holds it.
        end: Index after the last character of that JSON.
    """

    name: str
    arguments: dict[str, Any]
    start: int
    end: int


def tool_calls(text: str) -> Iterator[ToolCall]:
    """The tool calls in a text, in order.

    These forms are understood, each at the beginning of a line, in a list, or after ``<tool_call>``::

        {"name": "submit", "arguments": {"code": "..."}}      # or "parameters"; or a string of JSON
        {"type": "function", "function": {"name": ..., "arguments": ...}}
        {"tool_calls": [...]}
        {"code": "...", "submit": true}                       # an action that names no tool

    Args:
        text: Any text.
    """
    for value, start, end in json_objects(text, _CALL_KEYS):
        listed = value.get("tool_calls")
        for one in cast("list[Any]", listed) if isinstance(listed, list) else [value]:
            if (call := _call(one)) is not None:
                name, arguments = call
                yield ToolCall(name=name, arguments=arguments, start=start, end=end)


@functools.cache
def _beginning(keys: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern for the place before an object with one of the keys first.

    An object begins its line, or follows a tag or another element of a list, unlike most literals in a
    program.
    """
    listed = "|".join(map(re.escape, keys))
    return re.compile(rf"""(?:^[ \t]*|<tool_call>\s*|[\[,]\s*)(?=\{{\s*"(?:{listed})"\s*:)""", re.MULTILINE)


def json_objects(text: str, keys: tuple[str, ...]) -> Iterator[tuple[dict[str, Any], int, int]]:
    """The JSON objects in a text that begin with a known key, each with its first index and the one after it.

    Args:
        text: Any text.
        keys: The known keys.
    """
    pattern = _beginning(keys)
    at = failures = 0
    while failures < _MOST_FAILURES and (found := pattern.search(text, at)):
        start = found.end()
        try:
            value, at = _JSON.raw_decode(text, start)
        except RecursionError:  # no call is nested so deeply
            return
        except ValueError:
            at = start + 1
            failures += 1
        else:
            yield value, start, at


def _call(value: Any) -> tuple[str, dict[str, Any]] | None:
    """Name and arguments of a tool call; None if a value is none."""
    if not isinstance(value, dict):
        return None
    known = cast("dict[str, Any]", value)
    if "code" in known and known.keys() <= _ACTION_KEYS:
        return "", known
    function = known.get("function", known)
    if not isinstance(function, dict):
        return None
    named = cast("dict[str, Any]", function)
    name, arguments = named.get("name"), _arguments(named)
    return (name, arguments) if isinstance(name, str) and arguments is not None else None


def _arguments(function: dict[str, Any]) -> dict[str, Any] | None:
    """The arguments of a call, which may be a string of JSON; None if they cannot be read."""
    given = function.get("arguments", function.get("parameters", {}))
    if isinstance(given, str):
        try:
            given = _JSON.decode(given)
        except (ValueError, RecursionError):
            return None
    return cast("dict[str, Any]", given) if isinstance(given, dict) else None
