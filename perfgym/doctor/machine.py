"""Examine the hardware and the kernel: whether programs run, and what makes times vary."""

from collections.abc import Iterator

from perfgym.doctor.row import Row, optional_row, required_row
from perfgym.errors import MachineError
from perfgym.machine.architecture import architecture
from perfgym.machine.facts import (
    address_layout_is_random,
    cpu_model,
    governor,
    is_virtual,
    isolated_cpus,
    lists_cpu_features,
    physical_cores,
    reachable_cpus,
    runs_baseline,
    siblings,
    smt_is_on,
    stolen_share,
    turbo,
    turbo_switch,
)
from perfgym.machine.leases import check_leases
from perfgym.settings import Settings

__all__ = ["examine_machine", "examine_noise_sources"]

_TOPIC = "machine"
_MUCH_STOLEN = 0.01


def _measuring_cpu(settings: Settings) -> int:
    return settings.cores[0] if settings.cores else physical_cores()[0][0]


def examine_machine(settings: Settings) -> Iterator[Row]:
    """Look at the CPU, its instructions, and whether cores can be leased."""
    yield optional_row(_TOPIC, "CPU", cpu_model())
    reachable = reachable_cpus()
    yield optional_row(
        _TOPIC,
        "cores",
        f"{len(reachable)} usable; CPU {_measuring_cpu(settings)} measures first",
        ""
        if len(reachable) > 1
        else "with one core, every other process disturbs the measurements; use a machine with more cores",
    )
    yield _instructions()
    yield _leases(settings)


def _instructions() -> Row:
    what = architecture().baseline
    if runs_baseline():
        return required_row(_TOPIC, what, "supported")
    need = f"programs are built for {what}"
    if not lists_cpu_features():
        return required_row(_TOPIC, what, "/proc/cpuinfo lists no CPU features", f"{need}; mount /proc")
    advice = f"{need}; use a machine with {architecture().processors}"
    return required_row(_TOPIC, what, "not supported", advice)


def _leases(settings: Settings) -> Row:
    try:
        check_leases(settings.cores)
    except MachineError as error:
        return required_row(_TOPIC, "core leases", "impossible", str(error))
    return required_row(_TOPIC, "core leases", "they work: no two measurements share a core")


def examine_noise_sources(settings: Settings) -> Iterator[Row]:
    """Look at everything that makes measured times vary on this machine."""
    cpu = _measuring_cpu(settings)
    yield _isolation()
    yield _smt(cpu)
    yield _governor(cpu)
    yield _turbo()
    yield _address_layout()
    yield _stolen_time()
    yield optional_row(
        _TOPIC,
        "virtual machine",
        "yes" if is_virtual() else "no",
        "other guests of the host share its caches and memory, which makes times vary; use bare metal"
        if is_virtual()
        else "",
    )


def _isolation() -> Row:
    what = "isolated cores"
    isolated, reachable = isolated_cpus(), reachable_cpus()
    names = ", ".join(map(str, isolated))
    if not isolated:
        advice = "other processes share the measuring core; boot with `isolcpus=N` to keep one core free"
        return optional_row(_TOPIC, what, "none", advice)
    if not set(isolated) & set(reachable):
        advice = (
            f"they are of no use, because this process may only use CPUs {', '.join(map(str, reachable))}; "
            f"add them to its cpuset (`docker run --cpuset-cpus={names.replace(' ', '')}` in a container)"
        )
        return optional_row(_TOPIC, what, f"{names}, out of reach", advice)
    return optional_row(_TOPIC, what, names)


def _smt(cpu: int) -> Row:
    if not smt_is_on():
        return optional_row(_TOPIC, "SMT", "off")
    threads = ", ".join(map(str, siblings(cpu)))
    advice = (
        "a busy sibling thread slows the measured one, so perfgym keeps siblings idle: "
        f"CPUs {threads} are leased together; run `echo off > /sys/devices/system/cpu/smt/control` as root "
        "to switch SMT off"
    )
    return optional_row(_TOPIC, "SMT", "on", advice)


def _governor(cpu: int) -> Row:
    chosen = governor(cpu)
    follows_load = chosen not in ("", "performance")
    return optional_row(
        _TOPIC,
        "frequency governor",
        chosen or "none: the host sets the frequency",
        "the frequency follows the load, which makes times vary; run `cpupower frequency-set -g performance` "
        "as root"
        if follows_load
        else "",
    )


def _turbo() -> Row:
    switch = turbo_switch()
    if switch is None:
        return optional_row(_TOPIC, "turbo", "unknown: the kernel has no switch for it")
    path, off = switch
    advice = (
        "the frequency depends on the temperature and on other cores, which makes times vary; "
        f"run `echo {off} > {path}` as root"
    )
    return optional_row(_TOPIC, "turbo", "on" if turbo() else "off", advice if turbo() else "")


def _address_layout() -> Row:
    """A random layout is better: a fixed one affects every pair alike, and so looks like a gain."""
    seen = {True: "random: its effects cancel out over pairs", False: "fixed", None: "unknown"}
    random = address_layout_is_random()
    advice = (
        "a favourable address layout is the same in every run and looks like a gain; "
        "run `sysctl -w kernel.randomize_va_space=2` as root"
    )
    return optional_row(_TOPIC, "address layout (ASLR)", seen[random], advice if random is False else "")


def _stolen_time() -> Row:
    stolen = stolen_share()
    return optional_row(
        _TOPIC,
        "stolen time",
        f"{100 * stolen:.1f} % since boot",
        "the host gives the cores of this machine to others, and disturbed pairs are measured again; "
        "use a machine with cores of its own"
        if stolen > _MUCH_STOLEN
        else "",
    )
