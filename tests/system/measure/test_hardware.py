"""The ``hardware`` backend, which attaches counters to a program from outside.

Events of the processor are counted only on machines that have them; most tests count events of the kernel.
"""

import contextlib
import struct

import numpy as np
import pytest

from perfgym.bank import load_problem
from perfgym.errors import HarnessError, MachineError
from perfgym.evaluation.evaluate import Evaluator
from perfgym.languages import LANGUAGES
from perfgym.measure.backends import hardware, perf_events
from perfgym.measure.backends.hardware import HardwareBackend, profile_here
from perfgym.measure.backends.perf_events import SOFTWARE, EventCount, EventGroup, PerfEvent
from perfgym.records import Measurement, Role
from perfgym.sandbox import Sandbox
from perfgym.settings import Settings

# Events of the kernel, which every machine counts, in place of those of the processor.
STAND_IN = {
    Role.TIME: SOFTWARE["task-clock"],
    Role.L1D_MISSES: SOFTWARE["page-faults"],
    Role.LLC_MISSES: SOFTWARE["context-switches"],
}


def evaluator(sandbox: Sandbox, backend: HardwareBackend) -> Evaluator:
    """Return an evaluator of the matrix product."""
    return Evaluator(load_problem("matmul"), LANGUAGES["c"], sandbox, backend, Settings())


def test_events_are_counted_from_exec_on(sandbox: Sandbox) -> None:
    """Task-clock agrees with the CPU time of the process, and there is a page fault for each page touched."""
    backend = HardwareBackend(STAND_IN)
    own = evaluator(sandbox, backend)
    program = own.trusted_program(
        """
        #include <stdlib.h>
        int main(void) {
            volatile char *block = malloc(8 << 20);
            for (long i = 0; i < 8 << 20; i += 4096) block[i] = 1;
            for (volatile int i = 0; i < 200000000; i++) {}
            return 0;
        }
        """
    )
    counted_runs = [backend.count(program, b"", -1) for _ in range(5)]
    # Time that the host steals is in task-clock alone, so the two agree only in runs without stolen time. The
    # release of memory at exit is in CPU time alone, so the program has little memory to release.
    differences = [abs(counts[Role.TIME] / run.cpu_ns - 1) for run, counts in counted_runs]
    assert min(differences) < 0.05
    pages = 8 << 20 >> 12
    assert all(pages <= counts[Role.L1D_MISSES] < 2 * pages for _, counts in counted_runs)


def test_a_measurement_has_the_roles_of_the_backends_profile(sandbox: Sandbox) -> None:
    own = evaluator(sandbox, HardwareBackend(STAND_IN))
    rng = np.random.default_rng(0)
    assert set(own.start_episode(rng)) == set(STAND_IN)
    evaluation = own.evaluate(own.submission(own.problem.experts["c"]), rng)
    assert isinstance(evaluation.measurement, Measurement)
    assert set(evaluation.measurement.intervals) == set(STAND_IN)
    assert evaluation.measurement.intervals[Role.TIME].low > 1.0


def test_a_missing_event_is_left_out_and_a_missing_time_event_is_an_error() -> None:
    """The error names the event and suggests another backend."""
    nonsense = PerfEvent("nonsense", 77, 0)
    found, absent = profile_here({**STAND_IN, Role.INSTRUCTIONS: nonsense})
    assert found == STAND_IN
    assert "nonsense" in absent[Role.INSTRUCTIONS]
    with pytest.raises(MachineError, match=r"nonsense.*backend=\"cpu_time\""):
        profile_here({Role.TIME: nonsense, Role.INSTRUCTIONS: SOFTWARE["task-clock"]})


def test_an_event_that_can_be_opened_but_counts_nothing_is_detected(monkeypatch: pytest.MonkeyPatch) -> None:
    """Some virtual machines have such events."""
    silent = PerfEvent("alignment-faults", SOFTWARE["task-clock"].kind, 7)  # which x86 never has
    monkeypatch.setattr(perf_events, "EVERY_LOOP_HAS", (silent,))
    assert "counts nothing" in perf_events.why_not_counted([silent], kernel=True)


def test_a_group_can_be_read_and_closed_twice() -> None:
    with contextlib.closing(EventGroup(SOFTWARE.values(), 0, kernel=False)) as group:
        assert set(group.read()) == set(SOFTWARE)
        group.close()


# The (type, config) of perf_event_attr that linux-tools 6.1 prints for `perf stat -vv -e
# cycles:u,instructions:u,L1-dcache-load-misses:u,LLC-load-misses:u,branch-misses:u`.
RECORDED = {
    "cycles": (0, 0x0),
    "instructions": (0, 0x1),
    "cache-misses": (0, 0x3),
    "branch-misses": (0, 0x5),
    "L1-dcache-load-misses": (3, 0x10000),
    "LLC-load-misses": (3, 0x10002),
}


@pytest.mark.parametrize("vendor", ["GenuineIntel", "AuthenticAMD", "AnythingElse"])
def test_profiles_request_the_same_events_as_perf(vendor: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """LLC-load-misses is requested from Intel processors only, because AMD's Zen does not have it."""
    monkeypatch.setattr(hardware, "cpu_vendor", lambda: vendor)
    monkeypatch.setattr(hardware, "why_not_counted", lambda events, *, kernel: "")
    profile, absent = profile_here()
    assert set(profile) == set(Role)
    assert not absent
    assert all((event.kind, event.config) == RECORDED[event.name] for event in profile.values())
    last_level = "LLC-load-misses" if vendor == "GenuineIntel" else "cache-misses"
    assert profile[Role.LLC_MISSES].name == last_level


def test_a_group_starts_at_exec_is_inherited_and_has_a_pinned_leader() -> None:
    """Flags have the bits of linux/perf_event.h. Kernel mode is excluded if it may not be counted."""
    disabled, inherit, pinned, no_kernel, no_hypervisor, on_exec = (1 << n for n in (0, 1, 2, 5, 6, 12))
    always = disabled | inherit | no_hypervisor | on_exec

    def flags(event: PerfEvent, *, leads: bool, kernel: bool) -> int:
        return struct.unpack_from("<Q", perf_events._attributes(event, leads=leads, kernel=kernel), 40)[0]

    assert flags(perf_events.CYCLES, leads=True, kernel=True) == always | pinned
    assert flags(perf_events.CYCLES, leads=False, kernel=False) == always | no_kernel


def counted(value: int, running: int) -> EventCount:
    """Return a count of an event that was enabled for 100 ns and counted for ``running`` of them."""
    return EventCount(value=value, enabled_ns=100, running_ns=running)


@pytest.mark.parametrize("lost", [{}, {"page-faults": counted(5, 60)}], ids=["gone", "multiplexed"])
def test_a_run_in_which_a_counter_was_lost_is_repeated(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch, lost: dict[str, EventCount]
) -> None:
    """No count is extrapolated from the part of a run in which it was counted. If every repetition loses a
    counter, that is a fault of the machine.
    """
    backend = HardwareBackend({role: STAND_IN[role] for role in (Role.TIME, Role.L1D_MISSES)})
    own = evaluator(sandbox, backend)
    spoilt = {"task-clock": counted(7, 100), **lost}
    whole = {"task-clock": counted(8, 100), "page-faults": counted(9, 100)}
    readings = iter([spoilt, spoilt, whole])
    monkeypatch.setattr(EventGroup, "read", lambda self: next(readings))
    _, counts = backend.count(own.trusted_program(own.language.null_programs[0]), b"", -1)
    assert counts == {Role.TIME: 8.0, Role.L1D_MISSES: 9.0}
    monkeypatch.setattr(EventGroup, "read", lambda self: spoilt)
    with pytest.raises(HarnessError, match="took a hardware counter"):
        backend.count(own.trusted_program(own.language.null_programs[0]), b"", -1)


@pytest.mark.hardware
def test_a_tiled_product_has_fewer_l1_misses_and_cycles_vary_by_less_than_2_percent(sandbox: Sandbox) -> None:
    """The expert's program is tiled, the reference is not. Without counters the test is skipped.

    A processor that does not count misses is asked for cycles alone.
    """
    try:
        backend = HardwareBackend()
    except MachineError as error:
        pytest.skip(str(error))
    own = evaluator(sandbox, backend)
    rng = np.random.default_rng(0)
    with own.leased() as leased:
        setup = leased.setup
        stdin = setup.draw(rng, backend.mode)
        expert = own.trusted_program(own.problem.experts["c"])
        naive = [backend.count(setup.reference, stdin, setup.core)[1] for _ in range(20)]
        tiled = backend.count(expert, stdin, setup.core)[1]
    if Role.L1D_MISSES in backend.events():
        assert tiled[Role.L1D_MISSES] < naive[0][Role.L1D_MISSES]
    assert tiled[Role.TIME] < naive[0][Role.TIME]
    cycles = np.array([counts[Role.TIME] for counts in naive])
    assert cycles.std() / cycles.mean() < 0.02
