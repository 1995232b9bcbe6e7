"""The ``simulated`` backend: its counts are reproducible, and programs cannot read or change them.

``make test-all`` compares episodes in two sandboxes of one kind too, not only of two kinds.
"""

import math
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from perfgym.bank import load_problem
from perfgym.errors import MachineError, SettingsError
from perfgym.evaluation.evaluate import Evaluator
from perfgym.evaluation.feedback import turn_text
from perfgym.evaluation.reward import improvement, log_speedup
from perfgym.languages import LANGUAGES
from perfgym.measure.backends import simulated, valgrind
from perfgym.measure.backends.auto import AutoBackend
from perfgym.measure.backends.cachegrind import totals
from perfgym.measure.backends.cpu_time import CpuTimeBackend
from perfgym.measure.backends.simulated import SimulatedBackend, _by_role
from perfgym.programs.program import Program
from perfgym.records import Evaluation, Role, Status
from perfgym.sandbox import Sandbox
from perfgym.sandbox.request import ProcessOutcome
from perfgym.settings import Settings

EVENTS = b"events: Ir I1mr ILmr Dr D1mr DLmr Dw D1mw DLmw Bc Bcm Bi Bim\n"


def backend() -> SimulatedBackend:
    """Return the backend. The test is skipped if Valgrind is not installed."""
    try:
        return SimulatedBackend()
    except MachineError as error:
        pytest.skip(str(error))


def evaluator(sandbox: Sandbox, problem: str = "sort") -> Evaluator:
    """Return an evaluator that has started an episode."""
    own = Evaluator(load_problem(problem), LANGUAGES["c"], sandbox, backend(), Settings())
    own.start_episode(np.random.default_rng(0))
    return own


def evaluated(own: Evaluator, source: str) -> Evaluation:
    """Evaluate a program."""
    return own.evaluate(own.submission(source), np.random.default_rng(1))


def test_totals_are_read_from_the_first_and_the_last_line() -> None:
    """Names of functions, which the program chooses, may look like such lines."""
    fake = b"fn=main\nsummary: 1 1 1 1 1 1 1 1 1 1 1 1 1\nevents: Ir\n0 5\n"
    counts = totals(EVENTS + fake + b"summary: 100 2 3 4 50 6 7 8 9 10 11 12 13\n")
    assert (counts["Ir"], counts["D1mr"], counts["Bim"]) == (100, 50, 13)
    assert _by_role(counts)[Role.TIME] == 0.25 * 100 + 3 * 58 + 30 * 15 + 20 * 24


@pytest.mark.parametrize("file", [b"", EVENTS, EVENTS + b"summary: 1 2\n", b"summary: 1\n", EVENTS + b"x\n"])
def test_a_file_that_is_no_cachegrind_output_is_refused(file: bytes) -> None:
    with pytest.raises(ValueError, match="cachegrind"):
        totals(file)


def test_equal_seeds_give_equal_counts(sandbox: Sandbox) -> None:
    """Two episodes have equal counts to the last digit, and an expert's program costs less."""
    source = load_problem("sort").experts["c"]
    first, second = (evaluated(evaluator(sandbox), source) for _ in range(2))
    assert first.measurement is not None
    assert first.measurement == second.measurement
    assert first.measurement.intervals[Role.TIME].low > 0.7
    assert set(first.measurement.intervals) == set(Role)


_EPISODE = """
import gymnasium as gym, perfgym
problem = perfgym.load_problem("sort")
env = gym.make("PerfOptimize-sort-c-v0", backend="simulated", sandbox="{sandbox}")
steps = [env.reset(seed=7)]
for code in ("int main(void) {{ return 1; }}", problem.references["c"], problem.experts["c"]):
    steps.append(env.step({{"code": code, "submit": int(code == problem.experts["c"])}}))
env.close()
for *_, info in steps:
    for key in ("stage_s", "queue_ahead", "sandbox", "sandbox_missing"):
        del info[key]
    info["evaluation"] = perfgym.Evaluation.from_json(info["evaluation"]).measurement
print(repr(steps))
"""


@pytest.mark.parametrize(
    "sandboxes",
    [
        pytest.param(("supervisor", "supervisor"), marks=pytest.mark.full),
        pytest.param(("supervisor", "bubblewrap"), marks=pytest.mark.full),
    ],
)
def test_equal_seeds_give_equal_episodes(sandboxes: tuple[str, str]) -> None:
    """Two processes that run at the same time have equal observations, rewards and infos.

    Infos are compared without seconds, queues and the names of the sandboxes.
    """
    backend()
    started = [
        subprocess.Popen(
            [sys.executable, "-c", _EPISODE.format(sandbox=name)], stdout=subprocess.PIPE, text=True
        )
        for name in sandboxes
    ]
    first, second = (process.communicate()[0] for process in started)
    assert "modelled-cycles" in first
    assert first == second


def test_a_program_with_a_request_to_the_simulator_is_refused(sandbox: Sandbox) -> None:
    """The binary holds the instructions by which a program calls Valgrind, although it never runs them."""
    request = ".byte 0x48,0xc1,0xc7,0x03,0x48,0xc1,0xc7,0x0d,0x48,0xc1,0xc7,0x3d,0x48,0xc1,0xc7,0x33"
    source = load_problem("sort").references["c"] + f'\nvoid ask(void) {{ __asm__("{request}"); }}\n'
    evaluation = evaluated(evaluator(sandbox), source)
    assert evaluation.status is Status.CRASHED
    assert evaluation.measured_failure is not None
    assert "simulator" in evaluation.measured_failure.detail


AVX_512 = """
#include <stdlib.h>
static int needed(void) { __asm__ volatile("vpxorq %%zmm0, %%zmm0, %%zmm0" ::: "xmm0"); return 0; }
int main(void) { return SIMULATED ? needed() : honest_main(); }
"""


def test_the_detail_of_a_crash_names_an_instruction_set_that_cannot_be_simulated(sandbox: Sandbox) -> None:
    """The program executes an AVX-512 instruction, but only where it cannot create a file: when simulated."""
    reference = load_problem("sort").references["c"].replace("int main(", "int honest_main(")
    simulated_alone = AVX_512.replace("SIMULATED", '(creat("/tmp/mine", 0600) < 0)')
    source = f"#include <fcntl.h>\n{reference}\n{simulated_alone}"
    evaluation = evaluated(evaluator(sandbox), source)
    assert evaluation.status is Status.CRASHED
    assert evaluation.measured_failure is not None
    assert "AVX-512" in evaluation.measured_failure.detail


def natively_avx_512(source: str, otherwise: str) -> str:
    """A program that executes an AVX-512 instruction only in the simulator, as one does on a newer CPU.

    Args:
        source: A program that is right.
        otherwise: Statement for where it is not simulated.
    """
    honest = source.replace("int main(", "int honest_main(")
    return f"""
    #include <stdint.h>
    {honest}
    static int needed(void) {{ __asm__ volatile("vpxorq %%zmm0, %%zmm0, %%zmm0" ::: "xmm0"); return 0; }}
    int main(void) {{
        char here;
        if ((uintptr_t)&here >> 40) {otherwise}
        return needed();
    }}
    """


def on_auto(sandbox: Sandbox, source: str) -> Evaluation:
    """Evaluate a program of the sorting problem on the clock and in the simulator."""
    parts = AutoBackend((CpuTimeBackend(), backend()))
    own = Evaluator(load_problem("sort"), LANGUAGES["c"], sandbox, parts, Settings())
    own.start_episode(np.random.default_rng(0))
    return evaluated(own, source)


def test_a_program_with_unknown_instructions_is_paid_for_its_time_on_auto(sandbox: Sandbox) -> None:
    """It is right natively, on the simulated input too. What it loses are the simulated roles."""
    expert = load_problem("sort").experts["c"]
    found = on_auto(sandbox, natively_avx_512(expert, "return honest_main();"))
    assert found.status is Status.ACCEPTED
    assert found.measurement is not None
    assert set(found.measurement.intervals) == {Role.TIME}
    assert "AVX-512" in found.measurement.rejected[0]
    assert improvement(found) > 0.5


def test_a_program_that_is_wrong_on_the_simulated_input_natively_too_fails(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the simulator it ended by a signal that would cost an honest program the simulated roles alone."""
    own = evaluator(sandbox)
    count, run = SimulatedBackend.count, Program.run

    def ended(self, program, stdin, setup):
        found, counts = count(self, program, stdin, setup)
        monkeypatch.setattr(Program, "run", lambda *given: replace(run(*given), stdout=b"wrong"))
        return replace(found, outcome=ProcessOutcome.SIGNALED, signal=signal.SIGILL), counts

    monkeypatch.setattr(SimulatedBackend, "count", ended)
    found = evaluated(own, load_problem("sort").experts["c"])
    assert found.status is Status.WRONG_OUTPUT
    assert found.measured_failure is not None
    assert found.measured_failure.name == "simulated run"


@pytest.mark.parametrize("outcome", [ProcessOutcome.TIMED_OUT, ProcessOutcome.OUT_OF_MEMORY])
def test_limits_of_the_simulator_are_not_the_programs(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch, outcome: ProcessOutcome
) -> None:
    """Alone, the backend reports them by status; they are no counts."""
    own = evaluator(sandbox)
    honest = SimulatedBackend.count

    def limited(self, program, stdin, setup):
        run, counts = honest(self, program, stdin, setup)
        return replace(run, outcome=outcome), counts

    monkeypatch.setattr(SimulatedBackend, "count", limited)
    source = load_problem("sort").experts["c"]
    found = evaluated(own, source)
    assert found.status is Status(outcome.upper())
    assert found.measured_failure is not None
    assert "cannot be simulated within" in found.measured_failure.detail


def test_a_language_that_cannot_be_simulated_is_refused_when_the_episode_begins(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(LANGUAGES["c"], "simulated_spread", None)
    with pytest.raises(SettingsError, match=r"simulated cannot measure sort: programs in c"):
        evaluator(sandbox)


def test_the_interval_of_varying_counts_is_as_wide_as_the_language_says(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(LANGUAGES["c"], "simulated_spread", 0.002)
    measured = evaluated(evaluator(sandbox), load_problem("sort").experts["c"])
    assert measured.measurement is not None
    interval = measured.measurement.intervals[Role.INSTRUCTIONS]
    assert interval.high - interval.low == pytest.approx(0.008)


def test_a_gain_that_the_clock_contradicts_is_not_paid(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The counts are forged to a fiftieth, as a hostile program might do inside the simulator."""
    own = evaluator(sandbox)
    honest = SimulatedBackend.count

    def forged(self, program, stdin, setup):
        run, counts = honest(self, program, stdin, setup)
        return run, {role: count / 50 for role, count in counts.items()}

    monkeypatch.setattr(SimulatedBackend, "count", forged)
    evaluation = evaluated(own, own.problem.references["c"] + "\nint unused;\n")
    assert evaluation.measurement is not None
    assert "50.0 times as fast" in evaluation.measurement.suspicions[0]
    assert improvement(evaluation) == log_speedup(evaluation) == 0.0
    assert "Reward withheld" in turn_text(evaluation)


def test_missing_valgrind_is_an_error_with_the_fix(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(valgrind, "_FOLDERS", ())
    monkeypatch.setattr(valgrind.shutil, "which", lambda _: None)
    with pytest.raises(MachineError, match="apt install valgrind"):
        SimulatedBackend()


def test_an_unknown_build_of_valgrind_is_refused(tmp_path: Path) -> None:
    """Its own system calls could not be distinguished from those of the simulated program."""
    real = (valgrind.find_valgrind() / valgrind.TOOL).read_bytes() if backend() else b""
    for name, text in (
        ("short", b"#!"),
        ("other", real.replace(bytes.fromhex("48c7c00e000000"), b"\x90" * 7)),
    ):
        (tmp_path / name).mkdir()
        (tmp_path / name / valgrind.TOOL).write_bytes(text)
        with pytest.raises(MachineError, match="cannot be told from its own"):
            valgrind.simulator_in(tmp_path / name)


def test_a_simulated_program_sees_no_more_than_a_native_one(sandbox: Sandbox) -> None:
    """It can open no file of /proc and create none in the scratch folder. Its standard error is not shown."""
    source = load_problem("sort").references["c"].replace("int main(", "int honest_main(") + (
        "\n#include <fcntl.h>\n#include <stdint.h>\nint main(void) { char here;"
        " if ((uintptr_t)&here >> 40) return honest_main();"
        ' if (open("/proc/self/maps", O_RDONLY) >= 0 || open("/tmp/x", O_CREAT, 0600) >= 0) return 7;'
        ' fputs("the input begins with", stderr); return 8; }\n'
    )
    evaluation = evaluated(evaluator(sandbox), source)
    assert evaluation.measured_failure is not None
    assert (evaluation.measured_failure.detail, evaluation.measured_failure.stderr) == ("exit status 8", "")


@pytest.mark.parametrize(("seen", "most"), [(0.5, 2.0), (1.0, 2.0), (2.25, 6.75), (4.0, 16.0), (10.0, 40.0)])
def test_a_modelled_gain_may_exceed_the_measured_gain_by_a_limited_factor(seen: float, most: float) -> None:
    """The factor is 2 if the clock measures no gain, and at most 4."""
    assert math.exp(simulated._believable(math.log(seen))) == pytest.approx(most)
