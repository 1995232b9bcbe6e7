"""``tune.toml`` and a source template of a problem -> its knobs, and the program for each choice of settings.

::

    [[c.knobs]]
    name = "optimise"
    flags = ["-O1", "-O2", "-O3", "-O3 -funroll-loops"]   # options of the compiler
    default = "-O2"

    [[c.knobs]]
    name = "TILE"
    values = [1, 16, 64]                                  # text for ${TILE} in tune/solution.c
    default = 1
"""

import hashlib
import json
import math
import re
import string
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, cast

from perfgym.bank.toml import Table, read_toml
from perfgym.errors import ProblemError

__all__ = ["Knob", "Tuning", "load_tunings"]

_FILE = "tune.toml"
_KNOB_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,39}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Knob:
    """One choice that an action makes.

    Attributes:
        name: Its name. A knob that is no flag has the same name in the template.
        settings: The texts to choose from.
        default: Index of the setting at the start of an episode.
        is_flag: Whether settings are options of the compiler, separated by spaces. Otherwise they are written
            into the source.
    """

    name: str
    settings: tuple[str, ...]
    default: int
    is_flag: bool


@dataclass(frozen=True, kw_only=True)
class Tuning:
    """The knobs of one problem in one language.

    Attributes:
        knobs: The knobs, in the order in which an action sets them.
        template: Source text in which ``${NAME}`` stands for the setting of the knob ``NAME``.
    """

    knobs: tuple[Knob, ...]
    template: str = field(repr=False)

    @property
    def defaults(self) -> tuple[int, ...]:
        """Index of the default setting of each knob."""
        return tuple(knob.default for knob in self.knobs)

    @property
    def points(self) -> int:
        """Number of ways to set all knobs."""
        return math.prod(len(knob.settings) for knob in self.knobs)

    @cached_property
    def digest(self) -> str:
        """SHA-256 of knobs and template. Equal digests give equal programs for equal settings."""
        knobs = [(knob.name, knob.settings, knob.is_flag) for knob in self.knobs]
        return hashlib.sha256(json.dumps([knobs, self.template]).encode()).hexdigest()

    def program(self, indices: Sequence[int]) -> tuple[str, tuple[str, ...]]:
        """Return source text and compiler flags for one setting of each knob, given by index."""
        chosen = [(knob, knob.settings[index]) for knob, index in zip(self.knobs, indices, strict=True)]
        texts = {knob.name: setting for knob, setting in chosen if not knob.is_flag}
        flags = [flag for knob, setting in chosen if knob.is_flag for flag in setting.split()]
        return string.Template(self.template).substitute(texts), tuple(flags)


def _knob(content: Any, where: str) -> Knob:
    table = Table(content, where)
    name = table.take("name", str)
    if not _KNOB_NAME.fullmatch(name):
        raise ProblemError(
            f"{where}: a knob's name must be a word of at most 40 letters or digits, got {name!r}"
        )
    if table.has("flags") == table.has("values"):
        raise ProblemError(f"{where}: {name} needs either flags or values, and not both")
    is_flag = table.has("flags")
    listed = cast("list[Any]", table.take("flags" if is_flag else "values", list))
    settings, default = tuple(map(str, listed)), str(table.take("default", object))
    table.done()
    if len(settings) < 2 or len(set(settings)) < len(settings):
        raise ProblemError(f"{where}: {name} needs two or more different settings, got {list(settings)}")
    if default not in settings:
        raise ProblemError(f"{where}: {name} has the default {default!r}, which is none of {list(settings)}")
    return Knob(name=name, settings=settings, default=settings.index(default), is_flag=is_flag)


def _names_in(template: str, where: str) -> set[str]:
    parsed = string.Template(template)
    if not parsed.is_valid():
        raise ProblemError(f"{where}: a $ that does not begin ${{NAME}} must be written as $$")
    return set(parsed.get_identifiers())


def _tuning(content: Any, where: str, template: str) -> Tuning:
    table = Table(content, where)
    listed = cast("list[Any]", table.take("knobs", list))
    table.done()
    knobs = tuple(_knob(knob, f"{where}.knobs[{number}]") for number, knob in enumerate(listed))
    names = [knob.name for knob in knobs]
    if not names or len(set(names)) < len(names):
        raise ProblemError(f"{where}: knobs need different names, got {names}")
    declared = {knob.name for knob in knobs if not knob.is_flag}
    if odd := declared ^ _names_in(template, where):
        raise ProblemError(
            f"{where}: {', '.join(sorted(odd))} must be both a knob and a name in the template"
        )
    return Tuning(knobs=knobs, template=template)


def load_tunings(folder: Path, templates: Mapping[str, str]) -> Mapping[str, Tuning]:
    """Return the knobs that a problem folder declares, by language; empty without a ``tune.toml``.

    Args:
        folder: The problem folder.
        templates: Text of each ``tune/solution.*`` by language.

    Raises:
        ProblemError: ``tune.toml`` or a template is malformed, or a language has only one of them.
    """
    path = folder / _FILE
    tables = read_toml(path).take_rest() if path.is_file() else {}
    if odd := tables.keys() ^ templates.keys():
        raise ProblemError(f"{folder}: {', '.join(sorted(odd))} needs a table in {_FILE} and tune/solution.*")
    return {
        language: _tuning(content, f"{path}: {language}", templates[language])
        for language, content in tables.items()
    }
