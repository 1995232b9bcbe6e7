"""Counts of a simulated processor: the same each time, read by us alone, and not to be spoken to."""

import math
import subprocess
import sys
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
from perfgym.measure.backends.simulated import SimulatedBackend, modelled_cycles, totals
from perfgym.records import Evaluation, Role, Status
from perfgym.sandbox import Sandbox
from perfgym.settings import Settings

EVENTS = b"events: Ir I1mr ILmr Dr D1mr DLmr Dw D1mw DLmw Bc Bcm Bi Bim\n"


def backend() -> SimulatedBackend:
    """Where Valgrind is installed."""
    try:
        return SimulatedBackend()
    except MachineError as error:
        pytest.skip(str(error))


def evaluator(sandbox: Sandbox, problem: str = "sort") -> Evaluator:
    """At the beginning of an episode."""
    own = Evaluator(load_problem(problem), LANGUAGES["c"], sandbox, backend(), Settings())
    own.start_episode(np.random.default_rng(0))
    return own


def evaluated(own: Evaluator, source: str) -> Evaluation:
    """What becomes of a program."""
    return own.evaluate(own.submission(source), np.random.default_rng(1))


def test_totals_are_read_from_the_first_and_the_last_line() -> None:
    """Whatever a program calls its functions."""
    fake = b"fn=main\nsummary: 1 1 1 1 1 1 1 1 1 1 1 1 1\nevents: Ir\n0 5\n"
    counts = totals(EVENTS + fake + b"summary: 100 2 3 4 50 6 7 8 9 10 11 12 13\n")
    assert (counts["Ir"], counts["D1mr"], counts["Bim"]) == (100, 50, 13)
    assert modelled_cycles(counts) == 0.25 * 100 + 3 * 58 + 30 * 15 + 20 * 24


@pytest.mark.parametrize("file", [b"", EVENTS, EVENTS + b"summary: 1 2\n", b"summary: 1\n", EVENTS + b"x\n"])
def test_what_is_no_counts_is_refused(file: bytes) -> None:
    """And never read as some."""
    with pytest.raises(ValueError, match="cachegrind"):
        totals(file)


def test_equal_seeds_give_equal_counts(sandbox: Sandbox) -> None:
    """To the last digit, in two episodes; and an expert costs less."""
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
told = [env.reset(seed=7)]
for code in ("int main(void) {{ return 1; }}", problem.references["c"], problem.experts["c"]):
    told.append(env.step({{"code": code, "submit": int(code == problem.experts["c"])}}))
env.close()
for *_, info in told:
    for key in ("stage_s", "queue_ahead", "sandbox", "sandbox_missing"):
        del info[key]
    info["evaluation"] = perfgym.Evaluation.from_json(info["evaluation"]).measurement
print(repr(told))
"""


@pytest.mark.parametrize("sandboxes", [("supervisor", "supervisor"), ("supervisor", "bubblewrap")])
def test_equal_seeds_give_equal_episodes(sandboxes: tuple[str, str]) -> None:
    """Observations, rewards, infos but for seconds and queues; in two processes that load each other."""
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


def test_a_program_that_speaks_to_the_simulator_is_refused(sandbox: Sandbox) -> None:
    """Whatever it has to say."""
    request = ".byte 0x48,0xc1,0xc7,0x03,0x48,0xc1,0xc7,0x0d,0x48,0xc1,0xc7,0x3d,0x48,0xc1,0xc7,0x33"
    source = load_problem("sort").references["c"] + f'\nvoid ask(void) {{ __asm__("{request}"); }}\n'
    answer = evaluated(evaluator(sandbox), source)
    assert answer.status is Status.CRASHED
    assert answer.measured_failure is not None
    assert "simulator" in answer.measured_failure.detail


AVX_512 = """
#include <stdlib.h>
static int needed(void) { __asm__ volatile("vpxorq %%zmm0, %%zmm0, %%zmm0" ::: "xmm0"); return 0; }
int main(void) { return SIMULATED ? needed() : honest_main(); }
"""


def test_what_the_simulated_processor_cannot_do_is_told_clearly(sandbox: Sandbox) -> None:
    """Here: an AVX-512 instruction, where no file can be made, as in simulated runs."""
    reference = load_problem("sort").references["c"].replace("int main(", "int honest_main(")
    simulated_alone = AVX_512.replace("SIMULATED", '(creat("/tmp/mine", 0600) < 0)')
    source = f"#include <fcntl.h>\n{reference}\n{simulated_alone}"
    answer = evaluated(evaluator(sandbox), source)
    assert answer.status is Status.CRASHED
    assert answer.measured_failure is not None
    assert "AVX-512" in answer.measured_failure.detail


def test_a_language_that_cannot_be_simulated_is_refused_clearly(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the episode begins."""
    monkeypatch.setattr(LANGUAGES["c"], "simulated_spread", None)
    with pytest.raises(SettingsError, match=r"simulated cannot measure sort: programs in c"):
        evaluator(sandbox)


def test_counts_that_vary_a_little_have_an_interval(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As wide as the language says."""
    monkeypatch.setattr(LANGUAGES["c"], "simulated_spread", 0.002)
    measured = evaluated(evaluator(sandbox), load_problem("sort").experts["c"])
    assert measured.measurement is not None
    interval = measured.measurement.intervals[Role.INSTRUCTIONS]
    assert interval.high - interval.low == pytest.approx(0.008)


def test_a_gain_that_the_clock_contradicts_is_not_paid(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Counts that a program made up, as the harness would see them."""
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
    """Nothing else is counted in its place."""
    monkeypatch.setattr(valgrind, "_FOLDERS", ())
    monkeypatch.setattr(valgrind.shutil, "which", lambda _: None)
    with pytest.raises(MachineError, match="apt install valgrind"):
        SimulatedBackend()


def test_a_valgrind_of_an_unknown_kind_is_not_used(tmp_path: Path) -> None:
    """As its calls could not be told from the program's."""
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
    """It opens no file, neither of /proc nor in the scratch folder; and what it says stays untold."""
    source = load_problem("sort").references["c"].replace("int main(", "int honest_main(") + (
        "\n#include <fcntl.h>\n#include <stdint.h>\nint main(void) { char here;"
        " if ((uintptr_t)&here >> 40) return honest_main();"
        ' if (open("/proc/self/maps", O_RDONLY) >= 0 || open("/tmp/x", O_CREAT, 0600) >= 0) return 7;'
        ' fputs("the input begins with", stderr); return 8; }\n'
    )
    answer = evaluated(evaluator(sandbox), source)
    assert answer.measured_failure is not None
    assert (answer.measured_failure.detail, answer.measured_failure.stderr) == ("exit status 8", "")


@pytest.mark.parametrize(("seen", "most"), [(0.5, 2.0), (1.0, 2.0), (2.25, 6.75), (4.0, 16.0), (10.0, 40.0)])
def test_the_model_may_go_only_so_far_beyond_the_clock(seen: float, most: float) -> None:
    """Twice where the clock sees nothing, four times at most."""
    assert math.exp(simulated._believable(math.log(seen))) == pytest.approx(most)
