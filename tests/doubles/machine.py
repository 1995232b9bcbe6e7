"""Files of /proc and /sys of an imagined machine, in place of those of this one."""

import functools
from pathlib import Path

import pytest

from perfgym.machine import facts, leases
from perfgym.machine.facts import usable_cores
from perfgym.sandbox import cgroup

FLAGS = "avx2 bmi1 bmi2 f16c fma movbe abm"
QUIET = {
    "proc/cpuinfo": f"model name\t: Quiet\nvendor_id\t: AuthenticAMD\nflags\t\t: {FLAGS}\n\nprocessor:",
    "proc/stat": "cpu  900 0 50 9000 0 0 0 0 0 0\ncpu0 450 0 25 4500 0 0 0 0 0 0\n",
    "proc/sys/kernel/randomize_va_space": "2",
    "proc/sys/kernel/perf_event_paranoid": "1",
    "cpu/possible": "0-63",
    "cpu/isolated": str(usable_cores()[-1]),
    "cpu/smt/active": "0",
    "cpu/cpufreq/boost": "0",
    **{f"cpu/cpu{cpu}/cpufreq/scaling_governor": "performance" for cpu in usable_cores()},
    **{f"cpu/cpu{cpu}/topology/core_id": "0" for cpu in usable_cores()},
}
"""Path to content of all files that perfgym reads, on a machine where nothing disturbs a measurement."""


def imitate(monkeypatch: pytest.MonkeyPatch, folder: Path, files: dict[str, str]) -> None:
    """Make perfgym read these files and no others. What this machine really allows stays as it is."""
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(f"{text}\n")
    monkeypatch.setattr(facts, "_CPUS", folder / "cpu")
    monkeypatch.setattr(facts, "_PROC", folder / "proc")
    monkeypatch.setattr(facts, "_cpuinfo", functools.cache(facts._cpuinfo.__wrapped__))
    monkeypatch.setattr(leases, "_FRONT", folder / "cpu" / "possible")
    monkeypatch.setattr(cgroup, "_SELF", folder / "proc" / "self")
