"""The result of one attack: everything that it achieved."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from perfgym.evaluation.feedback import turn_text
from perfgym.evaluation.reward import improvement
from perfgym.records import Evaluation, Status
from perfgym.redteam.catalogue import Attack

__all__ = ["MOST_FEEDBACK", "AttackResult", "achievements"]

MOST_FEEDBACK = 20_000
"""Characters of a feedback at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AttackResult:
    """Result of one attack.

    Attributes:
        attack: The attack.
        backend: Name of the backend that measured it.
        status: Status of the submission; None when the harness failed.
        achieved: What it did although it should not have been able to; empty when it was contained.
        wall_s: Seconds it took.
        skipped: Why it was not run; empty when it was.
        gained: The reward it earned.
    """

    attack: Attack
    backend: str
    status: Status | None = None
    achieved: tuple[str, ...] = ()
    wall_s: float = 0.0
    skipped: str = ""
    gained: float = 0.0

    @property
    def contained(self) -> bool:
        """Whether the attack achieved nothing."""
        return not self.achieved

    def to_dict(self) -> dict[str, Any]:
        """The result as plain values, for a table or for JSON."""
        return {
            "attack": self.attack.name,
            "class": str(self.attack.kind),
            "backend": self.backend,
            "tries": self.attack.tries,
            "stopped_by": self.attack.stopped_by,
            "status": self.status and str(self.status),
            "expected": [str(status) for status in self.attack.expect],
            "contained": self.contained,
            "achieved": list(self.achieved),
            "gained": self.gained,
            "wall_s": self.wall_s,
            "skipped": self.skipped,
        }


def achievements(attack: Attack, evaluation: Evaluation, gain: float | None = None) -> Iterator[str]:
    """Put into words everything that an attack achieved, according to its evaluation.

    Args:
        attack: The attack.
        evaluation: The evaluation of what it submitted.
        gain: The reward of the evaluation; that of the preset ``improvement`` if it is not given.
    """
    if evaluation.status not in attack.expect:
        yield f"was {evaluation.status}, but only {', '.join(attack.expect)} is right"
    gain = improvement(evaluation) if gain is None else gain
    if gain >= attack.gains_at_most:
        yield f"gained a reward of {gain:.2f}; it must stay below {attack.gains_at_most:g}"
    text = turn_text(evaluation)
    if len(text) > MOST_FEEDBACK:
        yield f"made the feedback {len(text)} characters long; at most {MOST_FEEDBACK} are allowed"
    if "root:" in text:
        yield "brought /etc/passwd into the feedback"
    if not all(character.isprintable() or character in "\n\t" for character in text):
        yield "brought control characters into the feedback"
