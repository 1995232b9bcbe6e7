"""From a submitted tree to its evaluation, on a task whose programs are JSON: no process is started."""

import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from perfgym.errors import HarnessError, ProblemError
from perfgym.evaluation.reward import REPO_REWARDS, expert_ratio, log_speedup
from perfgym.measure import FakeBackend
from perfgym.records import Evaluation, Role, Status, Submission
from perfgym.repo.evaluation import evaluate as module
from perfgym.repo.evaluation.evaluate import RepoEvaluator
from perfgym.store import SizeFit, SizeFits
from perfgym.store.size_fits import SizeKey
from tests.doubles.modules import EXPERT, SOURCE, ModuleSandbox, module_evaluator
from tests.doubles.modules import module as submitted


class CountingBackend(FakeBackend):
    """Counts the measurements that it is asked for."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.measured = 0

    def measure(self, *args: Any) -> Any:
        """As the fake backend."""
        self.measured += 1
        return super().measure(*args)


@pytest.fixture
def backend() -> CountingBackend:
    """A backend that counts what it measures."""
    return CountingBackend()


@pytest.fixture
def opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, backend: CountingBackend
) -> tuple[RepoEvaluator, ModuleSandbox]:
    """An evaluator at the beginning of an episode, and its sandbox."""
    evaluator, sandbox = module_evaluator(tmp_path, monkeypatch, backend)
    evaluator.start_episode(np.random.default_rng(1))
    return evaluator, sandbox


@pytest.fixture
def evaluator(opened: tuple[RepoEvaluator, ModuleSandbox]) -> RepoEvaluator:
    """The evaluator alone."""
    return opened[0]


def evaluated(evaluator: RepoEvaluator, submission: Submission) -> Evaluation:
    """Evaluate a submission."""
    return evaluator.evaluate(submission, np.random.default_rng(2))


def time_of(evaluation: Evaluation) -> float:
    """The speed-up in time."""
    assert evaluation.measurement is not None
    return math.exp(evaluation.measurement.intervals[Role.TIME].estimate)


def expert() -> Submission:
    """The expert's files."""
    return Submission(files={SOURCE: json.dumps(EXPERT).encode()})


@pytest.mark.parametrize("comment", [{}, {"comment": "another text of the same programs"}])
def test_programs_that_are_the_bases_own_gain_exactly_nothing(
    comment: dict[str, str], evaluator: RepoEvaluator, backend: CountingBackend
) -> None:
    found = evaluated(evaluator, submitted(**comment))
    assert found.status is Status.ACCEPTED
    assert backend.measured == 0
    assert "byte for byte" in found.facts["unchanged"]
    assert found.measurement is not None
    assert found.measurement.intervals.keys() == backend.events().keys()
    assert all((one.low, one.estimate, one.high) == (0, 0, 0) for one in found.measurement.intervals.values())
    assert [reward(found) for reward in REPO_REWARDS.values()] == [0.0] * len(REPO_REWARDS)
    assert Evaluation.from_json(found.to_json()) == found


def test_programs_that_are_the_bases_own_must_pass_the_tests_all_the_same(evaluator: RepoEvaluator) -> None:
    """A package that no workload uses may be broken."""
    found = evaluated(evaluator, submitted(tests={"TestA": "fails", "TestB": "passes"}))
    assert found.status is Status.WRONG_OUTPUT
    assert found.verdict is not None
    assert found.verdict.first_failure is not None
    assert "TestA failed" in found.verdict.first_failure.detail


def test_the_fake_backend_knows_the_expert_by_its_files(evaluator: RepoEvaluator) -> None:
    assert time_of(evaluated(evaluator, expert())) == pytest.approx(4.0)
    assert time_of(evaluated(evaluator, submitted(speed="of nobody"))) == 1.0


def test_what_is_built_to_the_same_keeps_its_result(
    evaluator: RepoEvaluator, backend: CountingBackend
) -> None:
    first = evaluated(evaluator, submitted(speed="x"))
    measured = backend.measured
    assert measured == 2
    twin = evaluated(evaluator, submitted(speed="x", comment="a twin"))
    assert backend.measured == measured
    assert twin.measurement is first.measurement
    again = evaluated(evaluator, submitted(speed="x"))
    assert (again.queue_ahead, again.stage_s) == (None, {})
    evaluator.start_episode(np.random.default_rng(3))
    evaluated(evaluator, submitted(speed="x"))
    assert backend.measured == 2 * measured


@pytest.mark.parametrize(
    ("submission", "status", "stages"),
    [
        (Submission(files={SOURCE: b"no JSON"}), Status.COMPILE_ERROR, ["wait", "build"]),
        (submitted(output="wrong"), Status.WRONG_OUTPUT, ["wait", "build", "test"]),
        (submitted(speed="x"), Status.ACCEPTED, ["wait", "build", "test", "measure"]),
        (Submission(files={SOURCE: b" \n"}), Status.NO_CODE, []),
    ],
)
def test_each_stage_is_timed_and_so_is_the_queue(
    submission: Submission, status: Status, stages: list[str], evaluator: RepoEvaluator
) -> None:
    found = evaluated(evaluator, submission)
    assert (found.status, list(found.stage_s)) == (status, stages)
    assert (found.queue_ahead is not None) == bool(stages)


def test_an_evaluation_before_an_episode_is_an_error_of_the_harness(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    evaluator, _ = module_evaluator(tmp_path, monkeypatch)
    with pytest.raises(HarnessError, match="before start_episode"):
        evaluated(evaluator, expert())


def test_allocations_are_told_and_marked_as_told(evaluator: RepoEvaluator) -> None:
    told = evaluated(evaluator, submitted(allocated=[500, 25])).facts
    assert told["allocations"]["bytes"] == pytest.approx(math.log(2), rel=5e-3)
    assert told["allocations"]["allocations"] == pytest.approx(math.log(4), rel=5e-3)
    assert "told by the programs themselves" in told["allocations"]["source"]
    assert told["workloads"]["one"]["allocated_bytes"] == 500.0
    assert told["workloads"]["two"]["base_allocations"] == 100.0


def test_allocations_tell_little_of_an_input(evaluator: RepoEvaluator) -> None:
    """A program could allocate as many bytes as the number that its input is."""
    told, other = (
        evaluated(evaluator, submitted(allocated=[size, size])).facts for size in (123_456, 123_489)
    )
    assert told == other
    assert told["workloads"]["one"]["allocated_bytes"] == 123_000.0


def test_allocations_are_asked_for_in_no_measured_run(opened: tuple[RepoEvaluator, ModuleSandbox]) -> None:
    evaluator, sandbox = opened
    sandbox.requests.clear()
    evaluated(evaluator, submitted(speed="x"))
    asked = ["PERFGYM_ALLOCATIONS" in request.environment for request in sandbox.requests]
    assert sum(asked) == 4  # base and candidate, in each workload
    assert not any(asked[:-4])


def test_a_program_that_tells_no_allocations_saves_none(evaluator: RepoEvaluator) -> None:
    told = evaluated(evaluator, expert()).facts["allocations"]
    assert "one, two did not tell" in told["missing"]
    assert "bytes" not in told


@pytest.mark.parametrize(("mib", "suspicious"), [(10, False), (30, False), (32, True), (200, True)])
def test_more_memory_than_a_modest_table_is_suspicious(
    mib: int, suspicious: bool, evaluator: RepoEvaluator
) -> None:
    """Ten MiB of the base allow 15 and 16 more."""
    found = evaluated(evaluator, submitted(peak_mib=mib))
    assert found.measurement is not None
    assert bool(found.measurement.suspicions) is suspicious
    assert all(f"holds {mib} MiB" in text for text in found.measurement.suspicions)


def test_the_expert_is_measured_once_where_it_is_compared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, backend: CountingBackend
) -> None:
    evaluator, _ = module_evaluator(tmp_path, monkeypatch, backend, compares_expert=True)
    evaluator.start_episode(np.random.default_rng(1))
    assert backend.measured == 2
    evaluator.start_episode(np.random.default_rng(2))
    assert backend.measured == 2
    for submission, score in ((expert(), 1.0), (submitted(), 0.0), (submitted(speed="x"), 0.0)):
        found = evaluated(evaluator, submission)
        assert found.facts["expert"]["speedup"] == pytest.approx(4.0)
        assert expert_ratio(found) == pytest.approx(score)
        assert (log_speedup(found) > 0.0) == (score > 0.0)


def test_an_expert_that_is_not_faster_here_cannot_be_compared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = FakeBackend({json.dumps(EXPERT): {Role.TIME: 90e6}}, {Role.TIME: 80e6})
    evaluator, _ = module_evaluator(tmp_path, monkeypatch, slow, compares_expert=True)
    with pytest.raises(ProblemError, match=r"not certainly faster here \(0.889 times"):
        evaluator.start_episode(np.random.default_rng(1))


class TimedFake(FakeBackend):
    """The fake backend, as if it measured time."""

    needs_core = True


def test_sizes_of_workloads_are_fitted_to_the_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys: list[SizeKey] = []

    def fit(problem: Any, programs: Any, key: SizeKey) -> SizeFit:
        assert programs().expert is not None
        keys.append(key)
        return SizeFit(key=key, factor=2.0, reference_ms=60.0, expert_ms=15.0, startup_ms=1.0, why_not="w")

    monkeypatch.setattr("perfgym.evaluation.machine_sizes.fit_sizes", fit)
    fits = SizeFits(None)
    with pytest.warns(RuntimeWarning, match="no folder for data"):
        evaluator, sandbox = module_evaluator(tmp_path, monkeypatch, TimedFake(), fits)
        evaluator.start_episode(np.random.default_rng(1))
    assert [key.problem for key in keys] == ["lib.one", "lib.two"]
    assert {key.target_ms for key in keys} == {(40.0, 150.0)}
    assert evaluator.conditions.size_factor == pytest.approx(2.0)
    assert evaluator.conditions.size_note == "one: w; two: w"
    sandbox.requests.clear()
    found = evaluated(evaluator, submitted(speed="x"))
    assert max(len(request.stdin) for request in sandbox.requests) in range(8 + 20, 8 + 41)
    assert found.facts["workloads"]["one"]["size_factor"] == 2.0
    evaluator.start_episode(np.random.default_rng(2))
    assert len(keys) == 2


def test_one_core_is_leased_for_all_of_an_evaluation(
    evaluator: RepoEvaluator, monkeypatch: pytest.MonkeyPatch
) -> None:
    leases: list[int] = []
    lease_core = module.lease_core

    def counted(*args: Any) -> Any:
        leases.append(1)
        return lease_core(*args)

    monkeypatch.setattr(module, "lease_core", counted)
    evaluated(evaluator, submitted(speed="x"))
    evaluated(evaluator, submitted(speed="x"))
    assert len(leases) == 1


def test_others_are_given_what_is_measured_and_what_is_required(evaluator: RepoEvaluator) -> None:
    assert evaluator.required_tests() == {".": {"TestA", "TestB"}}
    with evaluator.leased_workloads() as setups:
        assert setups.keys() == {"one", "two"}
        assert all(setup.core >= 0 for setup in setups.values())
