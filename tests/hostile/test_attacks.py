"""Hostile programs, submitted for real: none gains, leaks, breaks the harness or leaves anything behind.

Two tiers. ``make test`` runs every attack of class C (on the measurement) with the clock, and all others on
the ``fake`` backend, which builds and tests for real but measures nothing; attacks that are only text run in
one compiled and one interpreted language. ``make test-all`` adds the same attacks with the clock, and the
texts in every language.
"""

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
from perfgym.records import Role, Status
from perfgym.redteam import (
    ANY,
    Attack,
    AttackClass,
    Session,
    attacks_for,
    named_attacks,
    open_session,
    quick_settings,
    redteam,
)
from perfgym.sandbox import SANDBOXES, Sandbox
from perfgym.sandbox.request import ProcessRequest, ProcessResult
from perfgym.settings import Settings
from tests.doubles.ordinary_user import ordinary_user

_LONG_NS = 30e6  # of the reference
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


_CLOCK, _FAKE = "cpu_time", "fake"


@functools.cache
def _eighths(problem: str, language: str) -> int:
    """How many eighths of a measured input's dimensions to use: five where the reference takes long.

    More pairs then fit into a second. Fewer than five would leave a run too short beside a program's start.
    """
    rng, backend = np.random.default_rng(0), CpuTimeBackend()
    with contextlib.closing(SANDBOXES["supervisor"]()) as sandbox:
        evaluator = Evaluator(load_problem(problem), LANGUAGES[language], sandbox, backend, Settings())
        return 8 if evaluator.start_episode(rng)[Role.TIME] < _LONG_NS else 5


def _shorter(problem: Problem, language: str) -> Problem:
    """The problem with smaller inputs and fewer tests, so that an attack takes a second or two.

    Programs in C start quickly and keep all tests. Other languages keep every fourth test.
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
def _session(
    problem: str = "matmul", sandbox: Sandbox | None = None, language: str = "c", backend: str = ""
) -> Generator[Session]:
    with (
        contextlib.closing(sandbox or SANDBOXES["supervisor"]()) as one,
        open_session(
            _shorter(load_problem(problem), language), language, one, quick_settings(Settings()), backend
        ) as opened,
    ):
        yield opened


def _named(*names: str) -> list[Attack]:
    return named_attacks(names, _MATMUL, "c")


def _run_attack(session: Session, attack: Attack, backend: str = "") -> None:
    """Run an attack, which has to be contained.

    On the ``fake`` backend an attack is contained when its status is an expected one, nothing forbidden
    worked, no secret is in the feedback, the harness did not fail and nothing is left. That backend pays by
    a table of source texts: an accepted text that is not in the table earns nothing, whatever it does. So
    "gains nothing" says little there, and every attack on the measurement has to run with the clock.
    """
    result = session.run_attack(attack, backend)
    if result.skipped:
        pytest.skip(result.skipped)
    assert result.contained, f"{attack.name} ({attack.tries}): {'; '.join(result.achieved)}"


class _Sessions:
    """The open session, of one language at a time: every attack in it meets what others left."""

    def __init__(self) -> None:
        self._open = contextlib.ExitStack()
        self._language = ""
        self._session: Session | None = None

    def of(self, language: str) -> Session:
        """The session of a language. Skips the test where this machine lacks the language."""
        if self._session is None or language != self._language:
            self.close()
            try:
                LANGUAGES[language].toolchain()
            except ToolchainMissingError as error:
                pytest.skip(str(error))
            self._session = self._open.enter_context(_session(language=language))
            self._language = language
        return self._session

    def close(self) -> None:
        """Close the open session, if there is one."""
        self._session = None
        self._open.close()


@pytest.fixture(scope="module")
def sessions() -> Generator[_Sessions]:
    """Not a parametrised fixture: pytest would make that anew for each attack."""
    with contextlib.closing(_Sessions()) as sessions:
        yield sessions


@pytest.fixture
def session(sessions: _Sessions) -> Session:
    """A session in C."""
    return sessions.of("c")


_LANGUAGES = [language for language in LANGUAGES if language in _MATMUL.references]
_TEXT_LANGUAGES = ("c", "python")  # one that is compiled and one that is interpreted


def _cases_of(language: str, attack: Attack) -> Generator[object]:
    """An attack once for each backend that it runs on. Those marked full belong to ``make test-all`` only."""
    name = f"{language}-{attack.name}"
    if attack.kind is AttackClass.MEASUREMENT:
        yield pytest.param(language, attack, "", id=name)
        return
    often = attack.language != ANY or language in _TEXT_LANGUAGES
    yield pytest.param(language, attack, _FAKE, id=name, marks=() if often else pytest.mark.full)
    yield pytest.param(language, attack, "", id=f"{name}-with-the-clock", marks=pytest.mark.full)


def _cases() -> Generator[object]:
    """All attacks in a language, and then an honest program."""
    for language in _LANGUAGES:
        for attack in attacks_for(_MATMUL, language):
            yield from _cases_of(language, attack)
        yield pytest.param(language, None, "", id=f"{language}-honest program")


@pytest.mark.parametrize(("language", "attack", "backend"), list(_cases()))
def test_an_attack_achieves_nothing(
    sessions: _Sessions, language: str, attack: Attack | None, backend: str
) -> None:
    """After all attacks in a language an honest program is still accepted: they did not harm the sandbox."""
    if attack is None:
        sessions.of(language).start_episode()
        sessions.close()
    else:
        _run_attack(sessions.of(language), attack, backend)


def test_every_class_of_attack_is_tried() -> None:
    """The catalogue covers escape, exhaustion, cheating, text and pressure on the harness."""
    counts = collections.Counter(attack.kind for attack in attacks_for(_MATMUL, "c"))
    assert set(counts) == set("ABCDE")
    assert counts.total() >= 120, counts


def test_only_attacks_on_the_measurement_name_a_backend() -> None:
    """Others run on the fake backend in ``make test``, so a backend in their header would be ignored."""
    named = [
        attack.name for language in LANGUAGES for attack in attacks_for(_MATMUL, language)
        if attack.backend and attack.kind is not AttackClass.MEASUREMENT
    ]  # fmt: skip
    assert named == []


@pytest.mark.parametrize("problem", _OTHERS)
def test_attacks_on_outputs_fail_on_every_problem(problem: str) -> None:
    """Problems differ in their outputs and in how these are compared."""
    with _session(problem) as opened:
        for attack in _named(*_OUTPUT_ATTACKS):
            _run_attack(opened, attack)


def test_resubmitting_a_program_draws_no_new_luck(session: Session) -> None:
    """The same program, or the same with other white space, keeps the samples it had."""
    source = session.problem.references["c"]
    evaluator, rng = session.patient_evaluator, session.rng
    evaluator.start_episode(rng)
    first, again, spaced = (
        evaluator.evaluate(evaluator.submission(text), rng)
        for text in (source, source, "\n\n// other\n" + source)
    )
    assert first.measurement is not None
    assert first.measurement is again.measurement is spaced.measurement


def test_key_attacks_fail_without_a_memory_control_group(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no control group can be made, limits on address space hold."""
    monkeypatch.setattr("perfgym.sandbox.cgroup.make_memory_cgroup", lambda: None)
    with _session() as without:
        assert without.evaluator.sandbox.memory_tier == "address-space"
        for attack in _named(*_KEY_ATTACKS):
            _run_attack(without, attack, "" if attack.kind is AttackClass.MEASUREMENT else _FAKE)


_COUNTS_ATTACKS = (
    "c_read_counters",
    "c_fake_counters",
    "c_few_pairs",
    "c_sim_counts_by_arguments",
    "c_threads",
)


@pytest.mark.parametrize("backend", ["simulated", "auto"])
def test_attacks_on_counting_fail_with_every_backend(sandbox: Sandbox, backend: str) -> None:
    """Every attack can run with every backend."""
    settings = quick_settings(Settings())
    try:
        make_backend(backend)
    except MachineError as error:
        pytest.skip(str(error))
    with open_session(_MATMUL, "c", sandbox, settings, backend) as opened:
        for attack in _named(*_COUNTS_ATTACKS):
            result = opened.run_attack(attack)
            assert (result.backend, result.achieved) == (backend, ()), attack.name


def test_what_the_clock_cannot_tell_from_honest_work_stays_bounded(session: Session) -> None:
    """A program that hides half of its work from the simulator earns half, and unseen misses nothing more."""
    (attack,) = _named("c_sim_request_some_work")
    result = session.run_attack(attack)
    if result.skipped:
        pytest.skip(result.skipped)
    assert 0.3 < result.gained < 0.5


def test_an_attack_on_a_simulator_is_skipped_where_there_is_none(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The result has the reason; it must not look as if the attack had been contained."""
    monkeypatch.setattr("perfgym.redteam.session.make_backend", _missing)
    monkeypatch.setattr(session, "_by_backend", {})
    (attack,) = _named("c_sim_request")
    result = session.run_attack(attack)
    assert (result.status, result.skipped) == (None, "there is no simulator here")


def _missing(name: str) -> NoReturn:
    raise MachineError("there is no simulator here")


# ---- the suite can fail ----------------------------------------------------------------------------


class _Broken:
    """A sandbox that keeps its promises until ``is_broken``; then ``spoil`` changes each run's result."""

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


class _Crashes(_Broken):
    def spoil(self, result: ProcessResult) -> ProcessResult:
        return replace(result, exit_code=1)


_EITHER_BACKEND = pytest.mark.parametrize(
    "backend", [pytest.param(_CLOCK, marks=pytest.mark.full), _FAKE], ids=[_CLOCK, _FAKE]
)


@_EITHER_BACKEND
@pytest.mark.parametrize(
    ("broken", "says"),
    [
        (_Fails, "made the harness fail"),
        (_Litters, "left a process sleep"),
        (_Crashes, "was CRASHED, but only ACCEPTED is right"),
    ],
)
def test_what_a_broken_sandbox_lets_through_is_reported(
    broken: type[_Broken], says: str, backend: str
) -> None:
    """A fault of the harness, a process left behind, and an unexpected status."""
    sandbox = broken()
    with _session(sandbox=sandbox, backend=backend) as opened:
        sandbox.is_broken = True
        (attack,) = _named("a_environment")
        result = opened.run_attack(attack)
        assert not result.contained
        assert says in "; ".join(result.achieved)


@_EITHER_BACKEND
def test_an_attack_that_works_is_reported(backend: str) -> None:
    """Host files can be read in the sandbox that promises nothing."""
    with _session(sandbox=SANDBOXES["unsafe-none"](), backend=backend) as opened:
        (attack,) = _named("a_host_files")
        assert "LEAK /etc/passwd" in "; ".join(opened.run_attack(attack).achieved)


@pytest.mark.parametrize("backend", [_CLOCK, _FAKE])
def test_an_attack_that_pays_is_reported(session: Session, tmp_path: Path, backend: str) -> None:
    """Here the attack is the expert's program, which earns a reward by the clock and by the fake table."""
    path = tmp_path / "d_expert.py"
    path.write_text("def submission(problem, language):\n    return problem.experts[language]\n")
    (honest,) = _named("d_line_ends")
    attack = replace(honest, name="d_expert", path=path)
    result = session.run_attack(attack, backend)
    assert result.status is Status.ACCEPTED
    assert [what for what in result.achieved if "gained a reward of 0." in what], result


def test_attacks_on_a_problem_whose_reference_fails_are_not_run(sandbox: Sandbox, tmp_path: Path) -> None:
    """Their status would say nothing."""
    folder = tmp_path / "sort"
    shutil.copytree(load_problem("sort").folder, folder)
    reference = folder / "reference" / "solution.c"
    reference.write_text("static int rt_solve;\n" + reference.read_text())
    with (
        pytest.raises(ProblemError, match="is COMPILE_ERROR when it is built the way attacks are"),
        open_session(load_problem_folder(folder), "c", sandbox, quick_settings(Settings())),
    ):
        pass


def test_each_attack_is_announced_before_it_runs_and_reported_after(sandbox: Sandbox) -> None:
    """An honest program comes before the first and after the last."""
    order: list[str] = []
    names = ["d_empty", "d_path"]
    for done in redteam(_MATMUL, "c", names, sandbox, Settings(), _FAKE, order.append):
        result = done.result
        order.append(f"{done.number}/{done.total} {result.attack.name} {result.status}")
    assert order == [
        "honest program",
        "d_empty", "1/2 d_empty NO_CODE",
        "d_path", "2/2 d_path COMPILE_ERROR",
        "honest program",
    ]  # fmt: skip


# ---- the command -----------------------------------------------------------------------------------


def _run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        main(["redteam", *arguments])
    captured = capsys.readouterr()
    assert isinstance(ended.value.code, int)
    return ended.value.code, captured.out, captured.err


def test_the_command_runs_the_named_attacks(capsys: pytest.CaptureFixture[str]) -> None:
    """Without an ID it attacks matmul in C. The exit status is 0 when every attack is contained."""
    status, out, _ = _run(capsys, "--attack", "d_empty", "--attack", "c_exit_early", "--json")
    rows = json.loads(out)
    assert status == 0
    assert [(row["id"], row["attack"], row["class"], row["status"], row["contained"]) for row in rows] == [
        ("PerfOptimize-matmul-c-v0", "d_empty", "D", "NO_CODE", True),
        ("PerfOptimize-matmul-c-v0", "c_exit_early", "C", "WRONG_OUTPUT", True),
    ]


def test_the_command_fails_when_an_attack_works(capsys: pytest.CaptureFixture[str]) -> None:
    """The exit status is 1, and the output says what the attack achieved."""
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
    """The exit status is 2. Attacks only run in an unsafe sandbox when they are named."""
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
    for done in redteam(load_problem("matmul"), "c", os.environ["ATTACKS"].split(), sandbox, Settings()):
        assert done.result.contained, done
print("held as uid", os.getuid())
"""


@pytest.mark.skipif(os.getuid() != 0, reason="this is an ordinary user already: every other test shows it")
def test_key_attacks_fail_for_an_ordinary_user() -> None:
    """The same promises hold without root's rights."""
    with ordinary_user() as run:
        done = run("-c", _AS_USER, ATTACKS=" ".join(_KEY_ATTACKS))
        assert done.stdout.strip() == "held as uid 65534", done.stderr[-3000:]
