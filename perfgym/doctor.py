"""This machine -> what perfgym can do on it, what it cannot, and the command that mends it."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from enum import StrEnum

from perfgym.errors import MachineError, SettingsError, suggestion
from perfgym.languages import LANGUAGES
from perfgym.machine import (
    address_layout_is_random,
    cpu_model,
    governor,
    is_virtual,
    isolated_cpus,
    paranoid_level,
    physical_cores,
    runs_x86_64_v3,
    siblings,
    smt_is_on,
    stolen_share,
    turbo,
    usable_cores,
)
from perfgym.measure import BACKENDS
from perfgym.sandbox import AUTO, SANDBOXES
from perfgym.sandbox.selftest import PROMISES, Finding, probe_guarantees
from perfgym.settings import resolve_settings

__all__ = ["Health", "Row", "examine"]


_MUCH_STOLEN = 0.01


class Health(StrEnum):
    """Whether a fact lets perfgym work."""

    FINE = "fine"
    LESS = "less"  # it works, and something is lost
    BROKEN = "broken"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One thing looked at: what was seen, and what to do where it falls short."""

    topic: str
    what: str
    health: Health
    seen: str
    fix: str = ""


def _machine() -> Iterator[Row]:
    yield Row(topic="machine", what="CPU", health=Health.FINE, seen=cpu_model())
    cores = usable_cores()
    seen = f"{len(cores)} usable; measuring on CPU {physical_cores()[0][0]} first"
    alone = "" if len(cores) > 1 else "with one core, everything else on the machine disturbs the figures"
    yield Row(
        topic="machine", what="cores", health=Health.LESS if alone else Health.FINE, seen=seen, fix=alone
    )
    v3 = runs_x86_64_v3()
    yield Row(
        topic="machine",
        what="x86-64-v3",
        health=Health.FINE if v3 else Health.BROKEN,
        seen="programs built for it run" if v3 else "missing",
        fix="" if v3 else "use a machine from Intel Haswell or AMD Zen on",
    )


def _judged(what: str, seen: str, loss: str = "") -> Row:
    """A fact of the machine, and what is lost by it where something is, with the command that mends it."""
    return Row(topic="machine", what=what, health=Health.LESS if loss else Health.FINE, seen=seen, fix=loss)


def _quietness() -> Iterator[Row]:
    """What makes figures wander on this machine."""
    cpu = physical_cores()[0][0]
    isolated = isolated_cpus()
    yield _judged(
        "isolated cores",
        ", ".join(map(str, isolated)) or "none",
        ""
        if isolated
        else "other work shares the core that measures; boot with `isolcpus=N` to keep one free",
    )
    yield _judged(
        "SMT",
        "on" if smt_is_on() else "off",
        f"a sibling thread disturbs; CPUs {siblings(cpu)} are leased together, or run "
        "`echo off > /sys/devices/system/cpu/smt/control` as root"
        if smt_is_on()
        else "",
    )
    chooses = governor(cpu)
    yield _judged(
        "frequency governor",
        chooses or "the host's",
        "the frequency follows the load; run `cpupower frequency-set -g performance` as root"
        if chooses not in ("", "performance")
        else "",
    )
    yield _judged(
        "turbo",
        {True: "on", False: "off", None: "not told"}[turbo()],
        "the frequency depends on temperature and neighbours; pairs cancel most of it" if turbo() else "",
    )
    yield _judged(
        "address layout",
        "random" if address_layout_is_random() else "fixed",
        "each run lies elsewhere in memory, which spreads figures; over many pairs it evens out"
        if address_layout_is_random()
        else "",
    )
    stolen = stolen_share()
    yield _judged(
        "stolen time",
        f"{100 * stolen:.1f} % since boot",
        "the host gives this machine's cores to others; use one with cores of its own"
        if stolen > _MUCH_STOLEN
        else "",
    )
    yield _judged(
        "virtual machine",
        "yes" if is_virtual() else "no",
        "neighbours on the host share caches and memory" if is_virtual() else "",
    )


def _sandboxes(name: str) -> Iterator[Row]:
    """The named sandbox; with ``auto``, the first that makes every promise and keeps it."""
    if name != "auto":
        yield from _sandbox(name)
        return
    for tried in AUTO:
        rows = list(_sandbox(tried))
        holds = not any(row.health is Health.BROKEN for row in rows)
        if holds or tried == AUTO[-1]:
            yield from rows
            return
        broken = next(row for row in rows if row.health is Health.BROKEN)
        yield replace(broken, health=Health.LESS, what=f"{tried}: {broken.what}")


def _sandbox(name: str) -> Iterator[Row]:
    try:
        with contextlib.closing(SANDBOXES[name]()) as sandbox:
            yield Row(topic="sandbox", what="name", health=Health.FINE, seen=name)
            yield from map(_promise, probe_guarantees(sandbox))
            for promise in sandbox.missing:
                seen = f"not promised: {PROMISES[promise]}"
                yield Row(topic="sandbox", what=promise, health=Health.LESS, seen=seen)
            yield _memory(sandbox.memory_tier)
    except MachineError as error:
        yield Row(topic="sandbox", what=name, health=Health.BROKEN, seen="unusable", fix=str(error))


def _promise(finding: Finding) -> Row:
    return Row(
        topic="sandbox",
        what=finding.promise,
        health=Health.FINE if finding.kept else Health.BROKEN,
        seen=PROMISES[finding.promise] if finding.kept else finding.seen,
    )


def _memory(tier: str) -> Row:
    grouped = tier.startswith("cgroup")
    loss = (
        "no memory control group can be made: address space is limited process by process, a watchdog "
        "bounds the processes of a build together, and running out of memory in a run shows as CRASHED; "
        "run as root, or in a delegated cgroup v2"
    )
    return Row(
        topic="sandbox",
        what="memory limit",
        health=Health.FINE if grouped else Health.LESS,
        seen=tier,
        fix="" if grouped else loss,
    )


def _toolchains() -> Iterator[Row]:
    for name, language in LANGUAGES.items():
        try:
            seen, fix = language.toolchain().identity, ""
        except MachineError as error:
            seen, fix = "missing", str(error)
        yield Row(
            topic="toolchain", what=name, health=Health.BROKEN if fix else Health.FINE, seen=seen, fix=fix
        )


def _measuring() -> Iterator[Row]:
    for name, make in BACKENDS.items():
        try:
            events = ", ".join(f"{role} from {event}" for role, event in make().events().items())
            yield Row(topic="backend", what=name, health=Health.FINE, seen=events)
        except MachineError as error:
            yield Row(topic="backend", what=name, health=Health.LESS, seen="not here", fix=str(error))
    level = paranoid_level()
    yield Row(topic="backend", what="perf_event_paranoid", health=Health.FINE, seen=str(level))


_WHEN_EMPTY = {"cores": "the last usable", "extras": "none"}


def _settings() -> Iterator[Row]:
    settings = resolve_settings()
    for field in fields(settings):
        value = getattr(settings, field.name)
        seen = _WHEN_EMPTY[field.name] if value == () else str(value)
        yield Row(topic="setting", what=f"PERFGYM_{field.name.upper()}", health=Health.FINE, seen=seen)


def examine() -> Iterator[Row]:
    """Looks at everything in turn; nothing is changed.

    Raises:
        SettingsError: A ``PERFGYM_*`` variable cannot be used.
    """
    name = resolve_settings().sandbox
    if name not in ("auto", *SANDBOXES):
        raise SettingsError(f"no sandbox is called {name!r}; {suggestion(name, ['auto', *SANDBOXES])}")
    yield from _machine()
    yield from _quietness()
    yield from _sandboxes(name)
    yield from _toolchains()
    yield from _measuring()
    yield from _settings()
