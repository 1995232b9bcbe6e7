"""JSON that a language model wrote -> the tool calls in it. Pure."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any, cast

from perfgym.envs.reply_parts import LENIENT_JSON

__all__ = ["ToolCall", "tool_calls"]

_NAMES = ("name", "tool", "tool_name", "function", "action")
_ARGUMENTS = ("arguments", "parameters", "input", "args", "tool_input", "action_input")


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolCall:
    """A tool call that a model wrote as JSON.

    Attributes:
        name: Name of the tool, without a ``functions.`` before it; empty for arguments that name no tool.
        arguments: Its arguments. What cannot be read as arguments stands under the name it was found under.
    """

    name: str
    arguments: dict[str, Any]


def tool_calls(value: Any, known: Collection[str]) -> Iterator[ToolCall]:
    """The tool calls in a value, in order.

    These forms are understood, also inside other objects and lists::

        {"name": "submit", "arguments": {"code": "..."}}      # arguments may be a string of JSON
        {"tool": "submit", "input": {"code": "..."}}
        {"type": "function", "function": {"name": ..., "arguments": ...}}
        {"name": "submit", "code": "..."}
        {"code": "...", "submit": true}                       # arguments that name no tool

    Args:
        value: What JSON holds.
        known: Names of arguments, by which those without a tool, and those beside its name, are known.
    """
    pending = [value]
    while pending:  # no recursion: the JSON may be nested deeply
        one = pending.pop()
        if isinstance(one, list):
            pending += reversed(cast("list[Any]", one))
        elif isinstance(one, dict):
            found = cast("dict[str, Any]", one)
            if (call := _call(found, known)) is not None:
                yield call
            else:
                pending += reversed(found.values())


def _call(found: dict[str, Any], known: Collection[str]) -> ToolCall | None:
    """An object as a tool call; None if it is none."""
    inner = found.get("function")
    function = cast("dict[str, Any]", inner) if isinstance(inner, dict) else found
    name = next((function[key] for key in _NAMES if isinstance(function.get(key), str)), "")
    if name:
        return ToolCall(name=name.rpartition(".")[2], arguments=_arguments(function, known))
    return ToolCall(name="", arguments=found) if any(key in found for key in known) else None


def _arguments(function: dict[str, Any], known: Collection[str]) -> dict[str, Any]:
    """The arguments of a call that has a name."""
    key = next((key for key in _ARGUMENTS if key in function), None)
    if key is None:
        return {name: value for name, value in function.items() if name in known}
    given = _decoded(function[key])
    if isinstance(given, dict):
        return cast("dict[str, Any]", given)
    return {} if given is None else {key: given}


def _decoded(given: Any) -> Any:
    """The value that a string of JSON stands for; anything else is returned as it is."""
    if not isinstance(given, str):
        return given
    try:
        return LENIENT_JSON.decode(given)
    except (ValueError, RecursionError):
        return given
