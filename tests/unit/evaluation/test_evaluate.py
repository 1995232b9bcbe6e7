"""The sequence from a submission to its evaluation, on fakes: its stages, its cache, and its failures."""

from dataclasses import fields, replace
from typing import NoReturn

import numpy as np
import pytest

import perfgym.evaluation.evaluate as evaluate_module
from perfgym.bank import load_problem
from perfgym.errors import HarnessError, MachineError
from perfgym.evaluation.evaluate import Evaluator
from perfgym.languages import LANGUAGES
from perfgym.machine import leases
from perfgym.machine.facts import fingerprint
from perfgym.machine.input_key import VARIABLE, input_key
from perfgym.measure import FakeBackend, MeasurementSetup
from perfgym.programs.program import Program
from perfgym.records import Conditions, Evaluation, Measurement, Role, Status
from perfgym.sandbox import FakeSandbox
from perfgym.sandbox.request import ProcessOutcome, ProcessRequest, ProcessResult
from tests.doubles.programs import CRASHING, WRONG, ended, fake_evaluator, product, right

EXPERT = load_problem("matmul").experts["c"]
CANDIDATE, TWIN = "// the candidate", "// a twin of the candidate"
_SMALL_BYTES = 100


def started(evaluator: Evaluator) -> Evaluator:
    """Start an episode."""
    evaluator.start_episode(np.random.default_rng(1))
    return evaluator


def evaluated(evaluator: Evaluator, code: str) -> Evaluation:
    """Evaluate a source text."""
    return evaluator.evaluate(evaluator.submission(code), np.random.default_rng(2))


def no_core(*_: object) -> NoReturn:
    """Stand in for ``lease_core``, and fail."""
    raise AssertionError("a core was leased")


@pytest.mark.parametrize(
    ("code", "status"),
    [
        ("not C", Status.COMPILE_ERROR),
        (CRASHING, Status.CRASHED),
        (WRONG, Status.WRONG_OUTPUT),
        (EXPERT, Status.ACCEPTED),
    ],
)
def test_all_of_an_evaluation_is_made_on_one_leased_core(
    code: str, status: Status, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Builds and tests therefore disturb no measurement of another evaluator."""
    made_on: list[int] = []
    run = FakeSandbox.run

    def watched(self: FakeSandbox, request: ProcessRequest) -> ProcessResult:
        assert request.core is not None
        made_on.append(request.core)
        with pytest.raises(MachineError, match="has become free"):  # it is leased
            leases._first_free([(request.core,)], "core_id", leases._Wait([(request.core,)], 0.0).check)
        return run(self, request)

    evaluator, rng = fake_evaluator(), np.random.default_rng(1)
    monkeypatch.setattr(FakeSandbox, "run", watched)
    evaluator.start_episode(rng)
    assert made_on
    made_on.clear()
    evaluation = evaluator.evaluate(evaluator.submission(code), rng)
    assert evaluation.status is status
    assert evaluation.queue_ahead is not None
    assert set(made_on) == {made_on[0]}


def test_an_evaluation_before_an_episode_is_an_error_of_the_harness() -> None:
    with pytest.raises(HarnessError, match="before start_episode"):
        evaluated(fake_evaluator(), EXPERT)


@pytest.mark.parametrize(
    ("code", "extras", "stages"),
    [
        (" \n", (), ()),
        ("not C", (), ("wait", "build")),
        (CRASHING, ("wall",), ("wait", "build", "test")),
        (EXPERT, (), ("wait", "build", "test", "measure")),
        (EXPERT, ("wall",), ("wait", "build", "test", "measure", "extras")),
    ],
    ids=["blank", "not built", "failed a test", "accepted", "accepted with extras"],
)
def test_exactly_the_stages_that_ran_are_timed(
    code: str, extras: tuple[str, ...], stages: tuple[str, ...]
) -> None:
    stage_s = evaluated(started(fake_evaluator(extras=extras)), code).stage_s
    assert tuple(stage_s) == stages
    assert all(seconds >= 0.0 for seconds in stage_s.values())


@pytest.mark.parametrize("code", ["", " \n\t", "\u2003\u00a0"])
def test_a_blank_submission_needs_no_core(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    evaluator = started(fake_evaluator())
    monkeypatch.setattr(evaluate_module, "lease_core", no_core)
    assert evaluated(evaluator, code) == Evaluation(
        status=Status.NO_CODE, conditions=evaluator.conditions, queue_ahead=None
    )


@pytest.mark.parametrize("code", ["not C", WRONG, EXPERT])
def test_a_resubmission_keeps_its_evaluation_and_needs_no_core(
    code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    evaluator = started(fake_evaluator())
    first = evaluated(evaluator, code)
    monkeypatch.setattr(evaluate_module, "lease_core", no_core)
    again = evaluated(evaluator, code)
    assert again == replace(first, queue_ahead=None, stage_s={})
    assert again.measurement is first.measurement


def test_the_same_program_from_another_source_keeps_its_evaluation(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is not tested or measured again. Its record has its own build, and the core that built it."""
    runs: list[bytes] = []
    run = FakeSandbox.run

    def building_twins(self: FakeSandbox, request: ProcessRequest) -> ProcessResult:
        result = run(self, request)
        if TWIN.encode() in request.files.values():
            built = run(self, replace(request, files={"solution.c": CANDIDATE.encode()}))
            return replace(built, stderr=b"warning: a twin")
        return result

    def counted(stdin: bytes) -> ProcessResult:
        runs.append(stdin)
        return ended(product(stdin))

    evaluator = started(fake_evaluator(**{CANDIDATE: counted, TWIN: counted}))
    monkeypatch.setattr(FakeSandbox, "run", building_twins)
    first = evaluated(evaluator, CANDIDATE)
    runs_of_first = len(runs)
    twin = evaluated(evaluator, TWIN)
    assert len(runs) == runs_of_first
    assert first.measurement is not None
    assert twin.measurement is first.measurement
    assert twin.verdict is first.verdict
    assert first.build is not None
    assert twin.build is not None
    assert twin.build.digest == first.build.digest
    assert (first.build.diagnostics, twin.build.diagnostics) == ("", "warning: a twin")
    assert tuple(twin.stage_s) == ("wait", "build")
    assert twin.queue_ahead is not None
    assert evaluated(evaluator, TWIN).build is twin.build
    assert evaluated(evaluator, CANDIDATE).build is first.build


@pytest.mark.parametrize(
    ("failure", "status"),
    [
        (ended(b"wrong"), Status.WRONG_OUTPUT),
        (ProcessResult(outcome=ProcessOutcome.SIGNALED, signal=11), Status.CRASHED),
        (ProcessResult(outcome=ProcessOutcome.TIMED_OUT), Status.TIMED_OUT),
    ],
    ids=["wrong", "crashed", "timed out"],
)
@pytest.mark.parametrize(
    ("measured_runs", "name", "last_stage"), [(0, "measured run", "measure"), (1, "extra run", "extras")]
)
def test_a_failure_after_the_tests_passed_keeps_build_and_verdict_and_no_measurement(
    measured_runs: int, name: str, last_stage: str, failure: ProcessResult, status: Status
) -> None:
    """The fake backend runs a candidate once; the run after that is for the extra figures."""
    results: list[ProcessResult] = []

    def failing_later(stdin: bytes) -> ProcessResult:
        results.append(ended(product(stdin)) if len(results) < tests + measured_runs else failure)
        return results[-1]

    evaluator = started(fake_evaluator(extras=("wall",), **{CANDIDATE: failing_later}))
    passing = evaluated(evaluator, EXPERT)
    assert passing.verdict is not None
    tests = passing.verdict.total
    evaluation = evaluated(evaluator, CANDIDATE)
    assert evaluation.status is status
    assert evaluation.build is not None
    assert evaluation.build.status is Status.ACCEPTED
    assert evaluation.verdict is not None
    assert (evaluation.verdict.passed, evaluation.verdict.total) == (tests, tests)
    assert (evaluation.measurement, evaluation.extras) == (None, None)
    assert evaluation.measured_failure is not None
    assert (evaluation.measured_failure.name, evaluation.measured_failure.status) == (name, status)
    assert tuple(evaluation.stage_s)[-1] == last_stage


def test_forgetting_drops_evaluations_and_keeps_the_hidden_tests() -> None:
    """A new episode has other tests."""
    inputs: list[bytes] = []

    def recorded(stdin: bytes) -> ProcessResult:
        inputs.append(stdin)
        return ended(product(stdin))

    evaluator = started(fake_evaluator(**{CANDIDATE: recorded}))

    def tests_and_evaluation() -> tuple[list[bytes], Evaluation]:
        inputs.clear()
        evaluation = evaluated(evaluator, CANDIDATE)
        assert evaluation.verdict is not None
        assert len(inputs) == evaluation.verdict.total + 1  # and the measured run
        return inputs[:-1], evaluation

    tests, first = tests_and_evaluation()
    evaluator.forget()
    same_tests, second = tests_and_evaluation()
    assert same_tests == tests
    assert second.measurement is not first.measurement
    evaluator.start_episode(np.random.default_rng(3))
    other_tests, _ = tests_and_evaluation()
    assert other_tests != tests


@pytest.mark.parametrize("code", ["", "not C", CRASHING, EXPERT])
def test_every_evaluation_has_all_of_its_conditions(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(FakeSandbox, "missing", ("no network",))
    backend = FakeBackend(reference={Role.TIME: 1e6})
    conditions = evaluated(started(fake_evaluator(backend)), code).conditions
    assert conditions == Conditions(
        problem_sha256=load_problem("matmul").digest,
        input_key=input_key().digest,
        toolchain=LANGUAGES["c"].toolchain().identity,
        backend="fake",
        sandbox="fake",
        sandbox_missing=("no network",),
        memory_tier="none",
        host=fingerprint(),
        events=backend.events(),
        absent=backend.absent(),
    )
    assert all(getattr(conditions, field.name) for field in fields(Conditions) if field.name != "size_note")


def test_a_measurement_names_its_machine() -> None:
    evaluation = evaluated(started(fake_evaluator(**{CANDIDATE: right()})), CANDIDATE)
    assert evaluation.measurement is not None
    assert evaluation.measurement.host == fingerprint()


class _Recording(FakeBackend):
    """Keeps every input that is drawn for a measured run."""

    def __init__(self, *, needs_core: bool) -> None:
        super().__init__()
        self.needs_core = needs_core
        self.drawn: list[bytes] = []

    def measure(self, setup: MeasurementSetup, candidate: Program, rng: np.random.Generator) -> Measurement:
        fixed = setup.draw(np.random.default_rng(setup.episode), self.mode)
        self.drawn += [fixed, *(setup.draw(rng, self.mode) for _ in range(3))]
        return super().measure(setup, candidate, rng)


def _inputs_of(seed: int, *, needs_core: bool = False) -> tuple[list[bytes], list[bytes]]:
    """Inputs of the hidden tests of an episode, and those of its measured runs."""
    tested: list[bytes] = []

    def recorded(stdin: bytes) -> ProcessResult:
        tested.append(stdin)
        return ended(product(stdin))

    backend = _Recording(needs_core=needs_core)
    evaluator = fake_evaluator(backend, **{CANDIDATE: recorded})
    evaluator.start_episode(np.random.default_rng(seed))
    evaluated(evaluator, CANDIDATE)
    return tested[:-1], backend.drawn


def test_equal_keys_and_seeds_give_equal_inputs_and_others_give_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """This holds for hidden tests, for the input of the whole episode and for those of one measurement."""
    tests, measured = _inputs_of(1)
    assert (tests, measured) == _inputs_of(1)
    other_tests, other_measured = _inputs_of(2)
    monkeypatch.setenv(VARIABLE, "another key of the same user")
    keyed_tests, keyed_measured = _inputs_of(1)
    assert len({*measured, *other_measured, *keyed_measured}) == 3 * len(measured) == 12
    for one, other, keyed in zip(tests, other_tests, keyed_tests, strict=True):
        if len(one) > _SMALL_BYTES:  # smaller ones may be alike by chance
            assert len({one, other, keyed}) == 3
    assert not set(measured) & set(tests)


def test_a_backend_that_measures_time_gets_fresh_inputs(monkeypatch: pytest.MonkeyPatch) -> None:
    """The hidden tests, and the input that stays for the episode, are the seed's; the others are nobody's."""
    (tests, measured), (same_tests, others) = (_inputs_of(1, needs_core=True) for _ in range(2))
    assert tests == same_tests
    assert measured[0] == others[0]
    assert len({*measured, *others}) == 1 + 3 + 3


def test_inputs_cannot_be_made_from_the_seed_by_the_public_generators() -> None:
    """This is what the problem's own functions draw for the seed without the key."""
    problem = load_problem("matmul")
    tests, measured = _inputs_of(1)
    rng = np.random.default_rng(1)
    public = [test.stdin for test in problem.draw_tests(rng, "c")]
    seed = int(np.random.default_rng(1).integers(1 << 63))
    public += [problem.draw_measured(one, "c", "cpu_time") for one in (rng, np.random.default_rng(seed))]
    large = {stdin for stdin in (*tests, *measured) if len(stdin) > _SMALL_BYTES}
    assert len(large) >= 6
    assert not large & set(public)


def test_an_input_tells_nothing_of_another_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each is drawn by a generator of its own: with one hidden test left out, the others stay the same."""
    problem = load_problem("matmul")
    first, *others = problem.tests.shared
    tests, _ = _inputs_of(1)
    monkeypatch.setattr(
        "tests.doubles.programs.load_problem",
        lambda _: replace(problem, tests=replace(problem.tests, shared=tuple(others))),
    )
    fewer, _ = _inputs_of(1)
    assert fewer == tests[first.count :]
