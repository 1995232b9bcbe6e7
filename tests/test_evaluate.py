"""The sequence as a whole, on fakes."""

import subprocess
import sys

import numpy as np
import pytest

from perfgym.bank import load_problem
from perfgym.sandbox import FakeSandbox
from perfgym.types import RunRequest, RunResult, Status
from tests.fakes import CRASHING, WRONG, fake_evaluator

_IS_FREE = """
import sys
from perfgym.lease import lease_core
with lease_core([int(sys.argv[1])]):
    pass
"""
EXPERT = load_problem("matmul").experts["c"]


def _is_leased(cpu: int) -> bool:
    """Whether another process waits for it in vain."""
    try:
        subprocess.run([sys.executable, "-c", _IS_FREE, str(cpu)], timeout=1.0, check=True)
    except subprocess.TimeoutExpired:
        return True
    return False


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
    made_on: list[int | None] = []
    run = FakeSandbox.run

    def watched(self: FakeSandbox, request: RunRequest) -> RunResult:
        made_on.append(request.core)
        if len(made_on) == 1:
            assert _is_leased(request.core or 0)
        return run(self, request)

    evaluator, rng = fake_evaluator(), np.random.default_rng(1)
    monkeypatch.setattr(FakeSandbox, "run", watched)
    evaluator.start_episode(rng)
    assert None not in made_on
    made_on.clear()
    evaluation = evaluator.evaluate(code, rng)
    assert evaluation.status is status
    assert evaluation.queue_ahead == 0
    assert set(made_on) == {made_on[0]}
    assert made_on[0] is not None
