"""Write the folder of a new problem: an example that works, with a TODO at each place to change.

The example is a small one of this package's, or a problem of the bank.
"""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import tomlkit

from perfgym.bank import LANGUAGE_OF_ENDING, Problem, check_name, problem_folders
from perfgym.errors import ProblemError, SettingsError, suggestion

__all__ = ["write_problem", "write_problem_like"]

_TEMPLATE = Path(__file__).parent / "templates" / "problem"
_FILES = ("spec.md", "problem.py", "expert/README.md")
_ENDINGS = {language: ending for ending, language in LANGUAGE_OF_ENDING.items()}


def _check(name: str, target: Path, languages: tuple[str, ...]) -> None:
    try:
        check_name(name)
    except ProblemError as error:
        raise SettingsError(str(error)) from error
    for language in languages:
        if language not in _ENDINGS:
            raise SettingsError(f"no language is called {language!r}; {suggestion(language, _ENDINGS)}")
    if (known := problem_folders()).get(name, target) != target:
        raise SettingsError(f"{known[name].parent} already has a problem called {name}; choose another name")
    if target.exists():
        raise SettingsError(f"{target} exists already, so nothing was written; choose another name or folder")


_TEXTS = ("title", "summary", "bottleneck", "source")
_PROGRAMS = ("reference", "expert", "first_step", "tune")
_COMMENTS = {"py": "#"}  # other languages begin a comment with //
_TODO_PROGRAM = "TODO: write the program for your own problem"


def _toml(languages: tuple[str, ...]) -> str:
    """The template's ``problem.toml``, without the measured sizes of other languages."""
    document = cast("Any", tomlkit.parse((_TEMPLATE / "problem.toml").read_text(encoding="utf-8")))
    for language in list(document["measured"]):
        if language not in languages:
            del document["measured"][language]
    return document.as_string().rstrip() + "\n"


def _toml_like(problem: Problem, languages: tuple[str, ...]) -> str:
    """A problem's ``problem.toml`` with a TODO in each text, without the measured sizes of other languages.

    The new problem begins at version 0, and belongs to no split that results are compared on.
    """
    document = cast("Any", tomlkit.parse((problem.folder / "problem.toml").read_text(encoding="utf-8")))
    for key in _TEXTS:
        document[key] = f"TODO: {document[key]}"
    for key in ("version", "split"):
        document.pop(key, None)
    for language in [name for name in document.get("measured", {}) if name not in languages]:
        del document["measured"][language]
    return document.as_string().rstrip() + "\n"


def _texts_like(problem: Problem) -> Iterator[tuple[str, str]]:
    """Name and text of each file that is the same for all languages, with a TODO in it."""
    spec = re.sub(
        r"\A(#[^\n]*\n)?",
        lambda title: f"{title[0]}\nTODO: describe your own problem completely, and nothing of this one.\n",
        problem.spec,
        count=1,
    )
    yield "spec.md", spec
    todo = "# TODO: generate your own inputs, and compare outputs as your specification says\n"
    yield "problem.py", todo + (problem.folder / "problem.py").read_text(encoding="utf-8")


def _programs_like(problem: Problem, languages: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Name and text of each program in some languages, with a TODO in its first line."""
    for path in sorted(path for place in _PROGRAMS for path in problem.folder.glob(f"{place}/solution.*")):
        ending = path.suffix[1:]
        if LANGUAGE_OF_ENDING.get(ending) in languages:
            todo = f"{_COMMENTS.get(ending, '//')} {_TODO_PROGRAM}\n"
            yield str(path.relative_to(problem.folder)), todo + path.read_text(encoding="utf-8")
    if problem.tunings:
        document = cast("Any", tomlkit.parse((problem.folder / "tune.toml").read_text(encoding="utf-8")))
        for language in [name for name in document if name not in languages]:
            del document[language]
        if document:
            yield "tune.toml", f"# TODO: name the knobs of your own programs\n{document.as_string()}"


def write_problem_like(problem: Problem, name: str, folder: Path, languages: tuple[str, ...] = ()) -> Path:
    """Write a copy of a problem under a new name, with a TODO at each place that the author changes.

    Args:
        problem: The problem that the new one begins as.
        name: Name of the new problem, and of its folder.
        folder: Where to put the problem's folder; it is created if it does not exist.
        languages: Languages whose programs are copied; without any, all of the problem's.

    Returns:
        The new folder.

    Raises:
        SettingsError: The name, a language or the folder cannot be used. Nothing was written.
    """
    target = folder.expanduser().resolve() / name
    languages = languages or tuple(problem.references)
    _check(name, target, languages)
    for language in languages:
        if language not in problem.references:
            hint = suggestion(language, problem.references)
            raise SettingsError(f"{problem.name} has no reference program in {language}; {hint}")
    files = {
        "problem.toml": _toml_like(problem, languages),
        **dict(_texts_like(problem)),
        **dict(_programs_like(problem, languages)),
    }
    try:
        for file, text in files.items():
            (target / file).parent.mkdir(parents=True, exist_ok=True)
            (target / file).write_text(text, encoding="utf-8")
    except OSError as error:
        raise SettingsError(f"{target} cannot be written: {error}") from error
    return target


def write_problem(name: str, folder: Path, languages: tuple[str, ...]) -> Path:
    """Write a problem folder that works as it is, and has a TODO at each place that the author changes.

    Args:
        name: Name of the problem, and of its folder.
        folder: Where to put the problem's folder; it is created if it does not exist.
        languages: Languages that get a reference program.

    Returns:
        The new folder.

    Raises:
        SettingsError: The name, a language or the folder cannot be used. Nothing was written.
    """
    target = folder.expanduser().resolve() / name
    _check(name, target, languages)
    programs = [f"reference/solution.{_ENDINGS[language]}" for language in languages]
    try:
        target.mkdir(parents=True)
        for file in (*_FILES, *programs):
            (target / file).parent.mkdir(exist_ok=True)
            shutil.copyfile(_TEMPLATE / file, target / file)
        (target / "problem.toml").write_text(_toml(languages), encoding="utf-8")
    except OSError as error:
        raise SettingsError(f"{target} cannot be written: {error}") from error
    return target
