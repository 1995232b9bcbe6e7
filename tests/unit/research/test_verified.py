"""Verified runs in a sandbox that answers as a test wishes: what is asked, and what the answers mean."""

import os
from dataclasses import replace
from types import SimpleNamespace

import pytest

from perfgym.errors import ProblemError, SettingsError
from perfgym.records import Status
from perfgym.research import verified
from perfgym.research.corpus import Splits
from perfgym.research.load import load_research
from perfgym.research.records import Part, RunSeed
from perfgym.research.source import Source
from perfgym.research.status import ResearchStatus
from perfgym.research.verified import CpuBudget, VerifiedRuns
from perfgym.sandbox.request import ProcessOutcome, ProcessRequest, ProcessResult
from tests.doubles.plain_language import AnsweringSandbox

_SOURCE = Source.of("x = 1")
_BUDGET = CpuBudget(allowed_s=8.0, limit_s=12.0)
_TRAINED = ProcessResult(
    outcome=ProcessOutcome.EXITED, stdout=b"log\n", cpu_ns=3_000_000_000, artifact=b"model"
)
_SPLITS = Splits(train=(b"one", b"two", b"three"), search=b"s" * 64, final=b"f" * 128)
_LATE = ProcessResult(outcome=ProcessOutcome.TIMED_OUT, detail="used more than 12 s of CPU time")


def _runs(sandbox: AnsweringSandbox, scale: float = 1.0) -> VerifiedRuns:
    return VerifiedRuns(load_research("jargon"), _SPLITS, sandbox, scale=scale)


def test_every_status_of_a_program_is_one_of_an_experiment() -> None:
    known = {status.value for status in ResearchStatus}
    assert {status.value for status in Status} - known == {"COMPILE_TIMEOUT"}  # nothing is compiled


def _seed(value: int) -> RunSeed:
    return RunSeed(part=Part.SEARCH, number=0, value=value)


def test_training_sees_the_text_and_scoring_sees_the_artifact() -> None:
    sandbox = AnsweringSandbox(_TRAINED, ProcessResult(outcome=ProcessOutcome.EXITED))
    _runs(sandbox, scale=0.5).run(_SOURCE, _seed(4), _BUDGET, cpu=-1)
    training, scoring = sandbox.requests
    assert training.files["train.py"] == scoring.files["train.py"] == b"x = 1\n"
    assert sorted(training.files["train.bin"].split(b"\n")) == [b"one", b"three", b"two"]
    assert scoring.files.keys() == {"train.py", "model.bin", "driver.py"}
    assert scoring.files["model.bin"] == b"model"
    assert training.argv[-3:-1] == ("/work/train.py", "train")
    assert 0 <= int(training.argv[-1]) < 1 << 31
    assert (training.limits.cpu_s, training.environment["PERFGYM_CPU_S"]) == (12.0, "8.0")
    assert training.environment["PERFGYM_SCALE"] == scoring.environment["PERFGYM_SCALE"] == "0.5"
    assert scoring.environment["PERFGYM_CPU_S"] == "30.0"
    assert training.environment["OMP_NUM_THREADS"] == "1"
    assert (training.talk, scoring.talk is None) == (None, False)
    assert not (training.may_fork or scoring.may_fork)
    for request in sandbox.requests:
        assert not any(b"sss" in content or b"fff" in content for content in request.files.values())


def test_equal_seeds_ask_for_equal_runs_and_other_seeds_do_not() -> None:
    def asked(seed: int) -> tuple[object, ...]:
        sandbox = AnsweringSandbox(_LATE)
        _runs(sandbox).run(_SOURCE, _seed(seed), _BUDGET)
        return sandbox.requests[0].argv, sandbox.requests[0].files

    assert asked(1) == asked(1) != asked(2)


@pytest.mark.parametrize(
    ("result", "status", "words"),
    [
        (_LATE, ResearchStatus.TIMED_OUT, "training: used more than 12 s of CPU time"),
        (replace(_TRAINED, exit_code=1), ResearchStatus.CRASHED, "training: "),
        (replace(_TRAINED, artifact=None), ResearchStatus.CRASHED, "training left no file"),
        (replace(_TRAINED, artifact=None, detail="large"), ResearchStatus.ARTIFACT_TOO_LARGE, "more than"),
        (replace(_TRAINED, artifact=bytes(128_000)), ResearchStatus.ARTIFACT_TOO_LARGE, "may have 128000"),
    ],
)
def test_what_fails_in_training_is_not_scored(
    result: ProcessResult, status: ResearchStatus, words: str
) -> None:
    sandbox = AnsweringSandbox(result)
    run = _runs(sandbox).run(_SOURCE, _seed(1), _BUDGET)
    assert (run.status, words in run.detail, len(sandbox.requests)) == (status, True, 1)
    assert run.val_bpb is None


def test_a_program_that_is_too_large_does_not_run() -> None:
    sandbox = AnsweringSandbox()
    run = _runs(sandbox).run(replace(_SOURCE, size=12_001), _seed(1), _BUDGET)
    assert run.status is ResearchStatus.CODE_TOO_LARGE
    assert run.detail == "the compressed program has 12001 bytes, but may have 12000"


def test_a_process_that_ends_without_a_word_has_crashed() -> None:
    sandbox = AnsweringSandbox(_TRAINED, ProcessResult(outcome=ProcessOutcome.EXITED))
    run = _runs(sandbox).run(_SOURCE, _seed(1), _BUDGET)
    assert (run.status, run.detail) == (
        ResearchStatus.CRASHED,
        "scoring: the program ended before the last byte",
    )
    assert (run.cpu_s, run.log, run.total_bytes) == (3.0, "log", _SOURCE.size + 5)


@pytest.mark.parametrize(("disturbed", "requests"), [(True, 2), (False, 1)])
def test_a_run_that_is_late_on_a_disturbed_core_is_made_once_more(
    monkeypatch: pytest.MonkeyPatch, *, disturbed: bool, requests: int
) -> None:
    def monitor(_: int) -> SimpleNamespace:
        return SimpleNamespace(begin_pair=lambda: None, look=lambda: None, disturbed=disturbed)

    monkeypatch.setattr(verified, "CoreMonitor", monitor)
    sandbox = AnsweringSandbox(_LATE, _LATE)
    run = _runs(sandbox).run(_SOURCE, _seed(1), _BUDGET, cpu=0)
    assert (run.status, run.repeated, len(sandbox.requests)) == (
        ResearchStatus.TIMED_OUT,
        disturbed,
        requests,
    )
    assert sandbox.requests[0].core == 0


def test_the_budget_is_a_multiple_of_what_the_baseline_took() -> None:
    runs = _runs(AnsweringSandbox())
    assert runs.budget(10.0) == CpuBudget(allowed_s=20.0, limit_s=30.0)
    assert runs.baseline_budget.limit_s == 120.0


def test_the_budget_of_a_short_test_is_some_seconds() -> None:
    assert _runs(AnsweringSandbox()).budget(0.3) == CpuBudget(allowed_s=4.0, limit_s=6.0)


def test_a_program_that_the_sandbox_does_not_end_in_time_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The deadline of the evaluator stands behind the limit of the sandbox."""

    class Endless(AnsweringSandbox):
        def run(self, request: ProcessRequest) -> ProcessResult:
            if request.talk:
                (reader, _), (_, writer) = pipes = os.pipe(), os.pipe()
                try:
                    request.talk(reader, writer)
                finally:
                    for end in (end for pipe in pipes for end in pipe):
                        os.close(end)
            return super().run(request)

    monkeypatch.setattr(verified, "_WALL_SLACK_S", -29.9)
    run = _runs(Endless(_TRAINED)).run(_SOURCE, _seed(1), _BUDGET)
    assert (run.status, run.detail) == (ResearchStatus.TIMED_OUT, "scoring: still running after 30 s")


def test_a_sandbox_that_leaks_is_refused() -> None:
    """Programs also find their files by the paths in a jail, which other sandboxes do not have."""
    sandbox = AnsweringSandbox()
    sandbox.name, sandbox.missing = "sieve", ("no-host-files", "alone")
    with pytest.raises(SettingsError, match="sieve does not promise no-host-files, alone; use supervisor"):
        _runs(sandbox)


def test_a_text_that_is_too_short_for_its_streams_is_refused_at_once() -> None:
    with pytest.raises(ProblemError, match="has 6 bytes, too few for 16 streams"):
        _runs(AnsweringSandbox(), scale=0.1)
