"""Examine this machine, topic by topic: what perfgym can do here, what it cannot, and how to change that."""

from collections.abc import Iterator
from dataclasses import fields

from perfgym.doctor.input_key import examine_input_key
from perfgym.doctor.machine import examine_machine, examine_noise_sources
from perfgym.doctor.measuring import examine_backends
from perfgym.doctor.repositories import examine_repositories
from perfgym.doctor.research import examine_research
from perfgym.doctor.row import Row, optional_row
from perfgym.doctor.sandbox import examine_memory_limit, examine_sandbox
from perfgym.doctor.sizes import examine_sizes
from perfgym.doctor.toolchains import examine_toolchains
from perfgym.envs.tune.env import TURNS
from perfgym.envs.tune.family import TuneFamily
from perfgym.errors import SettingsError, suggestion
from perfgym.evaluation.reward import make_reward
from perfgym.measure import BACKENDS
from perfgym.sandbox import SANDBOXES
from perfgym.settings import Settings, resolve_settings
from perfgym.store import open_store

__all__ = ["examine"]

_WHEN_EMPTY = {"cores": "all usable ones, the best first", "extras": "none"}


def _settings(settings: Settings) -> Iterator[Row]:
    in_words = {"store": _store(settings.store), "max_turns": _turns(settings.max_turns)}
    for field in fields(settings):
        value = getattr(settings, field.name)
        seen = _WHEN_EMPTY[field.name] if value == () else in_words.get(field.name, str(value))
        yield optional_row("setting", f"PERFGYM_{field.name.upper()}", seen)


def _store(named: str) -> str:
    """Return the file that stores runs; ``none`` if nothing is stored."""
    store = open_store(named, read_only=True)
    return str(store.path) if store else named


def _turns(turns: int) -> str:
    """Return the turns of an episode; PerfTune has its own default."""
    tuned = resolve_settings({"max_turns": TURNS}).max_turns
    return str(turns) if tuned == turns else f"{turns}; {TuneFamily.name} {tuned}"


def _reject_unknown(what: str, name: str, known: list[str]) -> None:
    if name not in known:
        raise SettingsError(f"no {what} is called {name!r}; {suggestion(name, known)}")


def examine() -> Iterator[Row]:
    """Look at every topic in turn, and change nothing on the machine.

    Raises:
        SettingsError: A ``PERFGYM_*`` variable has an unusable value.
    """
    settings = resolve_settings()
    _reject_unknown("sandbox", settings.sandbox, ["auto", *SANDBOXES])
    _reject_unknown("backend", settings.backend, list(BACKENDS))
    make_reward(settings.reward)  # raises where it cannot be used
    yield from examine_machine(settings)
    yield from examine_noise_sources(settings)
    yield examine_memory_limit()
    yield from examine_sandbox(settings.sandbox)
    yield from examine_toolchains()
    yield from examine_repositories()
    yield from examine_research()
    yield from examine_backends(settings)
    yield examine_input_key()
    yield from examine_sizes()
    yield from _settings(settings)
