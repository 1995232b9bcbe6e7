"""Everything a user can set: constructor arguments, each also a ``PERFGYM_*`` variable. An argument wins.

The checks are written by hand, because every message names the value and the fix. msgspec checks nothing when
:class:`Settings` is constructed directly, and its messages ("Expected `int` >= 1 - at `$.max_turns`") would
have to be taken apart to say as much.
"""

import numbers
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from typing import Any, cast

import numpy as np

from perfgym.errors import SettingsError, suggestion
from perfgym.machine.facts import cpu_list, may_run_on, reachable_cpus
from perfgym.machine.input_key import VARIABLE

__all__ = [
    "CLONES",
    "EXTRAS",
    "FEEDBACK_MODES",
    "HOST_PASSWORD",
    "HOST_USER",
    "Settings",
    "need_integer",
    "resolve_settings",
]

FEEDBACK_MODES = ("full", "unlabeled", "hidden")
EXTRAS = ("wall", "memory", "scaling")
HOST_USER, HOST_PASSWORD = "PERFGYM_HOST_USER", "PERFGYM_HOST_PASSWORD"
"""Variables that name the user of a Gitea to a host of repositories."""

_PREFIX = "PERFGYM_"
CLONES = ("PERFGYM_PARAMETER_GOLF", "PERFGYM_NANOCHAT")
"""Variables that name the user's clones for the research tasks that perfgym ships."""

# Read by perfgym.bank, perfgym.machine.input_key, perfgym.repo.clones and perfgym.research.clone.
# Settings hold no secret.
_ELSEWHERE = {"PERFGYM_PROBLEMS", VARIABLE, HOST_USER, HOST_PASSWORD, *CLONES}


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Effective values of everything that can be set.

    Attributes:
        backend: Name of the backend, which measures the cost.
        sandbox: Name of the sandbox, which contains programs; ``"auto"`` is the first that keeps every
            promise.
        max_turns: Turns of an episode, at most 10,000.
        reward: Name of the reward preset, with a colon and weights if it has any, e.g.
            ``"improvement:time=1"``.
        paid: When the reward is paid: ``"final"`` (on the last turn, for the best submission) or ``"delta"``
            (on each turn, for what it gained).
        feedback: ``"full"``, ``"unlabeled"`` or ``"hidden"``.
        extras: Extra figures of accepted programs to measure, which are no part of the reward: any of
            ``"wall"``, ``"memory"`` and ``"scaling"``.
        cores: Logical CPUs that evaluations may use; empty for all that this process may use, isolated ones
            first.
        compile_timeout_s: Wall-clock limit of a build, in seconds.
        test_timeout_s: Wall-clock limit of one test run, in seconds.
        measure_timeout_s: Wall-clock limit of all measured runs of one submission, in seconds.
        lease_timeout_s: Wall-clock limit of one wait for a core to evaluate on, in seconds; 0 for none.
        precision: Half-width that is wanted of the 99 % interval of a program's time, as a share of the time.
            While the interval is wider, pairs are taken until there are 120 or time is up.
        precision_timeout_s: Wall-clock seconds for which pairs are taken in order to reach the precision.
            No pair is begun after that, unless there are fewer than seven.
        memory_bytes: Memory limit of one run; 0 for what the problem and the language ask for.
        processes: Largest number of processes and threads at one time in one run.
        max_source_bytes: Largest size of a source text.
        store: File that keeps runs, episodes and evaluations; empty for one in the user's data folder,
            ``"none"`` for no store.
        research_folder: Folder of research sessions that have a tag; empty for one in the user's data folder.
        host: Address of a host of repositories, from which agents clone; empty for the repositories that
            tasks begin with, without a host.
    """

    backend: str = "auto"
    sandbox: str = "auto"
    max_turns: int = 5
    reward: str = "improvement"
    paid: str = "final"
    feedback: str = "full"
    extras: tuple[str, ...] = ()
    cores: tuple[int, ...] = ()
    compile_timeout_s: float = 30.0
    test_timeout_s: float = 10.0
    measure_timeout_s: float = 60.0
    lease_timeout_s: float = 0.0
    precision: float = 0.02
    precision_timeout_s: float = 6.0
    memory_bytes: int = 0
    processes: int = 32
    max_source_bytes: int = 1 << 20
    store: str = ""
    research_folder: str = ""
    host: str = ""

    @property
    def limits(self) -> dict[str, float]:
        """The limits of programs, by name."""
        return {name: getattr(self, name) for name in _LIMITS}

    def __post_init__(self) -> None:
        for name, (least, most) in _BOUNDS.items():
            value = getattr(self, name)
            if not value >= least:  # NaN is not
                raise SettingsError(f"{_named(name)} must be at least {least}, got {value!r}")
            if value > most:
                raise SettingsError(f"{_named(name)} must be at most {most}, got {value!r}")
        for name, choices in _CHOICES.items():
            if getattr(self, name) not in choices:
                raise SettingsError(
                    f"{_named(name)} must be one of {', '.join(choices)}; got {getattr(self, name)!r}"
                )
        for name in self.extras:
            if name not in EXTRAS:
                raise SettingsError(f"extras: no extra is called {name!r}; {suggestion(name, EXTRAS)}")
        for core in self.cores:
            if not may_run_on(core):
                raise SettingsError(
                    f"cores: this process may not use CPU {core}; it may use {reachable_cpus()}"
                )


_LIMITS = (
    "compile_timeout_s",
    "test_timeout_s",
    "measure_timeout_s",
    "memory_bytes",
    "processes",
    "max_source_bytes",
)
_TIMEOUT_S = (0.1, 86_400.0)
_MOST_PROCESSES = 1 << 22  # Linux numbers no more than these (PID_MAX_LIMIT)
_MOST_MEMORY_BYTES = 1 << 60  # more than any machine has; a control group takes less than 2**63
_MOST_TURNS = 10_000  # an episode draws a seed for each turn when it begins
_MOST_SOURCE_BYTES = 1 << 30
_BOUNDS: dict[str, tuple[float, float]] = {
    "max_turns": (1, _MOST_TURNS),
    "compile_timeout_s": _TIMEOUT_S,
    "test_timeout_s": _TIMEOUT_S,
    "measure_timeout_s": _TIMEOUT_S,
    "lease_timeout_s": (0.0, _TIMEOUT_S[1]),
    "precision": (0.001, 1.0),
    "precision_timeout_s": _TIMEOUT_S,
    "memory_bytes": (0, _MOST_MEMORY_BYTES),
    "processes": (1, _MOST_PROCESSES),
    "max_source_bytes": (1, _MOST_SOURCE_BYTES),
}
_CHOICES = {"paid": ("final", "delta"), "feedback": FEEDBACK_MODES}


def _parse_float(value: Any) -> float:
    """Read a number, or a text that spells one. A truth value and bytes are neither."""
    if isinstance(value, bool) or not isinstance(value, str | numbers.Real):
        raise TypeError
    return float(value)


def _parse_integer(value: Any) -> int:
    """Read a whole number, or a text that spells one. A truth value and bytes are neither."""
    number = value if isinstance(value, str) else _parse_float(value)
    if isinstance(number, float) and not number.is_integer():
        raise ValueError
    return int(value)


def _parse_text(value: Any) -> str:
    if not isinstance(value, str | os.PathLike):
        raise TypeError
    return os.fspath(cast("str | os.PathLike[str]", value))


def _parse_cores(value: Any) -> tuple[int, ...]:
    """Read ``"0,2-3"`` or a sequence of CPU numbers."""
    if isinstance(value, numbers.Real):
        return (_parse_integer(value),)
    if not isinstance(value, str):
        return tuple(dict.fromkeys(map(_parse_integer, value)))
    return tuple(dict.fromkeys(cpu_list(value)))


def _parse_extras(value: str | list[str] | tuple[str, ...]) -> tuple[str, ...]:
    """Read ``"wall,memory"`` or a sequence of names; keep each name once."""
    names = value.split(",") if isinstance(value, str) else value
    return tuple(dict.fromkeys(name for name in map(str.strip, names) if name))


_PARSERS: dict[str, Callable[[Any], Any]] = {"cores": _parse_cores, "extras": _parse_extras}
_PARSERS_BY_TYPE: dict[type, Callable[[Any], Any]] = {
    int: _parse_integer, float: _parse_float, str: _parse_text
}  # fmt: skip
_WANTED_BY_TYPE: dict[type, str] = {int: "a whole number", float: "a number", str: "a text"}
_WANTED = {"cores": "CPU numbers such as 0,2-3", "extras": f"any of {','.join(EXTRAS)}"}


def _variable(name: str) -> str:
    return _PREFIX + name.upper()


def _named(name: str) -> str:
    """A setting in a message: some have no argument, so the user knows them by their variable alone."""
    return f"{name} ({_variable(name)})"


def _reject_unknown_variables(environment: Mapping[str, str]) -> None:
    known = {_variable(field.name) for field in fields(Settings)} | _ELSEWHERE
    for name in environment:
        if name.startswith(_PREFIX) and name not in known:
            raise SettingsError(f"perfgym has no variable {name}; {suggestion(name, sorted(known))}")


def _parse(name: str, value: Any, source: str) -> Any:
    kind = cast("type[Any]", type(getattr(_DEFAULTS, name)))
    try:
        return (_PARSERS.get(name) or _PARSERS_BY_TYPE[kind])(value)
    except (TypeError, ValueError, OverflowError):  # the last for float(10**400)
        wanted = _WANTED.get(name) or _WANTED_BY_TYPE[kind]
        raise SettingsError(f"{source} must be {wanted}; got {value!r:.200}") from None


_DEFAULTS = Settings()


def resolve_settings(defaults: Mapping[str, Any] | None = None, /, **arguments: Any) -> Settings:
    """Return the settings: from arguments, else from ``PERFGYM_*`` variables, else the defaults.

    Args:
        defaults: Defaults that replace those of :class:`Settings`.
        **arguments: Fields of :class:`Settings`; None means "not given".

    Raises:
        SettingsError: A value cannot be used, or a ``PERFGYM_*`` variable has no meaning.
    """
    _reject_unknown_variables(os.environ)
    values = dict(defaults or {})
    for field in fields(Settings):
        if (given := arguments.get(field.name)) is not None:
            values[field.name] = _parse(field.name, given, field.name)
        elif (text := os.environ.get(_variable(field.name))) is not None:
            values[field.name] = _parse(field.name, text, _variable(field.name))
    return Settings(**values)


def need_integer(name: str, value: Any, least: int, most: int | None = None) -> None:
    """Check that an argument is an integer within bounds.

    Args:
        name: Name of the argument, for the message.
        value: The argument.
        least: Smallest value that is allowed.
        most: Largest value that is allowed; None for no bound.

    Raises:
        SettingsError: The argument is not an integer, or it is out of bounds.
    """
    if isinstance(value, bool) or not isinstance(value, int | np.integer) or value < least:
        raise SettingsError(f"{name} must be an integer of at least {least}, got {value!r:.200}")
    if most is not None and value > most:
        raise SettingsError(f"{name} must be at most {most}, got {value!r:.200}")
