"""One sandbox that many users share."""

import pytest

from perfgym.sandbox import FakeSandbox, Sandbox
from perfgym.sandbox.request import Limits, ProcessRequest
from perfgym.sandbox.shared import SharedSandbox


class Counted(FakeSandbox):
    """Counts how often it is closed."""

    def __init__(self) -> None:
        super().__init__({})
        self.closed = 0

    def close(self) -> None:
        self.closed += 1


def test_the_last_user_ends_it() -> None:
    """A user may close more than once."""
    made: list[Counted] = []

    def make() -> Sandbox:
        made.append(Counted())
        return made[-1]

    first, second = SharedSandbox("counted", make), SharedSandbox("counted", make)
    assert len(made) == 1
    first.close()
    first.close()
    assert made[0].closed == 0
    second.run(ProcessRequest(argv=("x",), limits=Limits()))
    second.close()
    assert made[0].closed == 1
    SharedSandbox("counted", make).close()
    assert [sandbox.closed for sandbox in made] == [1, 1]


def test_a_share_that_was_given_back_runs_nothing() -> None:
    """Other users of the sandbox do not matter."""
    share, other = SharedSandbox("counted", Counted), SharedSandbox("counted", Counted)
    share.close()
    with pytest.raises(ValueError, match="closed"):
        share.run(ProcessRequest(argv=("x",), limits=Limits()))
    other.close()


def test_making_a_sandbox_is_tried_again_after_a_failure() -> None:
    """The failure is not cached."""

    def fail() -> Sandbox:
        raise RuntimeError("not today")

    for _ in range(2):
        with pytest.raises(RuntimeError, match="not today"):
            SharedSandbox("failing", fail)
