"""A model's reply -> the setting of each knob, and settings -> a reply. Pure."""

import functools
import re
from collections.abc import Mapping, Sequence
from typing import Any

from perfgym.bank import Tuning
from perfgym.envs.reply_parts import answer_parts, json_objects, tool_calls, unquoted

__all__ = ["knobs_reply", "knobs_text", "parse_knobs", "parse_settings"]

_BLOCK = re.compile(rf"{unquoted('<knobs>')}|{unquoted('</knobs>')}")
_TOOL = "set_knobs"


def knobs_text(tuning: Tuning, indices: Sequence[int]) -> str:
    """A line ``NAME = setting`` for each knob, by the index of its setting."""
    return "\n".join(
        f"{knob.name} = {knob.settings[index]}".rstrip()
        for knob, index in zip(tuning.knobs, indices, strict=True)
    )


def knobs_reply(tuning: Tuning, indices: Sequence[int]) -> str:
    """A model's reply that sets each knob, by the index of its setting."""
    return f"<knobs>\n{knobs_text(tuning, indices)}\n</knobs>"


def parse_knobs(reply: str, tuning: Tuning) -> list[int]:
    """Find the settings of knobs in a model's reply, in linear time.

    Thoughts are not searched, see :func:`perfgym.envs.reply_parts.answer_parts`. The settings are those of
    the first of these that there is:

    1. the last complete block ``<knobs>...</knobs>``, with a line ``NAME = setting`` or ``NAME: setting`` for
       each knob, or with JSON;
    2. the ``arguments`` of the last tool call of ``set_knobs``, see
       :func:`perfgym.envs.reply_parts.tool_calls`;
    3. the last JSON object that begins with the name of a knob.

    Args:
        reply: Any text.
        tuning: The knobs.

    Returns:
        The index of the setting of each knob: that of its default, where the reply names no setting of it.
    """
    parts = answer_parts(reply)
    for part in reversed(parts):
        if (block := _last_block(part)) is not None:
            return parse_settings(block, tuning)
    for part in reversed(parts):
        if calls := [call.arguments for call in tool_calls(part) if call.name == _TOOL]:
            return _indices(calls[-1], tuning)
    for part in reversed(parts):
        if objects := _objects(part, tuning):
            return _indices(objects[-1], tuning)
    return list(tuning.defaults)


def parse_settings(text: str, tuning: Tuning) -> list[int]:
    """Read lines ``NAME = setting``, or JSON from names to settings; see :func:`parse_knobs`."""
    if objects := _objects(text, tuning):
        return _indices(objects[-1], tuning)
    lines = _lines(tuple(knob.name for knob in tuning.knobs)).findall(text)
    return _indices({name: setting.strip(" \t\r`,;\"'") for name, setting in lines}, tuning)


@functools.cache
def _lines(names: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern for a line that sets a knob; it may be an item of a list, and quoted."""
    return re.compile(rf"""^[ \t`*"'-]*+({"|".join(names)})[ \t`*"']*+[=:](.*)$""", re.MULTILINE)


def _last_block(part: str) -> str | None:
    """The text in the last complete block; None if there is none."""
    start, block = None, None
    for tag in _BLOCK.finditer(part):
        if tag[0] == "<knobs>":
            start = tag.end()
        elif start is not None:
            block, start = part[start : tag.start()], None
    return block


def _objects(text: str, tuning: Tuning) -> list[dict[str, Any]]:
    """The JSON objects in a text that begin with the name of a knob."""
    names = tuple(knob.name for knob in tuning.knobs)
    return [value for value, _, _ in json_objects(text, names)]


def _indices(settings: Mapping[str, Any], tuning: Tuning) -> list[int]:
    return [
        knob.settings.index(text)
        if (text := _text(settings.get(knob.name))) in knob.settings
        else knob.default
        for knob in tuning.knobs
    ]


def _text(setting: object) -> str | None:
    """A setting as the bank writes it; None for what is no setting."""
    if isinstance(setting, bool):
        return str(setting).lower()
    return str(setting) if isinstance(setting, str | int | float) else None
