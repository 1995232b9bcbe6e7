"""Write the folder of a new problem: a small example that works, with a TODO at each place to change."""

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
        raise SettingsError(f"{known[name].parent} already has a problem called {name}; choose another name")
    if target.exists():
        raise SettingsError(f"{target} exists already, so nothing was written; choose another name or folder")


def _toml(languages: tuple[str, ...]) -> str:
    """The template's ``problem.toml``, without the measured sizes of other languages."""
    document = cast("Any", tomlkit.parse((_TEMPLATE / "problem.toml").read_text(encoding="utf-8")))
    for language in list(document["measured"]):
        if language not in languages:
            del document["measured"][language]
    return document.as_string().rstrip() + "\n"


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
