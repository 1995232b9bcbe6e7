"""Counting from outside: the processor's events where there are any, the kernel's everywhere."""

import contextlib
from dataclasses import replace

import numpy as np
import pytest

from perfgym.bank import load_problem
from perfgym.errors import MachineError
from perfgym.evaluate import Evaluator
from perfgym.languages import LANGUAGES
from perfgym.measure import perf_events
from perfgym.measure.hardware import HardwareBackend, profile_here
from perfgym.measure.perf_events import SOFTWARE, Event, Group
from perfgym.sandbox import Sandbox
from perfgym.settings import Settings
from perfgym.types import Measurement, Role

# The same code with events that every machine counts.
STAND_IN = {
    Role.TIME: SOFTWARE["task-clock"],
    Role.L1D_MISSES: SOFTWARE["page-faults"],
    Role.LLC_MISSES: SOFTWARE["context-switches"],
}


def evaluator(sandbox: Sandbox, backend: HardwareBackend) -> Evaluator:
    """For the matrix product."""
    return Evaluator(load_problem("matmul"), LANGUAGES["c"], sandbox, backend, Settings())


def test_events_are_counted_from_exec_on(sandbox: Sandbox) -> None:
    """Task-clock agrees with the CPU time of the process, and page faults follow memory touched."""
    backend = HardwareBackend(STAND_IN)
    own = evaluator(sandbox, backend)
    program = own.trusted_program(
        """
        #include <stdlib.h>
        int main(void) {
            volatile char *block = malloc(40 << 20);
            for (long i = 0; i < 40 << 20; i += 4096) block[i] = 1;
            for (volatile int i = 0; i < 50000000; i++) {}
            return 0;
        }
        """
    )
    run, counts = backend.count(program, b"", own.bench.core)
    assert counts[Role.TIME] == pytest.approx(run.cpu_ns, rel=0.05)
    assert 40 << 20 >> 12 <= counts[Role.L1D_MISSES] < 2 * (40 << 20 >> 12)


def test_a_program_is_measured_by_events(sandbox: Sandbox) -> None:
    """All roles of the profile, and no other."""
    own = evaluator(sandbox, HardwareBackend(STAND_IN))
    rng = np.random.default_rng(0)
    assert set(own.start_episode(rng)) == set(STAND_IN)
    evaluation = own.evaluate(own.problem.experts["c"], rng)
    assert isinstance(evaluation.measurement, Measurement)
    assert set(evaluation.measurement.intervals) == set(STAND_IN)
    assert evaluation.measurement.intervals[Role.TIME].low > 1.0


def test_an_event_that_does_not_exist_is_left_out_and_the_first_is_an_error() -> None:
    """With its name, the reason and the way out."""
    nonsense = Event("nonsense", 77, 0)
    found, absent = profile_here({**STAND_IN, Role.INSTRUCTIONS: nonsense})
    assert found == STAND_IN
    assert "nonsense" in absent[Role.INSTRUCTIONS]
    with pytest.raises(MachineError, match=r"nonsense.*backend=\"cpu_time\""):
        profile_here({Role.TIME: nonsense, Role.INSTRUCTIONS: SOFTWARE["task-clock"]})


def test_an_event_that_counts_nothing_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in virtual machines that open an event and never count it."""
    silent = Event("alignment-faults", SOFTWARE["task-clock"].kind, 7)  # which x86 never has
    monkeypatch.setattr(perf_events, "EVERY_LOOP_HAS", (silent,))
    assert "counts nothing" in perf_events.why_not_counted([silent], kernel=True)


def test_groups_can_be_closed_twice() -> None:
    """And read before."""
    with contextlib.closing(Group(SOFTWARE.values(), 0, kernel=False)) as group:
        assert set(group.read()) == set(SOFTWARE)
        group.close()


@pytest.mark.hardware
def test_the_tiled_product_misses_the_first_level_less_and_cycles_are_steady(sandbox: Sandbox) -> None:
    """On a machine with counters: fewer L1 misses than the naive one; cycles vary by less than 2 %."""
    try:
        backend = HardwareBackend()
    except MachineError as error:
        pytest.skip(str(error))
    own = evaluator(sandbox, backend)
    rng = np.random.default_rng(0)
    bench = replace(own.bench, core=0)
    stdin = bench.draw(rng)
    expert = own.trusted_program(own.problem.experts["c"])
    naive = [backend.count(bench.reference, stdin, bench.core)[1] for _ in range(20)]
    tiled = backend.count(expert, stdin, bench.core)[1]
    assert tiled[Role.L1D_MISSES] < naive[0][Role.L1D_MISSES]
    cycles = np.array([counts[Role.TIME] for counts in naive])
    assert cycles.std() / cycles.mean() < 0.02
