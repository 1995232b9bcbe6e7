"""Facts that the kernel reports about a machine, and the answers where it reports nothing."""

import re
from pathlib import Path

import pytest

from perfgym.errors import MachineError, SettingsError
from perfgym.machine import facts
from perfgym.machine.facts import (
    address_layout_is_random,
    cpu_model,
    cpu_vendor,
    fingerprint,
    governor,
    is_virtual,
    isolated_cpus,
    paranoid_level,
    physical_cores,
    pinned,
    reachable_cpus,
    runs_baseline,
    siblings,
    smt_is_on,
    stolen_s,
    stolen_share,
    turbo,
    usable_cores,
)
from perfgym.machine.leases import check_leases, lease_core
from perfgym.settings import Settings, resolve_settings
from tests.doubles.machine import QUIET, imitate

LAST = usable_cores()[-1]


def test_facts_of_a_machine_without_proc_and_sys_are_unknown(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Every function returns its value for "unknown", and none raises an error."""
    imitate(monkeypatch, tmp_path, {})
    assert cpu_model()
    assert (cpu_vendor(), governor(0), isolated_cpus()) == ("", "", [])
    assert (turbo(), address_layout_is_random(), paranoid_level()) == (None, None, None)
    assert not any((runs_baseline(), smt_is_on(), is_virtual()))
    assert (stolen_s(0), stolen_share()) == (0.0, 0.0)
    assert physical_cores() == [(cpu,) for cpu in reversed(usable_cores())]


def test_cores_of_a_machine_without_proc_and_sys_cannot_be_leased(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The error says what to mount, whether a lease is checked or taken."""
    imitate(monkeypatch, tmp_path, {})
    with pytest.raises(MachineError, match=r"mount /sys"), lease_core():
        pass
    with pytest.raises(MachineError, match=r"mount /sys"):
        check_leases()


def test_a_processor_without_flags_runs_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """An Arm CPU lists "Features" instead of "flags"."""
    imitate(monkeypatch, tmp_path, {"proc/cpuinfo": "processor : 0\nFeatures : fp asimd\n"})
    assert not runs_baseline()
    assert not facts.lists_cpu_features()


def test_stolen_time_belongs_to_the_cpu_of_that_name(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """If CPU 0 is offline or belongs to another container, the first line is another CPU's."""
    stat = "cpu  60 0 0 20 0 0 0 20 0 0\ncpu3 60 0 0 20 0 0 0 20 0 0\nintr 12 0\n"
    imitate(monkeypatch, tmp_path, {"proc/stat": stat})
    assert (stolen_s(0), stolen_s(3)) == (0.0, pytest.approx(0.2))
    assert stolen_share() == pytest.approx(0.2)


@pytest.mark.parametrize(
    ("files", "on"),
    [
        ({"cpu/intel_pstate/no_turbo": "0"}, True),
        ({"cpu/intel_pstate/no_turbo": "1"}, False),
        ({"cpu/cpufreq/boost": "1"}, True),
        ({"cpu/cpufreq/boost": "0"}, False),
    ],
)
def test_turbo_has_a_switch_of_its_maker(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, files: dict[str, str], on: bool
) -> None:
    """One kernel file says when turbo is on, the other when it is off."""
    imitate(monkeypatch, tmp_path, files)
    assert turbo() is on


def test_an_isolated_core_comes_first(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A caller may name an isolated CPU, although the scheduler does not use it."""
    imitate(monkeypatch, tmp_path, QUIET)
    first = usable_cores()[0]
    monkeypatch.setattr(facts, "usable_cores", lambda: [first])
    assert reachable_cpus() == sorted({first, LAST})
    assert physical_cores()[0] == (LAST,)
    assert Settings(cores=(LAST,)).cores == (LAST,)


def test_isolated_cores_outside_the_cpuset_are_not_used(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The kernel refuses to move there, as it refuses a CPU that does not exist."""
    imitate(monkeypatch, tmp_path, {**QUIET, "cpu/isolated": "1022-1023"})
    assert isolated_cpus() == [1022, 1023]
    assert reachable_cpus() == usable_cores()
    assert physical_cores()[0] == (LAST,)
    with pytest.raises(SettingsError, match="may not use CPU 1023"):
        resolve_settings(cores="1023")


def test_a_list_that_is_none_is_empty(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Some kernels write "(null)" for an empty list."""
    imitate(monkeypatch, tmp_path, {"cpu/isolated": "(null)"})
    assert isolated_cpus() == []
    assert siblings(5) == (5,)


def test_a_fingerprint_is_the_hosts_wherever_a_process_runs() -> None:
    """The fingerprint does not depend on the cores that a process may use."""
    whole = fingerprint()
    with pinned(LAST):
        assert fingerprint() == whole
    assert re.fullmatch("[0-9a-f]{16}", whole)


@pytest.mark.parametrize("path", ["proc/cpuinfo", "cpu/possible", "proc/sys/kernel/random/boot_id"])
def test_a_fingerprint_tells_hosts_apart(path: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The processor, the number of CPUs and the boot each change the fingerprint."""
    imitate(monkeypatch, tmp_path, QUIET | {"proc/sys/kernel/random/boot_id": "one"})
    one = fingerprint()
    assert fingerprint() == one
    imitate(monkeypatch, tmp_path, {path: "model name : another"})
    assert fingerprint() != one
