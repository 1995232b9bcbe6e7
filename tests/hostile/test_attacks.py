"""Programs that cheat, submitted for real: none gains, leaks, breaks the harness or leaves anything."""

import collections
import contextlib
import functools
import json
import os
import shutil
import subprocess
from collections.abc import Generator
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import numpy as np
import pytest

from perfgym.bank import Problem, load_problem, load_problem_folder, problem_names
from perfgym.cli.main import main
from perfgym.errors import HarnessError, MachineError, ProblemError, ToolchainMissingError
from perfgym.evaluation.evaluate import Evaluator
from perfgym.languages import LANGUAGES
from perfgym.measure import CpuTimeBackend, make_backend
from perfgym.records import Role
from perfgym.redteam import Attack, Range, attacks_for, named_attacks, quick_settings, shooting_range
from perfgym.sandbox import SANDBOXES, Sandbox
from perfgym.sandbox.request import ProcessRequest, ProcessResult
from perfgym.settings import Settings
from tests.doubles.ordinary_user import ordinary_user

_LONG_NS = 30e6  # for the reference
_REPOSITORY = Path(__file__).parents[2]
_MATMUL = load_problem("matmul")
_OTHERS = [name for name in problem_names() if name != "matmul"]
_KEY_ATTACKS = (
    "a_host_files", "a_network", "a_write_everywhere", "b_endless_malloc", "b_shared_memory", "b_fork_bomb",
    "b_output_flood", "b_disk_flood", "b_huge_bss", "b_busy_loop", "b_incbin", "c_background_helper",
    "c_mark_the_input", "e_limits_of_init", "e_real_time_signal",
)  # fmt: skip
_OUTPUT_ATTACKS = (
    "c_echo", "c_half_wrong", "c_long_output", "c_measured_sizes_only", "c_nan", "c_one_wrong_element",
    "c_partial_work", "c_reversed_output", "c_short_output", "c_small_only", "c_threads", "c_trailing_byte",
    "c_zeros", "d_byte_order_mark",
)  # fmt: skip


@functools.cache
def _eighths(problem: str, language: str) -> int:
    """Of a measured input's dimensions: five where this machine takes long, for many pairs in a second.

    No fewer than that: what is left of a run must be long beside the start of a program.
    """
    rng, backend = np.random.default_rng(0), CpuTimeBackend()
    with contextlib.closing(SANDBOXES["supervisor"]()) as sandbox:
        evaluator = Evaluator(load_problem(problem), LANGUAGES[language], sandbox, backend, Settings())
        evaluator.start_episode(rng)
        return 8 if backend.profile(evaluator.bench, rng)[Role.TIME] < _LONG_NS else 5


def _shorter(problem: Problem, language: str) -> Problem:
    """The problem as attacks in one language are fired at it: each is to take a second or two.

    C's start at once, and are tried by all tests; for others every fourth has to do.
    """
    tests = problem.tests if language == "c" else problem.tests[::4]
    eighths = _eighths(problem.name, language)
    modes = {
        mode: replace(
            group,
            size={
                name: (eighths * low // 8, eighths * high // 8) for name, (low, high) in group.size.items()
            },
        )
        for mode, group in problem.measured[language].items()
    }
    return replace(problem, tests=tests, measured={language: modes})


@contextlib.contextmanager
def _range(problem: str = "matmul", sandbox: Sandbox | None = None, language: str = "c") -> Generator[Range]:
    with (
        contextlib.closing(sandbox or SANDBOXES["supervisor"]()) as one,
        shooting_range(
            _shorter(load_problem(problem), language), language, one, quick_settings(Settings())
        ) as opened,
    ):
        yield opened


_LANGUAGES = [language for language in LANGUAGES if language in _MATMUL.references]
_SHOTS = [
    pytest.param(language, attack, id=f"{language}-{attack.name if attack else 'honest program'}")
    for language in _LANGUAGES
    for attack in (*attacks_for(_MATMUL, language), None)
]


def _named(*names: str) -> list[Attack]:
    return named_attacks(names, _MATMUL, "c")


def _fire(at: Range, attack: Attack) -> None:
    shot = at.fire(attack)
    if shot.skipped:
        pytest.skip(shot.skipped)
    assert shot.contained, f"{attack.name} ({attack.tries}): {'; '.join(shot.achieved)}"


@pytest.fixture(scope="module")
def the_range() -> Generator[Range]:
    """One range for all attacks, so that each would meet what another left."""
    with _range() as opened:
        yield opened


class _Ranges:
    """The range of one language after the other, each open from its first attack to its last."""

    def __init__(self, c: Range) -> None:
        self._c = c
        self._open = contextlib.ExitStack()
        self._language = ""
        self._range = c

    def of(self, language: str) -> Range:
        """The one of a language; skips where this machine does not have it."""
        if language == "c":
            return self._c
        if language != self._language:
            self.close()
            try:
                LANGUAGES[language].toolchain()
            except ToolchainMissingError as error:
                pytest.skip(str(error))
            self._range = self._open.enter_context(_range(language=language))
            self._language = language
        return self._range

    def close(self) -> None:
        """Closes what is open, but for C's."""
        self._language = ""
        self._open.close()


@pytest.fixture(scope="module")
def ranges(the_range: Range) -> Generator[_Ranges]:
    """Not a parametrised fixture: such a one would be made anew for each attack."""
    with contextlib.closing(_Ranges(the_range)) as ranges:
        yield ranges


@pytest.mark.parametrize(("language", "attack"), _SHOTS)
def test_an_attack_comes_to_nothing(ranges: _Ranges, language: str, attack: Attack | None) -> None:
    """The status is an expected one, nothing forbidden worked, nothing was gained, nothing is left.

    After all attacks in a language an honest program still passes: what they did to the sandbox, if
    anything, does not show.
    """
    if attack is None:
        ranges.of(language).begin()
        ranges.close()
    else:
        _fire(ranges.of(language), attack)


def test_every_class_of_attack_is_tried() -> None:
    """The catalogue covers escape, exhaustion, cheating, text and pressure on the harness."""
    counts = collections.Counter(attack.kind for attack in attacks_for(_MATMUL, "c"))
    assert set(counts) == set("ABCDE")
    assert counts.total() >= 120, counts


@pytest.mark.parametrize("problem", _OTHERS)
def test_attacks_on_outputs_fail_on_every_problem(problem: str) -> None:
    """Whatever its outputs are like, and however they are compared."""
    with _range(problem) as opened:
        for attack in _named(*_OUTPUT_ATTACKS):
            _fire(opened, attack)


def test_resubmitting_a_program_draws_no_new_luck(the_range: Range) -> None:
    """The same program, or the same with other white space, keeps the samples it had."""
    source = the_range.problem.references["c"]
    evaluator, rng = the_range.patient, the_range.rng
    evaluator.start_episode(rng)
    first, again, spaced = (
        evaluator.evaluate(text, rng) for text in (source, source, "\n\n// other\n" + source)
    )
    assert first.measurement is not None
    assert first.measurement is again.measurement is spaced.measurement


def test_key_attacks_fail_without_a_memory_control_group(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no control group can be had, limits on address space hold."""
    monkeypatch.setattr("perfgym.sandbox.cgroup.make_memory_cgroup", lambda: None)
    with _range() as without:
        assert without.evaluator.sandbox.memory_tier == "address-space"
        for attack in _named(*_KEY_ATTACKS):
            _fire(without, attack)


_COUNTS_ATTACKS = (
    "c_read_counters",
    "c_fake_counters",
    "c_few_pairs",
    "c_sim_counts_by_arguments",
    "c_threads",
)


@pytest.mark.parametrize("backend", ["simulated", "auto"])
def test_attacks_on_counting_fail_whatever_counts(sandbox: Sandbox, backend: str) -> None:
    """Every attack can be fired at every backend."""
    settings = quick_settings(Settings())
    try:
        make_backend(backend)
    except MachineError as error:
        pytest.skip(str(error))
    with shooting_range(_MATMUL, "c", sandbox, settings, backend) as opened:
        for attack in _named(*_COUNTS_ATTACKS):
            shot = opened.fire(attack)
            assert (shot.backend, shot.achieved) == (backend, ()), attack.name


def test_what_the_clock_cannot_tell_from_honest_work_stays_bounded(the_range: Range) -> None:
    """A program that hides half of its work from the simulator earns half, and unseen misses nothing more."""
    (attack,) = _named("c_sim_request_some_work")
    shot = the_range.fire(attack)
    if shot.skipped:
        pytest.skip(shot.skipped)
    assert 0.3 < shot.gained < 0.5


def test_an_attack_on_a_simulator_is_skipped_where_there_is_none(
    the_range: Range, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the reason, and not as if it had been contained."""
    monkeypatch.setattr("perfgym.redteam.session.make_backend", _missing)
    monkeypatch.setattr(the_range, "_lanes", {})
    (attack,) = _named("c_sim_request")
    shot = the_range.fire(attack)
    assert (shot.status, shot.skipped) == (None, "there is no simulator here")


def _missing(name: str) -> NoReturn:
    raise MachineError("there is no simulator here")


# ---- the suite can fail ----------------------------------------------------------------------------


class _Broken:
    """A sandbox that keeps its promises, but for what ``spoil`` does to each run's result."""

    name, memory_tier, missing = "broken", "none", ()

    def __init__(self) -> None:
        self._whole = SANDBOXES["supervisor"]()
        self.is_broken = False

    def run(self, request: ProcessRequest) -> ProcessResult:
        result = self._whole.run(request)
        return self.spoil(result) if self.is_broken and request.executable else result

    def spoil(self, result: ProcessResult) -> ProcessResult:
        return result

    def close(self) -> None:
        self._whole.close()


class _Fails(_Broken):
    def spoil(self, result: ProcessResult) -> ProcessResult:
        raise HarnessError("out of order")


class _Litters(_Broken):
    litter: "subprocess.Popen[bytes] | None" = None

    def spoil(self, result: ProcessResult) -> ProcessResult:
        self.litter = self.litter or subprocess.Popen(["sleep", "60"])
        return result

    def close(self) -> None:
        super().close()
        if self.litter:
            self.litter.kill()
            self.litter.wait()


@pytest.mark.parametrize(("broken", "says"), [(_Fails, "out of order"), (_Litters, "left a process sleep")])
def test_what_a_broken_sandbox_lets_through_is_reported(broken: type[_Broken], says: str) -> None:
    """A fault, and a process left behind."""
    sandbox = broken()
    with _range(sandbox=sandbox) as opened:
        sandbox.is_broken = True
        (attack,) = _named("a_environment")
        shot = opened.fire(attack)
        assert not shot.contained
        assert says in "; ".join(shot.achieved)


def test_an_attack_that_works_is_reported() -> None:
    """On the bare host, host files can be read, and whoever pays for it is told."""
    with _range(sandbox=SANDBOXES["unsafe-none"]()) as opened:
        (attack,) = _named("a_host_files")
        assert "LEAK /etc/passwd" in "; ".join(opened.fire(attack).achieved)


def test_attacks_on_a_problem_whose_reference_fails_would_say_nothing(
    sandbox: Sandbox, tmp_path: Path
) -> None:
    """So they are not fired."""
    folder = tmp_path / "sort"
    shutil.copytree(load_problem("sort").folder, folder)
    reference = folder / "reference" / "solution.c"
    reference.write_text("static int rt_solve;\n" + reference.read_text())
    with (
        pytest.raises(ProblemError, match="is COMPILE_ERROR the way attacks use it"),
        shooting_range(load_problem_folder(folder), "c", sandbox, quick_settings(Settings())),
    ):
        pass


# ---- the command -----------------------------------------------------------------------------------


def _run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        main(["redteam", *arguments])
    captured = capsys.readouterr()
    assert isinstance(ended.value.code, int)
    return ended.value.code, captured.out, captured.err


def test_the_command_fires_the_attacks_named(capsys: pytest.CaptureFixture[str]) -> None:
    """At matmul where nothing else is said, and ends with status 0 when they are contained."""
    status, out, _ = _run(capsys, "--attack", "d_empty", "--attack", "c_exit_early", "--json")
    rows = json.loads(out)
    assert status == 0
    assert [(row["id"], row["attack"], row["class"], row["status"], row["contained"]) for row in rows] == [
        ("PerfOptimize-matmul-c-v0", "d_empty", "D", "NO_CODE", True),
        ("PerfOptimize-matmul-c-v0", "c_exit_early", "C", "WRONG_OUTPUT", True),
    ]


def test_the_command_fails_when_an_attack_works(capsys: pytest.CaptureFixture[str]) -> None:
    """With status 1, and what the attack achieved."""
    arguments = ("PerfOptimize-sort-c-v0", "--sandbox", "unsafe-none", "--attack", "a_host_files")
    status, out, _ = _run(capsys, *arguments)
    assert status == 1
    assert "0 of 1 attacks were contained" in out
    assert "LEAK /etc/passwd" in out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["PerfOptimize-matmull-c-v0"], "did you mean PerfOptimize-matmul-c-v0"),
        (["--attack", "a_netwrk"], "did you mean a_network"),
        (["--sandbox", "landlok"], "did you mean landlock"),
        (["--backend", "hardwear"], "'hardwear' is not one of"),
        (["--sandbox", "unsafe-none"], "does not promise"),
    ],
)
def test_a_mistake_is_one_line(capsys: pytest.CaptureFixture[str], arguments: list[str], says: str) -> None:
    """With status 2; attacks are never let loose where they could do harm unless they are named."""
    status, out, err = _run(capsys, *arguments)
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert says in err


# ---- as an ordinary user ---------------------------------------------------------------------------

_AS_USER = """
import contextlib, os
from perfgym.bank import load_problem
from perfgym.redteam import redteam
from perfgym.sandbox import SANDBOXES
from perfgym.settings import Settings
with contextlib.closing(SANDBOXES["supervisor"]()) as sandbox:
    for _, shot in redteam(load_problem("matmul"), "c", os.environ["ATTACKS"].split(), sandbox, Settings()):
        assert shot.contained, shot
print("held as uid", os.getuid())
"""


@pytest.mark.skipif(os.getuid() != 0, reason="this is an ordinary user: every other test shows it")
def test_key_attacks_fail_for_an_ordinary_user() -> None:
    """Without root's rights the same promises hold."""
    with ordinary_user() as run:
        done = run("-c", _AS_USER, ATTACKS=" ".join(_KEY_ATTACKS))
        assert done.stdout.strip() == "held as uid 65534", done.stderr[-3000:]
