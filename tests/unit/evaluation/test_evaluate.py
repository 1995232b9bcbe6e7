"""The sequence as a whole, on fakes."""

import numpy as np
import pytest

from perfgym.bank import load_problem
from perfgym.machine import leases
from perfgym.records import Status
from perfgym.sandbox import FakeSandbox
from perfgym.sandbox.request import ProcessRequest, ProcessResult
from tests.doubles.programs import CRASHING, WRONG, fake_evaluator

EXPERT = load_problem("matmul").experts["c"]


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
    """What is built or tested disturbs nobody who measures."""
    made_on: list[int] = []
    run = FakeSandbox.run

    def watched(self: FakeSandbox, request: ProcessRequest) -> ProcessResult:
        assert request.core is not None
        made_on.append(request.core)
        with pytest.raises(TimeoutError):  # it is leased
            leases._first_free([(request.core,)], "core_id", 0.0)
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
