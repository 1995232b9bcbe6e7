"""Facts of this host that builds and measurements depend on."""

import contextlib
import functools
import hashlib
import os
import platform
from collections.abc import Generator
from pathlib import Path

from perfgym.machine.architecture import architecture

__all__ = [
    "address_layout_is_random",
    "cpu_folder",
    "cpu_list",
    "cpu_model",
    "cpu_part",
    "cpu_vendor",
    "fingerprint",
    "governor",
    "is_virtual",
    "isolated_cpus",
    "lists_cpu_features",
    "may_run_on",
    "paranoid_level",
    "physical_cores",
    "pinned",
    "reachable_cpus",
    "runs_baseline",
    "siblings",
    "smt_is_on",
    "stolen_s",
    "stolen_share",
    "turbo",
    "turbo_switch",
    "usable_cores",
]

_CPUS = Path("/sys/devices/system/cpu")
_PROC = Path("/proc")
_DMI_VENDOR = Path("/sys/class/dmi/id/sys_vendor")
_DEVICE_TREE = Path("/proc/device-tree/compatible")
_VIRTUAL_VENDORS = ("QEMU", "Amazon EC2", "Google", "Microsoft Corporation", "VMware", "Xen", "Parallels")
_MOST_CPUS = 1 << 16  # Linux is built for 8,192 at most
_USUAL_STATES = 8  # user, nice, system, idle, iowait, irq, softirq, steal; time of guests is in the first two

_ARM_CORES = {
    ("0x41", "0xd0c"): "Arm Neoverse N1",
    ("0x41", "0xd40"): "Arm Neoverse V1",
    ("0x41", "0xd49"): "Arm Neoverse N2",
    ("0x41", "0xd4f"): "Arm Neoverse V2",
    ("0x41", "0xd84"): "Arm Neoverse V3",
    ("0xc0", "0xac3"): "Ampere-1",
    ("0x00", "0x051"): "QEMU's own CPU (-cpu max)",
}


def _word_in(path: Path) -> str:
    """Content of a kernel file without spaces around it; empty if there is no such file."""
    try:
        return path.read_text().strip()
    except OSError:
        return ""


@functools.cache
def _cpuinfo() -> dict[str, str]:
    """Fields of the first logical CPU in /proc/cpuinfo."""
    first = _word_in(_PROC / "cpuinfo").split("\n\n", 1)[0]
    rows = (line.partition(":") for line in first.splitlines())
    return {name.strip(): value.strip() for name, _, value in rows}


def cpu_model() -> str:
    """Model name of the CPU. Arm's have numbers in place of names, of which the usual ones are known here."""
    numbers = cpu_vendor(), cpu_part()
    unknown = f"{platform.machine()} CPU, implementer {numbers[0]}, part {numbers[1]}"
    return (
        _cpuinfo().get("model name")
        or _ARM_CORES.get(numbers)
        or (unknown if all(numbers) else platform.machine())
    )


def cpu_vendor() -> str:
    """Vendor of the CPU, e.g. ``"GenuineIntel"``, or ``"0x41"`` for Arm; empty if the kernel names none."""
    fields = _cpuinfo()
    return fields.get("vendor_id") or fields.get("CPU implementer", "")


def cpu_part() -> str:
    """Number of the core's design that an Arm CPU has, e.g. ``"0xd0c"``; empty on other CPUs."""
    return _cpuinfo().get("CPU part", "")


def lists_cpu_features() -> bool:
    """Whether the kernel lists the features of this CPU."""
    return architecture().features_field in _cpuinfo()


def _features() -> set[str]:
    return set(_cpuinfo().get(architecture().features_field, "").split())


def runs_baseline() -> bool:
    """Return whether this CPU has the instruction set that programs are built for."""
    return _features() >= architecture().features


def fingerprint() -> str:
    """Sixteen hexadecimal digits that identify this host, in all its containers, until its next boot.

    They are a hash of the CPU's model, the logical CPUs, the kernel's release and its ID of this boot.
    The ID tells hosts of one model apart, and another boot may bring other microcode and mitigations.
    """
    boot = _word_in(_PROC / "sys/kernel/random/boot_id") or platform.node()
    facts = (cpu_model(), _word_in(_CPUS / "possible"), platform.release(), boot)
    return hashlib.sha256("\n".join(facts).encode()).hexdigest()[:16]


def usable_cores() -> list[int]:
    """Logical CPUs this process may use, ascending."""
    return sorted(os.sched_getaffinity(0))


def governor(cpu: int) -> str:
    """Name of the governor that sets the frequency of a logical CPU; empty if this kernel does not set it."""
    return _word_in(cpu_folder(cpu) / "cpufreq" / "scaling_governor")


def turbo_switch() -> tuple[Path, str] | None:
    """The file that allows the CPU to exceed its nominal frequency, and its content where that is off."""
    switches = ((_CPUS / "intel_pstate" / "no_turbo", "1"), (_CPUS / "cpufreq" / "boost", "0"))
    return next((switch for switch in switches if _word_in(switch[0])), None)


def turbo() -> bool | None:
    """Whether the CPU may run faster than its nominal frequency; None if the kernel does not say."""
    if (switch := turbo_switch()) is None:
        return None
    path, off = switch
    return _word_in(path) != off


def smt_is_on() -> bool:
    """Whether physical cores run more than one thread at a time."""
    return _word_in(_CPUS / "smt" / "active") == "1"


def address_layout_is_random() -> bool | None:
    """Whether the addresses of programs differ from run to run (ASLR); None if the kernel does not say."""
    word = _word_in(_PROC / "sys/kernel/randomize_va_space")
    return word != "0" if word else None


def is_virtual() -> bool:
    """Whether this machine says that it is a virtual one."""
    firmware = (_word_in(_DMI_VENDOR), _word_in(_DEVICE_TREE))
    return "hypervisor" in _features() or firmware[0] in _VIRTUAL_VENDORS or "dummy-virt" in firmware[1]


def _ticks(name: str) -> list[int]:
    """CPU time since boot by state, of ``cpu`` or ``cpuN``; empty if the kernel does not list it.

    CPUs are looked up by name, because some are missing: offline ones, and in containers those of others.
    """
    for line in _word_in(_PROC / "stat").splitlines():
        found, *ticks = line.split()
        if found == name and len(ticks) >= _USUAL_STATES:
            return [int(count) for count in ticks[:_USUAL_STATES]]
    return []


def stolen_s(cpu: int) -> float:
    """Seconds since boot for which the host kept a logical CPU from running, in steps of 10 ms."""
    ticks = _ticks(f"cpu{cpu}")
    return ticks[-1] / os.sysconf("SC_CLK_TCK") if ticks else 0.0


def stolen_share() -> float:
    """Share of the CPU time since boot that the host gave to others."""
    ticks = _ticks("cpu")
    return ticks[-1] / max(sum(ticks), 1) if ticks else 0.0


def paranoid_level() -> int | None:
    """``perf_event_paranoid``: which events an ordinary user may count; None if the kernel does not say."""
    word = _word_in(_PROC / "sys/kernel/perf_event_paranoid")
    return int(word) if word else None


def cpu_list(text: str) -> list[int]:
    """CPU numbers of a list in the kernel's notation, e.g. ``0,2-3``.

    Raises:
        ValueError: The text is not such a list, or it names a CPU that no machine has.
    """
    cpus: list[int] = []
    for part in filter(None, text.replace(" ", "").split(",")):
        first, dash, last = part.partition("-")
        low, high = int(first), int(last if dash else first)
        if not 0 <= low <= high < _MOST_CPUS:
            raise ValueError(f"{part} is no range of CPUs")
        cpus += range(low, high + 1)
    return cpus


def _cpus_in(path: Path) -> list[int]:
    try:
        return cpu_list(_word_in(path))
    except ValueError:  # some kernels write (null) for none
        return []


def cpu_folder(cpu: int) -> Path:
    """The kernel's folder about a logical CPU."""
    return _CPUS / f"cpu{cpu}"


def siblings(cpu: int) -> tuple[int, ...]:
    """Logical CPUs of the physical core that ``cpu`` belongs to, including ``cpu``, ascending."""
    found = _cpus_in(cpu_folder(cpu) / "topology" / "thread_siblings_list")
    return tuple(sorted({cpu, *found}))


def isolated_cpus() -> list[int]:
    """Logical CPUs that the scheduler gives no other work (``isolcpus=``)."""
    return _cpus_in(_CPUS / "isolated")


@contextlib.contextmanager
def pinned(cpu: int) -> Generator[None]:
    """Pin this thread, and all threads and processes that it starts, to one logical CPU meanwhile.

    Raises:
        OSError: This process may not use that CPU.
    """
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {cpu})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def may_run_on(cpu: int) -> bool:
    """Whether this process may pin itself to a CPU, even one that the scheduler would never give it."""
    if not 0 <= cpu < _MOST_CPUS:  # the kernel's interface takes no such number
        return False
    try:
        with pinned(cpu):
            return True
    except OSError:
        return False


def reachable_cpus() -> list[int]:
    """Logical CPUs that this process may use or pin itself to, isolated ones included, ascending."""
    return sorted({*usable_cores(), *filter(may_run_on, isolated_cpus())})


def physical_cores() -> list[tuple[int, ...]]:
    """Physical cores that this process may use, each as its usable logical CPUs, best first.

    Isolated cores come first, then those with the highest numbers, because interrupts favour the lowest.
    """
    reachable, isolated = reachable_cpus(), set(isolated_cpus())
    cores = {tuple(cpu for cpu in siblings(cpu) if cpu in reachable) for cpu in reachable}
    return sorted(cores, key=lambda core: (not isolated.issuperset(core), -core[0]))
