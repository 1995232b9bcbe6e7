"""Entries of a list of problems, which are read from ``problem.toml`` alone, and problems chosen by them."""

import functools
import tomllib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from perfgym.bank.folders import LANGUAGE_OF_ENDING, problem_folders
from perfgym.bank.structure import CLASSES, SPLITS, structure_of
from perfgym.bank.toml import Table
from perfgym.errors import ProblemError, SettingsError, suggestion

__all__ = ["ProblemEntry", "problem_entries", "problem_version", "problems"]

_TOP = ("title", "bottleneck", "version", "split", "classes", "family")
_MOST_FILES = 4096  # whose texts are kept parsed


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemEntry:
    """One problem in a list.

    Attributes:
        name: Name of the problem.
        title: Short title.
        bottleneck: What the naive program wastes.
        split: One of :data:`perfgym.bank.structure.SPLITS`.
        classes: Names in :data:`perfgym.bank.structure.CLASSES`, the main class first.
        family: Name that problems share which are alike; empty for a problem that is like no other.
        languages: Languages that have a reference program, sorted.
    """

    name: str
    title: str
    bottleneck: str
    split: str
    classes: tuple[str, ...]
    family: str
    languages: tuple[str, ...]


@functools.lru_cache(maxsize=_MOST_FILES)
def _parsed(path: Path, changed_ns: int, size: int) -> Mapping[str, Any]:
    """Return the keys in `_TOP` of a file that had this time of change and size when it was read."""
    del changed_ns, size
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    return {name: content[name] for name in _TOP if name in content}


def _top(folder: Path) -> Mapping[str, Any]:
    """Return the keys in `_TOP` of a problem. A file is parsed again only when it has changed.

    Raises:
        OSError: ``problem.toml`` cannot be read.
        ValueError: It is not UTF-8, or not TOML.
    """
    path = folder / "problem.toml"
    state = path.stat()
    return _parsed(path, state.st_mtime_ns, state.st_size)


def problem_version(folder: Path) -> int:
    """The version of the problem in a folder, 0 unless ``problem.toml`` names one.

    A file that cannot be read has version 0, because it is reported when the problem is loaded.
    """
    try:
        version = _top(folder).get("version", 0)
    except (OSError, ValueError):
        return 0
    return version if isinstance(version, int) and version >= 0 else 0


def _entry(name: str, folder: Path) -> ProblemEntry:
    where = str(folder / "problem.toml")
    try:
        table = Table(_top(folder), where)
    except (OSError, ValueError) as error:
        raise ProblemError(f"{where} cannot be read: {error}") from error
    endings = {path.suffix[1:] for path in folder.glob("reference/solution.*")} & LANGUAGE_OF_ENDING.keys()
    return ProblemEntry(
        name=name,
        title=table.take("title", str),
        bottleneck=table.take("bottleneck", str),
        languages=tuple(sorted(LANGUAGE_OF_ENDING[ending] for ending in endings)),
        **structure_of(table, where),
    )


def problem_entries() -> list[ProblemEntry]:
    """Return what a list says about each problem of the bank, by name.

    Raises:
        SettingsError: ``PERFGYM_PROBLEMS`` cannot be used, or two problems have the same name.
        ProblemError: The ``problem.toml`` of a problem is malformed.
    """
    return [_entry(name, folder) for name, folder in problem_folders().items()]


def problems(
    *,
    split: str | None = None,
    classes: str | Iterable[str] | None = None,
    language: str | None = None,
) -> list[str]:
    """The names of the problems in the bank that have all these properties, sorted.

    Args:
        split: ``"train"``, ``"validation"`` or ``"test"``; None for all splits.
        classes: A class of bottlenecks, or several, of which a problem has to have one; None for all.
        language: Language that has a reference program; None for any.

    Returns:
        Names; an empty list if no problem has all properties.

    Raises:
        SettingsError: There is no such split, class or language.
        ProblemError: The ``problem.toml`` of a problem is malformed.
    """
    wanted = (classes,) if isinstance(classes, str) else None if classes is None else tuple(classes)
    _need_known("split", () if split is None else (split,), SPLITS)
    _need_known("class", wanted or (), CLASSES)
    _need_known("language", () if language is None else (language,), sorted(LANGUAGE_OF_ENDING.values()))
    return [
        one.name
        for one in problem_entries()
        if split in (None, one.split)
        and (wanted is None or set(wanted) & set(one.classes))
        and (language is None or language in one.languages)
    ]


def _need_known(what: str, given: Collection[str], known: Iterable[str]) -> None:
    names = list(known)
    for name in given:
        if name not in names:
            raise SettingsError(f"no {what} is called {name!r}; {suggestion(str(name), names)}")
