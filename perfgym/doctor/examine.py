"""This machine -> what perfgym can do on it, what it cannot, and the command that mends it."""

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, replace
from enum import StrEnum

from perfgym.bank import Problem
from perfgym.doctor.self_test import Noise, measure_noise
from perfgym.errors import HarnessError, MachineError, PerfgymError, SettingsError, suggestion
from perfgym.languages import LANGUAGES
from perfgym.machine.facts import (
    address_layout_is_random,
    cpu_model,
    governor,
    is_virtual,
    isolated_cpus,
    lists_cpu_features,
    paranoid_level,
    physical_cores,
    reachable_cpus,
    runs_x86_64_v3,
    siblings,
    smt_is_on,
    stolen_share,
    turbo,
    turbo_switch,
)
from perfgym.machine.leases import check_leases
from perfgym.measure import BACKENDS
from perfgym.measure.backends.perf_events import kernel_may_be_counted
from perfgym.measure.backends.valgrind import valgrind_version
from perfgym.records import ROLES, Role
from perfgym.sandbox import AUTO, SANDBOXES, make_sandbox
from perfgym.sandbox.cgroup import memory_tier
from perfgym.sandbox.selftest import FIX, PROMISES, ProbeResult, probe_guarantees
from perfgym.settings import Settings, resolve_settings

__all__ = ["Health", "Row", "examine", "listen", "noise_rows", "not_heard"]


_MUCH_STOLEN = 0.01
_LARGE_GAIN = 0.05
_MANY_FALSE_ALARMS = 0.03  # of replays, which share their pairs and so swing more than the 1 % promised
_MANY_REDRAWN = 0.1
_COUNTS_NOTHING = 3  # perf_event_paranoid from which an ordinary user may count nothing, on Debian and Ubuntu
_USER_SPACE_ONLY = 2


class Health(StrEnum):
    """Whether a fact lets perfgym work."""

    FINE = "fine"
    LESS = "less"  # it works, and something is lost
    BROKEN = "broken"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One thing looked at.

    Attributes:
        topic: What it belongs to.
        what: What was looked at.
        health: Whether it lets perfgym work.
        seen: What was seen.
        fix: Where it falls short, what is lost and what mends it.
    """

    topic: str
    what: str
    health: Health
    seen: str
    fix: str = ""


def _judged(topic: str, what: str, seen: str, loss: str = "") -> Row:
    """A fact, and what is lost by it where something is."""
    return Row(topic=topic, what=what, health=Health.LESS if loss else Health.FINE, seen=seen, fix=loss)


def _needed(topic: str, what: str, seen: str, fix: str) -> Row:
    """A fact without which nothing works, where there is something to mend."""
    return Row(topic=topic, what=what, health=Health.BROKEN if fix else Health.FINE, seen=seen, fix=fix)


def _measuring_cpu(settings: Settings) -> int:
    return settings.cores[0] if settings.cores else physical_cores()[0][0]


def _machine(settings: Settings) -> Iterator[Row]:
    yield _judged("machine", "CPU", cpu_model())
    reachable = reachable_cpus()
    yield _judged(
        "machine",
        "cores",
        f"{len(reachable)} usable; measuring on CPU {_measuring_cpu(settings)} first",
        "" if len(reachable) > 1 else "with one core, everything else on the machine disturbs the figures",
    )
    yield _instructions()
    yield _leases(settings)


def _instructions() -> Row:
    what = "x86-64-v3"
    if runs_x86_64_v3():
        return _needed("machine", what, "programs built for it run", "")
    if not lists_cpu_features():
        seen = "/proc/cpuinfo does not list what the CPU can do"
        return _needed("machine", what, seen, "mount /proc; programs are built for x86-64-v3")
    return _needed("machine", what, "missing", "use a machine from Intel Haswell or AMD Zen on")


def _leases(settings: Settings) -> Row:
    try:
        check_leases(settings.cores)
    except MachineError as error:
        return _needed("machine", "core leases", "impossible", str(error))
    return _needed("machine", "core leases", "no two measurements share a core", "")


def _quietness(settings: Settings) -> Iterator[Row]:
    """What makes figures wander on this machine."""
    cpu = _measuring_cpu(settings)
    yield _isolation()
    yield _judged(
        "machine",
        "SMT",
        "on" if smt_is_on() else "off",
        f"a sibling thread disturbs; CPUs {', '.join(map(str, siblings(cpu)))} are leased together, or run "
        "`echo off > /sys/devices/system/cpu/smt/control` as root"
        if smt_is_on()
        else "",
    )
    chooses = governor(cpu)
    yield _judged(
        "machine",
        "frequency governor",
        chooses or "the host's",
        "the frequency follows the load; run `cpupower frequency-set -g performance` as root"
        if chooses not in ("", "performance")
        else "",
    )
    yield _turbo()
    yield _address_layout()
    stolen = stolen_share()
    yield _judged(
        "machine",
        "stolen time",
        f"{100 * stolen:.1f} % since boot",
        "the host gives this machine's cores to others, and pairs are drawn again for it; "
        "use a machine with cores of its own"
        if stolen > _MUCH_STOLEN
        else "",
    )
    yield _judged(
        "machine",
        "virtual machine",
        "yes" if is_virtual() else "no",
        "neighbours on the host share caches and memory; bare metal has none" if is_virtual() else "",
    )


def _isolation() -> Row:
    isolated, reachable = isolated_cpus(), reachable_cpus()
    names = ", ".join(map(str, isolated))
    if not isolated:
        loss = "other work shares the core that measures; boot with `isolcpus=N` to keep one free"
        return _judged("machine", "isolated cores", "none", loss)
    if not set(isolated) & set(reachable):
        loss = (
            f"this process may use only CPUs {', '.join(map(str, reachable))}, so they do not help; "
            f"add them to its cpuset (`docker run --cpuset-cpus={names.replace(' ', '')}` in a container)"
        )
        return _judged("machine", "isolated cores", f"{names}, out of reach", loss)
    return _judged("machine", "isolated cores", names)


def _turbo() -> Row:
    switch = turbo_switch()
    if switch is None:
        return _judged("machine", "turbo", "not told")
    path, off = switch
    loss = f"the frequency depends on temperature and neighbours; run `echo {off} > {path}` as root"
    return _judged("machine", "turbo", "on" if turbo() else "off", loss if turbo() else "")


def _address_layout() -> Row:
    """Random is the better: with a fixed one, luck with addresses looks like a gain in every pair."""
    seen = {True: "random: luck with addresses evens out over pairs", False: "fixed", None: "not told"}
    random = address_layout_is_random()
    loss = (
        "luck with addresses is the same in every run and looks like a gain; "
        "run `sysctl -w kernel.randomize_va_space=2` as root"
    )
    return _judged("machine", "address layout (ASLR)", seen[random], loss if random is False else "")


def _control_groups() -> Row:
    try:
        tier = memory_tier()
    except HarnessError as error:
        return _judged("machine", "memory control group", "unusable", str(error))
    loss = (
        "none can be made: address space is limited process by process, a watchdog bounds the processes "
        "of a build together, and running out of memory in a run shows as CRASHED; run as root, or in a "
        "delegated cgroup v2"
    )
    return _judged("machine", "memory control group", tier, "" if tier.startswith("cgroup") else loss)


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
        what = tried if broken.what == tried else f"{tried}: {broken.what}"
        yield replace(broken, health=Health.LESS, what=what, fix=broken.fix.removesuffix(f"; {FIX}"))


def _sandbox(name: str) -> Iterator[Row]:
    try:
        with contextlib.closing(SANDBOXES[name]()) as sandbox:
            yield Row(topic="sandbox", what="name", health=Health.FINE, seen=name)
            yield from map(_promise, probe_guarantees(sandbox))
            for promise in sandbox.missing:
                seen = f"not promised: {PROMISES[promise]}"
                loss = "only programs that you trust may run in it; `unset PERFGYM_SANDBOX` for a better one"
                yield _judged("sandbox", promise, seen, loss)
    except (MachineError, HarnessError) as error:
        yield Row(topic="sandbox", what=name, health=Health.BROKEN, seen="unusable", fix=str(error))


def _promise(finding: ProbeResult) -> Row:
    if finding.kept:
        return _needed("sandbox", finding.promise, PROMISES[finding.promise], "")
    loss = f"a program could get out, so perfgym refuses this sandbox; {FIX}"
    return _needed("sandbox", finding.promise, f"broken: {finding.seen}", loss)


def _toolchains() -> Iterator[Row]:
    """One is needed; without another one its environments are lost."""
    rows = [_toolchain(name) for name in LANGUAGES]
    none_works = all(row.health is not Health.FINE for row in rows)
    for row in rows:
        yield replace(row, health=Health.BROKEN) if none_works else row
    yield _valgrind()


def _toolchain(name: str) -> Row:
    try:
        return _judged("toolchain", name, LANGUAGES[name].toolchain().identity)
    except MachineError as error:
        return _judged("toolchain", name, "missing", f"no environment in {name} can be used; {error}")


def _valgrind() -> Row:
    try:
        return _judged("toolchain", "valgrind", f"valgrind {valgrind_version()}")
    except MachineError as error:
        loss = "cache and branch misses are not simulated, and rewards are never the same twice"
        return _judged("toolchain", "valgrind", "missing", f"{loss}; {error}")


_WITHOUT = {
    "hardware": "cycles and misses of the real processor are not counted",
    "simulated": "nothing can be simulated",
}


def _measuring(settings: Settings) -> Iterator[Row]:
    yield from (_backend(name, wanted=name == settings.backend) for name in BACKENDS)
    yield _permission_to_count()


def _backend(name: str, *, wanted: bool) -> Row:
    try:
        events = BACKENDS[name]().events()
    except MachineError as error:
        row = _judged("backend", name, "not here", f"{_WITHOUT.get(name, 'it is lost')}; {error}")
        return replace(row, health=Health.BROKEN) if wanted else row
    seen = ", ".join(f"{role} from {event}" for role, event in events.items())
    absent = [role for role in ROLES if role not in events] if name == "hardware" else []
    return _judged("backend", name, seen, _too_few_counters(absent) if absent else "")


def _too_few_counters(absent: list[Role]) -> str:
    return (
        f"{', '.join(absent)} cannot be counted with the rest, and the reward goes without; the kernel's "
        "watchdog may hold a counter: run `sysctl -w kernel.nmi_watchdog=0` as root"
    )


def _permission_to_count() -> Row:
    level = paranoid_level()
    seen = "not told" if level is None else str(level)
    loss = _not_counted(level)
    what = "perf_event_paranoid"
    return _judged("backend", what, seen if loss else f"{seen}; this user may count everything", loss)


def _not_counted(level: int | None) -> str:
    """What this process may not count, and how it may."""
    mend = "run `sysctl -w kernel.perf_event_paranoid=1` as root"
    if level is None:
        return "this kernel, or this container, has no perf events: there is no hardware backend"
    if kernel_may_be_counted():
        return ""
    if level >= _COUNTS_NOTHING:
        return f"an ordinary user may count nothing: there is no hardware backend; {mend}"
    if level >= _USER_SPACE_ONLY:
        return f"user space alone may be counted: what the kernel does for a program costs nothing; {mend}"
    return (
        "the level allows it, and perf_event_open is refused all the same: there is no hardware backend; "
        "start the container with `--security-opt seccomp=unconfined`"
    )


_WHEN_EMPTY = {"cores": "the best usable", "extras": "none"}


def _settings(settings: Settings) -> Iterator[Row]:
    for field in fields(settings):
        value = getattr(settings, field.name)
        seen = _WHEN_EMPTY[field.name] if value == () else str(value)
        yield _judged("setting", f"PERFGYM_{field.name.upper()}", seen)


def _reject_unknown(what: str, name: str, known: list[str]) -> None:
    if name not in known:
        raise SettingsError(f"no {what} is called {name!r}; {suggestion(name, known)}")


def examine() -> Iterator[Row]:
    """Looks at everything in turn; nothing is changed.

    Raises:
        SettingsError: A ``PERFGYM_*`` variable cannot be used.
    """
    settings = resolve_settings()
    _reject_unknown("sandbox", settings.sandbox, ["auto", *SANDBOXES])
    _reject_unknown("backend", settings.backend, list(BACKENDS))
    yield from _machine(settings)
    yield from _quietness(settings)
    yield _control_groups()
    yield from _sandboxes(settings.sandbox)
    yield from _toolchains()
    yield from _measuring(settings)
    yield from _settings(settings)


def listen(problem: Problem, pairs: int, step: Callable[[], object]) -> Noise | Row:
    """Measures how noisy this machine is.

    Args:
        problem: Problem whose C reference runs beside itself.
        pairs: Pairs to take.
        step: Called after each pair.

    Returns:
        The noise, or a row that says why it could not be measured.

    Raises:
        SettingsError: The problem has no C reference.
    """
    settings = resolve_settings()
    try:
        with contextlib.closing(make_sandbox(settings.sandbox)) as sandbox:
            return measure_noise(problem, sandbox, settings, pairs, step)
    except SettingsError:
        raise
    except PerfgymError as error:
        return not_heard(str(error))


def not_heard(why: str) -> Row:
    """The row of a self-test that was not made."""
    return _judged("noise", "self-test", "not made", f"how noisy this machine is stays unknown; {why}")


_QUIETER = "stop what else runs here and run `perfgym doctor` again"


def noise_rows(noise: Noise) -> Iterator[Row]:
    """What a self-test saw, in words."""
    pairs = len(noise.log_ratios)
    yield _judged(
        "noise",
        "self-test",
        f"{pairs} pairs of {noise.problem} in {noise.language} beside itself by {noise.event} on CPU "
        f"{noise.core}, in {noise.wall_s:.0f} s",
    )
    yield _judged(
        "noise",
        "pairs drawn again",
        f"{noise.redrawn}, in which the host or another process took the core",
        f"measuring takes longer, and what is kept is disturbed too; {_QUIETER}"
        if noise.redrawn > _MANY_REDRAWN * pairs
        else "",
    )
    yield _judged(
        "noise",
        "noise floor",
        f"{_percent(noise.noise_floor)} on either side is how far a typical evaluation is sure (at 99 %)",
    )
    yield _smallest_gain(noise.smallest_gain)
    yield _false_alarms(noise)


def _percent(share: float) -> str:
    return f"{100 * share:.2g} %"


def _smallest_gain(gain: float | None) -> Row:
    seen = (
        f"{_percent(gain)} of time saved is found by 95 % of evaluations"
        if gain is not None
        else "95 % of evaluations find none, not even 50 % of time saved"
    )
    few = gain is None or gain > _LARGE_GAIN
    loss = f"gains of 5 % and less are often not told from noise; {_QUIETER}" if few else ""
    return _judged("noise", "smallest gain", seen, loss)


def _false_alarms(noise: Noise) -> Row:
    share = noise.replayed_false_alarms / noise.replayed
    seen = (
        f"{noise.false_alarms} in {noise.evaluations} evaluations, {_percent(share)} of {noise.replayed} "
        "replayed ones; 1 % is promised"
    )
    loss = f"a program may seem faster or slower than its equal; {_QUIETER}"
    return _judged("noise", "false alarms", seen, loss if share > _MANY_FALSE_ALARMS else "")
