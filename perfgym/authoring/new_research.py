"""A training script of the user's -> the folder of a new research task, filled in as far as possible."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import tomlkit

from perfgym.bank import check_name
from perfgym.errors import ProblemError, SettingsError
from perfgym.research.load import research_folders

__all__ = ["NewResearch", "write_research"]

_TEMPLATES = Path(__file__).parent / "templates" / "research"
_NUMBER = re.compile(r"\d+(?:\.\d+)?(?:[eE][-+]?\d+)?")
_FIGURE = r"(?P<val_bpb>[\d.eE+-]+)"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewResearch:
    """The task that was written.

    Attributes:
        folder: The task's folder.
        repository: The git repository that the script lies in.
        file: Path of the script in it.
        final: Pattern of the line with the figure.
        missing: What the author has to look at, one line each.
    """

    folder: Path
    repository: Path
    file: str
    final: str
    missing: tuple[str, ...]


def write_research(
    name: str, script: Path, line: str, folder: Path, command: Sequence[str] = ("python3", "{file}")
) -> NewResearch:
    """Make a task of a training script that lies in a git repository.

    Args:
        name: Name of the task, and of its folder.
        script: The script.
        line: The line in which the script prints its figure, as it prints it: its last number is the figure.
        folder: Where to put the task's folder; it is created if it does not exist.
        command: Words of the command that runs the script in its repository.

    Raises:
        SettingsError: The name, the script, the line or the folder cannot be used. Nothing was written.
    """
    target = folder.expanduser().resolve() / name
    _check(name, target)
    script = script.expanduser().resolve()
    if not script.is_file():
        raise SettingsError(f"{script} is no file; give your training script")
    repository = next((parent for parent in script.parents if (parent / ".git").exists()), None)
    if repository is None:
        raise SettingsError(
            f"{script} lies in no git repository; run `git init`, `git add` and `git commit` in its folder"
        )
    written = NewResearch(
        folder=target,
        repository=repository,
        file=script.relative_to(repository).as_posix(),
        final=_pattern(line),
        missing=tuple(_missing(script, command)),
    )
    try:
        _write(written, name, command)
    except OSError as error:
        raise SettingsError(f"{target} cannot be written: {error}") from error
    return written


def _check(name: str, target: Path) -> None:
    try:
        check_name(name)
    except ProblemError as error:
        raise SettingsError(str(error)) from error
    if (known := research_folders()).get(name, target) != target:
        raise SettingsError(f"{known[name].parent} already has a task called {name}; choose another name")
    if target.exists():
        raise SettingsError(f"{target} exists already, so nothing was written; choose another name or folder")


def _pattern(line: str) -> str:
    """The pattern of a line whose last number is the figure; other numbers may differ too."""
    numbers = list(_NUMBER.finditer(line))
    if not numbers:
        raise SettingsError(
            f"line must have the figure as its last number, e.g. 'val_bpb: 0.9979'; got {line!r}"
        )
    parts, end = ["^"], 0
    for number in numbers:
        is_figure = number is numbers[-1]
        parts += [_spaced(line[end : number.start()]), _FIGURE if is_figure else r"[\d.eE+-]+"]
        end = number.end()
    return "".join((*parts, _spaced(line[end:]), r"\s*$"))


def _spaced(text: str) -> str:
    """A text as a pattern; spaces stand for any number of them."""
    return re.sub(r"(?:\\ |\\\t)+", r"\\s+", re.escape(text))


def _missing(script: Path, command: Sequence[str]) -> Iterator[str]:
    takes_seed = any("{seed}" in word for word in command)
    if not takes_seed and "SEED" not in script.read_text(encoding="utf-8", errors="replace"):
        yield "the script does not read the variable SEED: let it, or give {seed} to the command"
    yield "the spread of the figure over runs that differ in their seeds alone: [noise] in research.toml"
    yield "files that no run may change, and data that git does not have: [repository] in research.toml"
    yield "the rules that agents read: program.md"


def _write(new: NewResearch, name: str, command: Sequence[str]) -> None:
    document = cast("Any", tomlkit.parse((_TEMPLATES / "research.toml").read_text(encoding="utf-8")))
    document["title"] = name.replace("_", " ")
    document["source"] = str(new.repository)
    document["file"] = new.file
    document["repository"]["folder"] = str(new.repository)
    document["launcher"]["command"] = list(command)
    document["log"]["final"] = tomlkit.string(new.final, literal="'" not in new.final)
    words = {"@TITLE@": name.replace("_", " "), "@FILE@": new.file, "@COMMAND@": " ".join(command)}
    program = (_TEMPLATES / "program.md").read_text(encoding="utf-8")
    for word, text in words.items():
        program = program.replace(word, text)
    new.folder.mkdir(parents=True)
    (new.folder / "research.toml").write_text(document.as_string(), encoding="utf-8")
    (new.folder / "program.md").write_text(program.replace("{file}", new.file), encoding="utf-8")
