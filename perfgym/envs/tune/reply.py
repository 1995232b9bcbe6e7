"""A model's reply -> the setting of each knob, and settings -> a reply. Pure."""

import functools
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from perfgym.bank import Knob, Tuning
from perfgym.envs.reply_parts import Block, Kind, reply_parts
from perfgym.envs.tool_calls import tool_calls

__all__ = ["Reading", "knobs_reply", "knobs_text", "parse_knobs", "parse_settings", "read_knobs"]

_TOOLS = ("set_knobs", "")
_MARKS = r"""[ \t`*_"'>-]*+"""
_NAME = r"(?P<name>[A-Za-z_]\w{0,39}+)"
_EMPTY = re.compile(r"""["'`*]*\s*+(?:\(?empty\)?|#.*|//.*|,.*)?""", re.I)


def knobs_text(tuning: Tuning, indices: Sequence[int]) -> str:
    """A line ``NAME = setting`` for each knob, by the index of its setting."""
    return "\n".join(
        f"{knob.name} = {knob.settings[index]}".rstrip()
        for knob, index in zip(tuning.knobs, indices, strict=True)
    )


def knobs_reply(tuning: Tuning, indices: Sequence[int]) -> str:
    """A model's reply that sets each knob, by the index of its setting."""
    return f"<knobs>\n{knobs_text(tuning, indices)}\n</knobs>"


@dataclass(frozen=True, slots=True)
class Reading:
    """The settings that a reply, or a part of it, holds.

    Attributes:
        settings: Name of each knob that it sets -> the index of its setting.
        ignored: What looks like a setting and is none.
    """

    settings: Mapping[str, int]
    ignored: tuple[str, ...] = ()


def read_knobs(reply: str, tuning: Tuning) -> Reading:
    """Find the settings of knobs in a model's reply, in linear time.

    Thoughts are not searched, see :func:`perfgym.envs.reply_parts.reply_parts`. The settings are those of
    the last that sets a knob among the first of these where one does:

    1. complete blocks ``<knobs>...</knobs>``, with lines ``NAME = setting`` or ``NAME: setting``, or JSON;
    2. JSON objects with the names of knobs, also inside other objects, or as arguments of a tool call of
       ``set_knobs``, see :func:`perfgym.envs.tool_calls.tool_calls`;
    3. fenced blocks with such lines;
    4. such lines outside of all blocks.

    A line may be an item of a list and quoted, and a remark may follow the setting.

    Args:
        reply: Any text.
        tuning: The knobs.
    """
    parts = reply_parts(reply, "knobs", functools.partial(_read_object, tuning=tuning))
    sources = (
        [_read_block(one, tuning) for one in parts.blocks if one.kind is Kind.TAGGED],
        [one.value for one in parts.blocks if one.kind is Kind.OBJECT],
        [_read_lines(one.text, tuning) for one in parts.blocks if one.kind is Kind.FENCED],
        [_read_lines(parts.outside, tuning)],
    )
    readings = [reading for source in sources for reading in reversed(source)]
    set_some = (reading for reading in readings if reading.settings)
    return next(set_some, next((reading for reading in readings if reading.ignored), Reading({})))


def parse_knobs(reply: str, tuning: Tuning) -> list[int]:
    """The index of the setting of each knob: that of its default, where the reply sets it to nothing else.

    Args:
        reply: Any text, see :func:`read_knobs`.
        tuning: The knobs.
    """
    return _indices(read_knobs(reply, tuning), tuning)


def parse_settings(text: str, tuning: Tuning) -> list[int]:
    """Read lines ``NAME = setting``, or JSON from names to settings; see :func:`parse_knobs`."""
    return _indices(_read_block(Block(kind=Kind.TAGGED, text=text), tuning), tuning)


def _indices(reading: Reading, tuning: Tuning) -> list[int]:
    return [reading.settings.get(knob.name, knob.default) for knob in tuning.knobs]


def _read_block(block: Block, tuning: Tuning) -> Reading:
    """The settings in a tagged block: the last JSON in it, or its lines."""
    parts = reply_parts(block.text, "knobs", functools.partial(_read_object, tuning=tuning))
    objects = [one.value for one in parts.blocks if one.kind is Kind.OBJECT]
    return objects[-1] if objects else _read_lines(block.text, tuning, is_sure=True)


def _read_object(value: dict[str, Any], tuning: Tuning) -> Reading | None:
    """The settings in the last call of ``set_knobs`` in a JSON object; None if there is none."""
    names = [knob.name for knob in tuning.knobs]
    calls = [call for call in tool_calls(value, names) if call.name in _TOOLS]
    if not calls:
        return None
    inner = [call.arguments for call in tool_calls(calls[-1].arguments, names) if not call.name]
    given = inner[-1] if inner else calls[-1].arguments
    pairs = ((name, _text(setting), json.dumps({name: setting})[1:-1]) for name, setting in given.items())
    is_named = bool(calls[-1].name)
    return _reading(((*pair,) for pair in pairs if is_named or pair[0] in names), tuning)


def _read_lines(text: str, tuning: Tuning, *, is_sure: bool = False) -> Reading:
    """The settings in lines of a text.

    Args:
        text: The text.
        tuning: The knobs.
        is_sure: Whether its lines are meant as settings, so that one of an unknown knob is worth a remark.
    """
    names = {knob.name for knob in tuning.knobs}
    found: list[tuple[str, str, str]] = []
    end = -1
    for one in _LINE.finditer(text):
        if (one["comma"] is None or one.start() == end) and (is_sure or one["name"] in names):
            found.append((one["name"], one["setting"], one[0]))
            end = one.end()
    return _reading(found, tuning)


_LINE = re.compile(
    rf"(?:^{_MARKS}(?:\d{{1,9}}+[.)])?{_MARKS}|(?P<comma>[,;])[ \t]*+){_NAME}{_MARKS}[=:]"
    rf"(?P<setting>(?:(?![,;][ \t]*+[A-Za-z_]\w{{0,39}}+[ \t]*+[=:]).)*+)",
    re.M,
)
"""A setting that begins a line, or follows another one and a comma."""


def _reading(pairs: Iterable[tuple[str, str | None, str]], tuning: Tuning) -> Reading:
    """The settings in names, what they are set to, and the texts that say so."""
    knobs = {knob.name: knob for knob in tuning.knobs}
    settings: dict[str, int] = {}
    ignored: list[str] = []
    for name, given, said in pairs:
        index = _index(knobs[name], given) if name in knobs and given is not None else None
        if index is None:
            ignored.append(said.strip(" \t\r,;"))
        else:
            settings[name] = index
    return Reading(settings, tuple(ignored))


def _index(knob: Knob, given: str) -> int | None:
    """The index of the setting that a text is or begins with; None if there is none."""
    if given in knob.settings:
        return knob.settings.index(given)
    found = _beginning(knob.settings).match(given)
    if found is not None:
        return knob.settings.index(found[1])
    return knob.settings.index("") if "" in knob.settings and _EMPTY.fullmatch(given.strip()) else None


@functools.cache
def _beginning(settings: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern for a setting at the beginning of a text, the longest if there are several."""
    longest = "|".join(map(re.escape, sorted(filter(None, settings), key=len, reverse=True)))
    return re.compile(rf"""[\s`*"']*+({longest})(?:\.0+)?(?![\w+-]|\.\w)""")


def _text(setting: object) -> str | None:
    """A setting in JSON as the bank writes it; None for what is no setting."""
    if isinstance(setting, bool):
        return str(setting).lower()
    if isinstance(setting, float) and setting.is_integer():
        return str(int(setting))
    return str(setting) if isinstance(setting, str | int | float) else None
