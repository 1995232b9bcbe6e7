"""Programs that are counted by a real processor's counters.

Without counters these tests are skipped. ``make test-pmu`` runs them in a guest of QEMU that has some.
"""

import contextlib
import ctypes
import fcntl
import json
import math
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import gymnasium as gym
import numpy as np
import pytest

from perfgym.bank import load_problem
from perfgym.errors import HarnessError, MachineError
from perfgym.evaluation.evaluate import Evaluator
from perfgym.languages import LANGUAGES
from perfgym.machine.architecture import architecture
from perfgym.machine.facts import usable_cores
from perfgym.measure.backends import perf_events
from perfgym.measure.backends.hardware import HardwareBackend, profile_here
from perfgym.measure.backends.perf_events import SOFTWARE, EventCount, EventGroup
from perfgym.measure.backends.simulated import SimulatedBackend
from perfgym.programs.program import Program
from perfgym.records import Counts, Role
from perfgym.sandbox import Sandbox
from perfgym.settings import Settings

pytestmark = pytest.mark.hardware

_TURNS = 20_000_000
_COUNTED = """
#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>
static void *work(void *turns) {
    for (long i = (long)turns; i > 0; i--) __asm__ volatile("");
    return NULL;
}
"""
_WORKS = _COUNTED + f"int main(void) {{ work((void *){_TURNS}L); return 0; }}"
_DOES_NOTHING = _COUNTED + "int main(void) { return 0; }"
_THREADS = 4
_WORKS_IN_THREADS = (
    _COUNTED
    + f"""
int main(void) {{
    pthread_t threads[{_THREADS}];
    for (int i = 0; i < {_THREADS}; i++) pthread_create(threads + i, NULL, work, (void *){_TURNS}L);
    for (int i = 0; i < {_THREADS}; i++) pthread_join(threads[i], NULL);
    return 0;
}}
"""
)
_WORKS_IN_PYTHON = """
import os, sys
for _ in range(1_000_000): pass
"""
_EXECUTES_ITSELF = (
    _WORKS_IN_PYTHON
    + """
if "AGAIN" not in os.environ:
    os.execve(sys.executable, [sys.executable, *sys.argv], os.environ | {"AGAIN": "1"})
"""
)
# Tries to stop, to reset and to open counters; each of the calls is refused, or finds no counter.
_MEDDLES = (
    _COUNTED
    + f"""
int main(void) {{
    unsigned char attributes[128] = {{0, 0, 0, 0, sizeof attributes}};
    int succeeded = syscall(SYS_perf_event_open, attributes, 0, -1, -1, 0) >= 0;
    succeeded += prctl(PR_TASK_PERF_EVENTS_DISABLE) == 0;
    for (int descriptor = 0; descriptor < 1024; descriptor++) {{
        succeeded += ioctl(descriptor, 0x2401, 1) == 0; /* PERF_EVENT_IOC_DISABLE of the whole group */
        succeeded += ioctl(descriptor, 0x2403, 1) == 0; /* PERF_EVENT_IOC_RESET */
    }}
    work((void *){_TURNS}L);
    printf("%d", succeeded);
    return 0;
}}
"""
)
_READS_A_COUNTER = {
    "aarch64": '__asm__ volatile("mrs x0, pmccntr_el0" : : : "x0");',
    "x86_64": '__asm__ volatile("rdpmc" : : "c"(0) : "eax", "edx");',
}
_LEVEL = Path("/proc/sys/kernel/perf_event_paranoid")
_MOST_COUNTERS = 64
_CORE = usable_cores()[0]
_NOBODY = ("--reuid=65534", "--regid=65534", "--clear-groups")


@pytest.fixture(scope="module")
def backend() -> HardwareBackend:
    """The backend, with the events of this processor."""
    try:
        return HardwareBackend()
    except MachineError as error:
        pytest.skip(f"{error}; `make test-pmu` runs this test in a guest that has some")


@pytest.fixture(scope="module")
def evaluator(sandbox: Sandbox, backend: HardwareBackend) -> Evaluator:
    """Builds the programs of this module."""
    return Evaluator(load_problem("matmul"), LANGUAGES["c"], sandbox, backend, Settings())


Count = Callable[[str], Counts]


@pytest.fixture
def count(evaluator: Evaluator, backend: HardwareBackend) -> Count:
    """Builds a program, runs it once, and returns its counts by role."""

    def of(source: str) -> Counts:
        run, counts = backend.count(evaluator.trusted_program(source), b"", _CORE)
        assert run.succeeded, run
        return counts

    return of


def test_a_program_is_counted_from_its_exec_on(count: Count) -> None:
    """Each turn of the loop is two or three instructions. What happens before exec is not counted."""
    nothing, works = count(_DOES_NOTHING), count(_WORKS)
    assert 0 < nothing[Role.INSTRUCTIONS] < _TURNS / 10
    per_turn = (works[Role.INSTRUCTIONS] - nothing[Role.INSTRUCTIONS]) / _TURNS
    assert 1.95 < per_turn < 3.05
    assert nothing[Role.TIME] < works[Role.TIME]


def test_every_thread_is_counted(count: Count) -> None:
    nothing, one, many = (
        count(source)[Role.INSTRUCTIONS] for source in (_DOES_NOTHING, _WORKS, _WORKS_IN_THREADS)
    )
    assert (many - nothing) / (one - nothing) == pytest.approx(_THREADS, rel=0.05)


def test_a_program_that_executes_itself_is_counted_whole(sandbox: Sandbox, backend: HardwareBackend) -> None:
    """In Python, because the interpreter is the only program that a run finds."""
    own = Evaluator(load_problem("sort"), LANGUAGES["python"], sandbox, backend, Settings())
    one, twice = (
        backend.count(own.trusted_program(source), b"", _CORE)[1][Role.INSTRUCTIONS]
        for source in (_WORKS_IN_PYTHON, _EXECUTES_ITSELF)
    )
    assert twice / one == pytest.approx(2, rel=0.1)


def counted_in_user_space(program: Program, stdin: bytes = b"") -> EventGroup:
    """Run a program; its counters, which are still open."""
    profile, _ = profile_here()
    groups: list[EventGroup] = []
    program.run(stdin, _CORE, lambda pid: groups.append(EventGroup(profile.values(), pid, kernel=False)))
    return groups[0]


def in_user_space(program: Program, stdin: bytes = b"") -> Counts:
    """Run a program; its counts by role."""
    profile, _ = profile_here()
    with contextlib.closing(counted_in_user_space(program, stdin)) as group:
        counts = group.read()
    return {role: counts[event.name].value for role, event in profile.items()}


@pytest.mark.usefixtures("backend")
def test_the_counters_end_with_the_program(evaluator: Evaluator) -> None:
    """A group that is read later, after more work of others, still says what the program did."""
    with contextlib.closing(counted_in_user_space(evaluator.trusted_program(_WORKS))) as group:
        first = group.read()
        sum(range(3_000_000))
        assert group.read() == first


@pytest.mark.usefixtures("backend")
def test_counts_of_user_space_repeat(evaluator: Evaluator) -> None:
    """A program without randomness executes as many instructions each time."""
    program = evaluator.trusted_program(_WORKS)
    counts = [in_user_space(program)[Role.INSTRUCTIONS] for _ in range(5)]
    assert max(counts) - min(counts) <= 1e-5 * max(counts)


def test_a_program_cannot_open_stop_or_reset_counters(
    evaluator: Evaluator, backend: HardwareBackend, count: Count
) -> None:
    """Everything that it tries fails, and it is counted like a program that does not try."""
    run, meddles = backend.count(evaluator.trusted_program(_MEDDLES), b"", _CORE)
    assert run.stdout == b"0"
    assert meddles[Role.INSTRUCTIONS] > 0.99 * count(_WORKS)[Role.INSTRUCTIONS]


def test_a_program_cannot_read_a_counter(evaluator: Evaluator, backend: HardwareBackend) -> None:
    """The instruction that reads one ends the program with a signal."""
    reads = _READS_A_COUNTER[architecture().name]
    run, _ = backend.count(evaluator.trusted_program(f"int main(void) {{ {reads} return 0; }}"), b"", _CORE)
    assert run.signal


@pytest.fixture
def occupied(backend: HardwareBackend) -> Iterator[contextlib.ExitStack]:
    """All counters of a core are taken by others, until the stack is closed."""
    libc = ctypes.CDLL(None, use_errno=True)
    with contextlib.ExitStack() as stack:
        for _ in range(_MOST_COUNTERS):
            attributes = perf_events._attributes(perf_events.INSTRUCTIONS, leads=True, kernel=True)
            call = architecture().calls["perf_event_open"]
            descriptor = libc.syscall(call, attributes, -1, _CORE, -1, 0)
            if descriptor < 0:
                pytest.skip(f"counters of a core cannot be taken: {os.strerror(ctypes.get_errno())}")
            stack.callback(os.close, descriptor)
            fcntl.ioctl(descriptor, perf_events._IOCTL_ENABLE, 0)
            if not os.read(descriptor, perf_events._READING.size):
                break  # a pinned event without a counter is in error
        else:
            pytest.fail(f"this processor has more than {_MOST_COUNTERS} counters")
        yield stack


def test_a_run_during_which_others_took_the_counters_is_made_again(
    evaluator: Evaluator,
    backend: HardwareBackend,
    occupied: contextlib.ExitStack,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The kernel would share the counters over time, and the counts would be estimates."""
    program = evaluator.trusted_program(_WORKS)
    with pytest.raises(HarnessError, match="somebody else took a hardware counter"):
        backend.count(program, b"", _CORE)
    read = EventGroup.read
    readings: list[Mapping[str, EventCount]] = []

    def read_and_release(group: EventGroup) -> Mapping[str, EventCount]:
        readings.append(read(group))
        occupied.close()
        return readings[-1]

    monkeypatch.setattr(EventGroup, "read", read_and_release)
    _, counts = backend.count(program, b"", _CORE)
    assert len(readings) == 2
    assert set(counts) == set(backend.events())


@pytest.mark.usefixtures("occupied")
def test_an_event_without_a_counter_is_absent() -> None:
    """Cycles have a counter of their own on processors of Arm and Intel, so another event leads here."""
    os.sched_setaffinity(0, {_CORE})
    profile, absent = profile_here(
        {Role.TIME: SOFTWARE["task-clock"], Role.INSTRUCTIONS: perf_events.INSTRUCTIONS}
    )
    assert set(profile) == {Role.TIME}
    assert "the processor has no counter left for it" in absent[Role.INSTRUCTIONS]


@pytest.mark.usefixtures("backend")
def test_the_simulator_counts_as_many_instructions(sandbox: Sandbox) -> None:
    """This holds for reference and expert, so both backends see the same gain; cycles fall too."""
    problem, simulator = load_problem("sort"), SimulatedBackend()
    stdin = problem.generate(np.random.default_rng(1), {"n": 3000}, "random")
    own = Evaluator(problem, LANGUAGES["c"], sandbox, simulator, Settings())
    programs = [own.trusted_program(source) for source in (problem.references["c"], problem.experts["c"])]
    counted = [in_user_space(program, stdin) for program in programs]
    with own.leased() as leased:
        simulated = [simulator.count(program, stdin, leased.setup)[1] for program in programs]
    for one, other in zip(counted, simulated, strict=True):
        assert one[Role.INSTRUCTIONS] == pytest.approx(other[Role.INSTRUCTIONS], rel=0.02)
    reference, expert = counted
    assert reference[Role.TIME] > expert[Role.TIME]


@pytest.mark.usefixtures("backend")
def test_an_episode_is_paid_by_what_was_counted() -> None:
    """The expert's program earns a reward from cycles, and the reference earns none."""
    problem = load_problem("sort")
    env = gym.make("PerfOptimize-sort-c-v0", backend="hardware", max_turns=2)
    try:
        env.reset(seed=1)
        _, nothing, _, _, _ = env.step({"code": problem.references["c"], "submit": 0})
        _, reward, terminated, _, info = env.step({"code": problem.experts["c"], "submit": 1})
    finally:
        env.close()
    assert terminated
    assert nothing == 0.0
    assert info["status"] == "ACCEPTED"
    assert "cycles" in info["events"]["time"]
    assert 0.3 < reward <= 1.0
    assert math.isfinite(info["speedup"])


_TELLS = """
import json
from perfgym.doctor.measuring import examine_backends
from perfgym.settings import Settings
rows = {row.what: f"{row.seen}; {row.advice}" for row in examine_backends(Settings())}
print(json.dumps([rows["hardware"], rows["perf_event_paranoid"]]))
"""
_USERS = {
    "root": (),
    "a user": ("setpriv", *_NOBODY),
    "a user with CAP_PERFMON": ("setpriv", *_NOBODY, "--inh-caps=+perfmon", "--ambient-caps=+perfmon"),
    "root of a container": ("setpriv", *_NOBODY, "unshare", "--user", "--map-root-user"),
}
_EVERYTHING, _USER_SPACE, _NOTHING = "everything", "user space", "nothing"


@pytest.fixture
def at_level(backend: HardwareBackend) -> Iterator[Callable[[int], None]]:
    """Sets ``perf_event_paranoid``, and restores it."""
    if not os.access(_LEVEL, os.W_OK) or os.geteuid():
        pytest.skip(f"{_LEVEL} cannot be written")
    before = _LEVEL.read_text()
    yield lambda level: _LEVEL.write_text(str(level)) and None
    _LEVEL.write_text(before)


@pytest.mark.parametrize("level", [-1, 0, 1, 2, 3])
@pytest.mark.parametrize("user", _USERS)
def test_the_backend_and_doctor_tell_what_a_user_may_count(
    at_level: Callable[[int], None], user: str, level: int
) -> None:
    """Level 3 is Debian's: root alone counts, and CAP_PERFMON does not lift it as it lifts level 2."""
    at_level(level)
    lifted = {"root": 3, "a user with CAP_PERFMON": 2}.get(user, 1)
    may = _EVERYTHING if level <= lifted else _USER_SPACE if level == 2 else _NOTHING
    done = subprocess.run(
        [*_USERS[user], sys.executable, "-c", _TELLS], capture_output=True, text=True, check=True
    )
    hardware, permission = json.loads(done.stdout)
    assert ("time from " in hardware) == (may != _NOTHING)
    assert (":u" in hardware) == (may == _USER_SPACE)
    assert ("may count everything" in permission) == (may == _EVERYTHING)
    assert ("sysctl -w kernel.perf_event_paranoid=1" in permission) == (may != _EVERYTHING)
