"""The evaluations of one episode, kept so that equal submissions and equal programs draw no new luck."""

from collections.abc import Hashable
from dataclasses import replace

from perfgym.evaluation.stage_clock import StageClock
from perfgym.machine.leases import Lease
from perfgym.records import Conditions, Evaluation, Submission

__all__ = ["KnownEvaluations"]


class KnownEvaluations:
    """Keeps evaluations by submission, and by digest of what was built."""

    def __init__(self) -> None:
        self._known: dict[Hashable, Evaluation] = {}

    def forget(self) -> None:
        """Drop all."""
        self._known = {}

    def of(self, submission: Submission) -> Evaluation | None:
        """The evaluation that a submission had, without the time that it took; None if it had none."""
        known = self._known.get(submission.key)
        return known and replace(known, queue_ahead=None, stage_s={})

    def twin(self, digest: str) -> Evaluation | None:
        """The evaluation of another submission of which the same was built; None if there is none."""
        return self._known.get(digest) if digest else None

    def remember(
        self,
        submission: Submission,
        evaluation: Evaluation,
        *,
        digest: str,
        conditions: Conditions,
        lease: Lease,
        clock: StageClock,
    ) -> Evaluation:
        """Complete the record of an evaluation, keep it and return it.

        Args:
            submission: The submission.
            evaluation: Everything that became of it.
            digest: Digest of what was built; empty if nothing was.
            conditions: The circumstances.
            lease: The core that it was evaluated on.
            clock: The seconds of its stages.
        """
        complete = replace(
            evaluation, conditions=conditions, queue_ahead=lease.ahead, stage_s=dict(clock.stage_s)
        )
        self._known[submission.key] = complete
        if digest:
            self._known[digest] = complete
        return complete
