"""Read the files in ``attacks/``, and make the text that each of them submits to a problem.

An attack is one file. In ``attacks/any/`` it is a Python file with a function ``submission(problem,
language)``. In ``attacks/<language>/`` it is a program, and the text of the folder's ``prelude`` is put
before it. The line ``@REFERENCE@`` in a prelude is replaced by the problem's reference program, so that an
attack can solve any problem, and ``@SYS_name@`` by the number of the system call of this name, or by a
number that no call has where the architecture lacks it. The folder's ``control`` is an honest program that
is made in the same way. An attack of class F is a Python file in any folder with a function
``play(episodes)``, which plays whole episodes (:class:`perfgym.redteam.episodes.AttackedEpisodes`) and
yields, in words, everything forbidden that it achieved. Attacks on repositories are in ``attacks/repo/``,
see :mod:`perfgym.redteam.repo_attacks`.

Each file begins with a comment, or a docstring, of ``name: value`` lines:

- ``class``: a value of :class:`AttackClass`; the file's name begins with it
- ``tries``: the aim of the attack
- ``expect``: the statuses that show that the attack was contained
- ``stopped by``: the mechanism that stops it
- ``problems``: names of the problems that it suits; without this line it suits all of them
- ``backend``: the backend that it attacks; without this line any backend
- ``architecture``: the architecture that it is written for, e.g. ``x86_64``; without this line any
- ``gains at most``: the reward that it may earn, if it cannot be distinguished from honest work

Nothing here runs an attack.
"""

import importlib.util
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from perfgym.bank import Problem
from perfgym.errors import PerfgymError, SettingsError, suggestion
from perfgym.machine.architecture import ARCHITECTURES, architecture
from perfgym.measure import BACKENDS
from perfgym.records import Status

__all__ = [
    "ANY",
    "ATTACKS",
    "Attack",
    "AttackClass",
    "MalformedAttackError",
    "attacks_for",
    "control_for",
    "function_of",
    "load_attack",
    "load_named",
    "named_attacks",
    "program_text",
]

ANY = "any"
"""In place of a language: the attack is a text that can be submitted in every language."""

ATTACKS = Path(__file__).parent / "attacks"
"""The folder of the catalogue."""

_REQUIRED = ("class", "tries", "expect", "stopped by")
_FIELDS = (*_REQUIRED, "problems", "backend", "architecture", "gains at most")
_LITTLE = 0.1  # an honest program of the reference's cost scores below this, whatever the noise
_REFERENCE = "@REFERENCE@"
_SYSTEM_CALL = re.compile(r"@SYS_(\w+)@")
_NO_CALL = 9999  # no architecture has a system call of this number
_GO_IMPORTS = re.compile(r"^import (\([^)]*\)|.*)\n", re.MULTILINE)
_GO_IMPORT = re.compile(r'(?:[\w.]+ )?"[^"\n]*"')
_LINE = re.compile(r"[\s/*#!\"']*([a-z][a-z ]*): (.*?)[\s*/\"']*")


class AttackClass(StrEnum):
    """Goal of an attack."""

    ESCAPE = "A"  # get out of the sandbox
    EXHAUSTION = "B"  # use up the machine's resources
    MEASUREMENT = "C"  # earn a reward without being faster
    TEXT = "D"  # confuse whoever reads the source or the output
    PRESSURE = "E"  # make the harness fail
    EPISODE = "F"  # learn something in one turn that pays in another


class MalformedAttackError(PerfgymError):
    """A file of the catalogue has a wrong header, name or function."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attack:
    """One hostile submission, and what shows that it was contained.

    Attributes:
        name: The file's name without its ending.
        language: Language it is written in, or :data:`ANY`.
        kind: Its class.
        tries: Its aim.
        expect: The statuses that show that it was contained.
        stopped_by: The mechanism that stops it.
        problems: Names of the problems that it suits; empty for all.
        backend: Name of the backend that it attacks; empty for any.
        architecture: Name of the architecture that it is written for; empty for any.
        gains_at_most: The reward that it may earn.
        path: Its file.
        text: Content of the file.
    """

    name: str
    language: str
    kind: AttackClass
    tries: str
    expect: tuple[Status, ...]
    stopped_by: str
    problems: tuple[str, ...]
    backend: str
    architecture: str
    gains_at_most: float
    path: Path
    text: str = field(repr=False)

    def suits(self, problem: Problem, language: str) -> bool:
        """Whether the attack suits the problem and can be submitted in this language."""
        return self.language in (ANY, language) and (not self.problems or problem.name in self.problems)

    def submission(self, problem: Problem, language: str, placeholders: Mapping[str, str]) -> str:
        """Make the text that is submitted.

        Args:
            problem: Problem that is attacked.
            language: Language of the submission.
            placeholders: Placeholder in the attack's text, e.g. ``@PACKAGE@``, to what replaces it.

        Raises:
            MalformedAttackError: The attack is a Python file without a function ``submission()``, or it plays
                whole episodes.
        """
        if self.kind is AttackClass.EPISODE:
            raise MalformedAttackError(f"{self.path} plays whole episodes, so it has no text of its own")
        if self.language == ANY:
            return function_of(self.path, "submission", "submission(problem, language)")(problem, language)
        return program_text(self.text, problem, language, placeholders)

    def play(self, episodes: Any) -> Iterable[str]:
        """Play whole episodes, and yield in words everything forbidden that was achieved.

        Args:
            episodes: The :class:`~perfgym.redteam.episodes.AttackedEpisodes` to play.

        Raises:
            MalformedAttackError: The attack has no function ``play()``.
        """
        return function_of(self.path, "play", "play(episodes)")(episodes)


def program_text(text: str, problem: Problem, language: str, placeholders: Mapping[str, str]) -> str:
    """The program that an attack's text makes with the prelude of a language and a problem's reference.

    Args:
        text: Text of the attack.
        problem: Problem that is attacked.
        language: Language of the program.
        placeholders: Placeholder in the text, e.g. ``@PACKAGE@``, to what replaces it.
    """
    text = _only_file(ATTACKS / language, "prelude").read_text(encoding="utf-8") + text
    for placeholder, meaning in placeholders.items():
        text = text.replace(placeholder, meaning)
    text = _SYSTEM_CALL.sub(_number_of, text)
    text = text.replace(_REFERENCE, problem.references[language], 1)
    return _imports_first(text) if language == "go" else text


def _number_of(placeholder: re.Match[str]) -> str:
    name = placeholder[1]
    if not any(name in known.calls for known in ARCHITECTURES.values()):
        raise MalformedAttackError(f"{placeholder[0]} names no system call that perfgym knows")
    return str(architecture().calls.get(name, _NO_CALL))


def _imports_first(text: str) -> str:
    """Move the imports of all parts of a Go file behind the package's name, each once."""
    blocks: list[str] = _GO_IMPORTS.findall(text)
    imports = dict.fromkeys(name for block in blocks for name in _GO_IMPORT.findall(block))
    joined = "".join(f"import {name}\n" for name in imports)
    return _GO_IMPORTS.sub("", text).replace("package main\n", f"package main\n\n{joined}", 1)


def function_of(path: Path, name: str, signature: str) -> Any:
    """A function of an attack that is a Python file.

    Raises:
        MalformedAttackError: It has no such function; the message gives the signature.
    """
    spec = importlib.util.spec_from_file_location(f"perfgym_attack_{path.stem}", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    if not callable(found := getattr(module, name, None)):
        raise MalformedAttackError(f"{path} defines no function {name}(); add {signature}")
    return found


def _only_file(folder: Path, stem: str) -> Path:
    found = list(folder.glob(f"{stem}.*"))
    if len(found) != 1:
        raise MalformedAttackError(f"{folder} must have exactly one file {stem}.*, but has {len(found)}")
    return found[0]


def _header(text: str, path: Path) -> dict[str, str]:
    """Read the first block of ``name: value`` lines in a file."""
    fields: dict[str, str] = {}
    for line in text.splitlines():
        match = _LINE.fullmatch(line)
        if match is None and fields:
            break
        if match is None:
            continue
        name, value = match.groups()
        if name not in _FIELDS:
            raise MalformedAttackError(f"{path}: unknown field {name!r}; {suggestion(name, _FIELDS)}")
        if name in fields:
            raise MalformedAttackError(f"{path}: the header has the field {name!r} twice; remove one")
        fields[name] = value
    for name in _REQUIRED:
        if not fields.get(name):
            raise MalformedAttackError(f"{path}: the header has no field {name!r}; add a line '{name}: ...'")
    return fields


def _kind(letter: str, path: Path) -> AttackClass:
    if letter not in list(AttackClass):
        raise MalformedAttackError(f"{path}: class must be one of {', '.join(AttackClass)}, got {letter!r}")
    return AttackClass(letter)


def _statuses(names: str, path: Path) -> tuple[Status, ...]:
    for name in names.split():
        if name not in list(Status):
            raise MalformedAttackError(f"{path}: no status is called {name!r}; {suggestion(name, Status)}")
    return tuple(map(Status, names.split()))


def _backend(name: str, path: Path) -> str:
    if name and name not in BACKENDS:
        raise MalformedAttackError(f"{path}: no backend is called {name!r}; {suggestion(name, BACKENDS)}")
    return name


def _architecture(name: str, path: Path) -> str:
    if name and name not in ARCHITECTURES:
        raise MalformedAttackError(
            f"{path}: no architecture is called {name!r}; {suggestion(name, ARCHITECTURES)}"
        )
    return name


def _reward(number: str, path: Path) -> float:
    try:
        return float(number)
    except ValueError:
        raise MalformedAttackError(f"{path}: 'gains at most' must be a number, got {number!r}") from None


def load_attack(path: Path) -> Attack:
    """Read an attack from its file. The name of the file's folder is its language.

    Raises:
        MalformedAttackError: The header is wrong; the message says where.
    """
    text = path.read_text(encoding="utf-8")
    fields = _header(text, path)
    return Attack(
        name=path.stem,
        language=path.parent.name,
        kind=_kind(fields["class"], path),
        tries=fields["tries"],
        expect=_statuses(fields["expect"], path),
        stopped_by=fields["stopped by"],
        problems=tuple(fields.get("problems", "").split()),
        backend=_backend(fields.get("backend", ""), path),
        architecture=_architecture(fields.get("architecture", ""), path),
        gains_at_most=_reward(fields.get("gains at most", str(_LITTLE)), path),
        path=path,
        text=text,
    )


def load_named(path: Path) -> Attack:
    """Read an attack whose file's name begins with its class.

    Raises:
        MalformedAttackError: The name or the header is wrong.
    """
    attack = load_attack(path)
    if not path.name.startswith(f"{attack.kind.lower()}_"):
        raise MalformedAttackError(
            f"{path}: the name of an attack of class {attack.kind} must begin with {attack.kind.lower()}_"
        )
    return attack


def attacks_for(problem: Problem, language: str) -> list[Attack]:
    """Every attack that suits the problem and the language, sorted by name."""
    paths = [path for folder in (ANY, language) for path in (ATTACKS / folder).glob("[a-z]_*.*")]
    attacks = map(load_named, paths)
    return sorted((a for a in attacks if a.suits(problem, language)), key=lambda attack: attack.name)


def named_attacks(names: Iterable[str], problem: Problem, language: str) -> list[Attack]:
    """Find attacks by name; they keep the order of the names.

    Raises:
        SettingsError: No attack on this problem in this language has one of the names.
    """
    known = {attack.name: attack for attack in attacks_for(problem, language)}
    found: list[Attack] = []
    for name in names:
        if name not in known:
            raise SettingsError(
                f"no attack on {problem.name} in {language} is called {name!r}; {suggestion(name, known)}"
            )
        found.append(known[name])
    return found


def control_for(language: str) -> Attack | None:
    """The honest program that is made like the attacks of a language; None where it has no attacks."""
    folder = ATTACKS / language
    return load_attack(_only_file(folder, "control")) if folder.is_dir() else None
