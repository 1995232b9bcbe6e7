"""A name -> a problem folder to be filled in: a small example that works, with TODO where it is to change."""

import shutil
from pathlib import Path
from typing import Any, cast

import tomlkit

from perfgym.bank import LANGUAGE_OF_ENDING, check_name, problem_folders
from perfgym.errors import ProblemError, SettingsError, suggestion

__all__ = ["write_problem"]

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
        raise SettingsError(f"there is a problem called {name} in {known[name].parent}; choose another name")
    if target.exists():
        raise SettingsError(f"{target} is there already; nothing was written")


def _toml(languages: tuple[str, ...]) -> str:
    """The template's ``problem.toml`` with the measured sizes of these languages alone."""
    document = cast("Any", tomlkit.parse((_TEMPLATE / "problem.toml").read_text(encoding="utf-8")))
    for language in list(document["measured"]):
        if language not in languages:
            del document["measured"][language]
    return document.as_string().rstrip() + "\n"


def write_problem(name: str, folder: Path, languages: tuple[str, ...]) -> Path:
    """Writes a problem folder that works as it is, and has a TODO wherever it is to be changed.

    Args:
        name: Name of the problem, and of its folder.
        folder: Folder that it is written into; made where it is missing.
        languages: Languages to write a reference program in.

    Returns:
        The new folder.

    Raises:
        SettingsError: The name, a language or the place cannot be used; nothing was written.
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
