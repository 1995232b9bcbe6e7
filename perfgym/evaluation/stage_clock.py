"""The stages of one evaluation: how long each took, and where a candidate fails."""

import contextlib
import time
from collections.abc import Generator

from perfgym.records import CandidateFailed, Status

__all__ = ["StageClock", "require"]


class StageClock:
    """Wall-clock seconds of each stage of one evaluation.

    Args:
        stage_s: Stage name to the seconds of stages that are over.

    Attributes:
        stage_s: Stage name to seconds, in the order in which stages ended.
    """

    def __init__(self, **stage_s: float) -> None:
        self.stage_s = stage_s

    @contextlib.contextmanager
    def __call__(self, stage: str) -> Generator[None]:
        """Time a ``with`` block as a stage."""
        started = time.perf_counter()
        try:
            yield
        finally:
            self.stage_s[stage] = time.perf_counter() - started


def require(status: Status) -> None:
    """End the evaluation unless a stage accepted the candidate.

    Raises:
        CandidateFailed: It did not; the failure has the status.
    """
    if status is not Status.ACCEPTED:
        raise CandidateFailed(status)
