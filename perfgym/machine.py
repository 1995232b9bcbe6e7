"""Facts of this host that builds and measurements depend on."""

import functools
import os
import platform
from pathlib import Path

import psutil

__all__ = [
    "address_layout_is_random",
    "cpu_folder",
    "cpu_model",
    "cpu_vendor",
    "governor",
    "is_virtual",
    "isolated_cpus",
    "paranoid_level",
    "physical_cores",
    "runs_x86_64_v3",
    "siblings",
    "smt_is_on",
    "stolen_s",
    "stolen_share",
    "turbo",
    "usable_cores",
]

_CPUS = Path("/sys/devices/system/cpu")
_X86_64_V3 = {"avx2", "bmi1", "bmi2", "f16c", "fma", "movbe", "abm"}


@functools.cache
def _cpuinfo() -> dict[str, str]:
    """The first logical CPU's entry in /proc/cpuinfo."""
    first = Path("/proc/cpuinfo").read_text().split("\n\n", 1)[0]
    rows = (line.partition(":") for line in first.splitlines())
    return {name.strip(): value.strip() for name, _, value in rows}


def cpu_model() -> str:
    """Name of the CPU as its maker gives it."""
    return _cpuinfo().get("model name", platform.machine())


def cpu_vendor() -> str:
    """Who made the CPU, e.g. ``"GenuineIntel"`` or ``"AuthenticAMD"``; empty where it does not say."""
    return _cpuinfo().get("vendor_id", "")


def runs_x86_64_v3() -> bool:
    """Whether this CPU runs programs built for x86-64-v3."""
    return set(_cpuinfo().get("flags", "").split()) >= _X86_64_V3


def usable_cores() -> list[int]:
    """Logical CPUs this process may use, ascending."""
    return sorted(psutil.Process().cpu_affinity() or range(psutil.cpu_count() or 1))


def _word_in(path: Path) -> str:
    """What a file of the kernel's says; empty where there is none."""
    try:
        return path.read_text().strip()
    except OSError:
        return ""


def governor(cpu: int) -> str:
    """Who chooses the frequency of a logical CPU; empty where the host, or no one, does."""
    return _word_in(cpu_folder(cpu) / "cpufreq" / "scaling_governor")


def turbo() -> bool | None:
    """Whether the CPU may run faster than its nominal frequency; None where it does not say."""
    if no_turbo := _word_in(_CPUS / "intel_pstate" / "no_turbo"):
        return no_turbo == "0"
    boost = _word_in(_CPUS / "cpufreq" / "boost")
    return boost == "1" if boost else None


def smt_is_on() -> bool:
    """Whether physical cores run more than one thread at a time."""
    return _word_in(_CPUS / "smt" / "active") == "1"


def address_layout_is_random() -> bool:
    """Whether programs lie at other addresses in each run (ASLR)."""
    return _word_in(Path("/proc/sys/kernel/randomize_va_space")) not in ("", "0")


def is_virtual() -> bool:
    """Whether this is a virtual machine that says so."""
    return "hypervisor" in _cpuinfo().get("flags", "").split()


def stolen_s(cpu: int) -> float:
    """Seconds since boot that the host kept a logical CPU from running; moves in steps of 10 ms."""
    return float(psutil.cpu_times(percpu=True)[cpu].steal)


def stolen_share() -> float:
    """Share of the CPU time since boot that the host gave to others."""
    times = psutil.cpu_times()
    return float(times.steal / max(sum(times), 1.0))


def paranoid_level() -> int:
    """``perf_event_paranoid``: what an ordinary user may count; 4 where it does not say."""
    return int(_word_in(Path("/proc/sys/kernel/perf_event_paranoid")) or 4)


def _cpu_list(text: str) -> list[int]:
    """CPU numbers of a list as the kernel writes it, e.g. ``0,2-3``."""
    cpus: list[int] = []
    for part in filter(None, text.strip().split(",")):
        first, _, last = part.partition("-")
        cpus += range(int(first), int(last or first) + 1)
    return cpus


def _cpus_in(path: Path) -> list[int]:
    try:
        return _cpu_list(path.read_text())
    except OSError:
        return []


def cpu_folder(cpu: int) -> Path:
    """What the kernel says of a logical CPU."""
    return _CPUS / f"cpu{cpu}"


def siblings(cpu: int) -> tuple[int, ...]:
    """Logical CPUs of the physical core that ``cpu`` belongs to, itself among them, ascending."""
    found = _cpus_in(cpu_folder(cpu) / "topology" / "thread_siblings_list")
    return tuple(sorted({cpu, *found}))


def isolated_cpus() -> list[int]:
    """Logical CPUs that the scheduler leaves alone (``isolcpus=``)."""
    return _cpus_in(_CPUS / "isolated")


def _may_run_on(cpu: int) -> bool:
    """Whether this process may move there, though the scheduler never would."""
    before = os.sched_getaffinity(0)
    try:
        os.sched_setaffinity(0, {cpu})
    except OSError:
        return False
    os.sched_setaffinity(0, before)
    return True


def physical_cores() -> list[tuple[int, ...]]:
    """Physical cores this process may use, each as its usable logical CPUs; the best to measure on first.

    Isolated cores come first, then those with the highest numbers, as interrupts favour the first.
    """
    isolated = set(filter(_may_run_on, isolated_cpus()))
    usable = isolated | set(usable_cores())
    cores = {tuple(cpu for cpu in siblings(cpu) if cpu in usable) for cpu in usable}
    return sorted(cores, key=lambda core: (not isolated.issuperset(core), -core[0]))
