"""Which of a problem's programs is wrong, where their outputs differ: the one that most others contradict.

Each reference has a vote on the tests that all languages share. So has ``answer()`` of ``problem.py``, where
there is one, on small inputs.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from perfgym.authoring.check import Check
from perfgym.authoring.output_checks import Made, complaint
from perfgym.bank import Problem

__all__ = ["MOST_ANSWERED", "check_votes", "outvoted", "right_outputs"]

MOST_ANSWERED = 40_000
"""Bytes of the largest input that ``answer()`` is asked about: it may be slow."""

_ANSWER = "answer() in problem.py"
_MOST_SHOWN = 3


@dataclass(slots=True)
class _Ballot:
    """The outputs of all voters on one input.

    Attributes:
        test: Name of the test.
        stdin: The input.
        outputs: Voter to output.
    """

    test: str
    stdin: bytes
    outputs: dict[str, bytes] = field(default_factory=dict[str, bytes])

    def camps(self, problem: Problem) -> list[list[str]]:
        """The voters that agree with an output, for each output that most voters agree with.

        One camp is a majority; several are a tie.
        """
        if len(set(self.outputs.values())) == 1:
            return [list(self.outputs)]
        camps = [
            [
                voter
                for voter, got in self.outputs.items()
                if not any(complaint(problem, self.stdin, right, got))
            ]
            for right in dict.fromkeys(self.outputs.values())
        ]
        most = max(map(len, camps))
        return [list(camp) for camp in dict.fromkeys(tuple(camp) for camp in camps if len(camp) == most)]

    def difference(self, problem: Problem, right: str, wrong: str) -> str:
        """Compare the output of a voter that is wrong with that of one that is right; say how they differ."""
        expected, got = self.outputs[right], self.outputs[wrong]
        text = next(filter(None, complaint(problem, self.stdin, expected, got)), "the outputs differ")
        return f"{text}{_place(expected, got)}" if problem.comparison == "exact" else text


def _place(expected: bytes, got: bytes) -> str:
    """Name the first byte in which two outputs differ, and its line if they are text."""
    pairs = enumerate(zip(expected, got, strict=False))
    first = next((i for i, (one, other) in pairs if one != other), min(len(expected), len(got)))
    is_text = all(byte in b"\t\n\r" or 32 <= byte < 127 for byte in expected[: first + 1])
    number = expected[:first].count(b"\n") + 1
    line = f", line {number:,}" if is_text and b"\n" in expected else ""
    return f"; the first difference is at byte {first:,}{line}"


def _ballots(problem: Problem, made: Mapping[str, Made]) -> tuple[list[_Ballot], list[str]]:
    """The ballots on all inputs that several voters met, and what ``answer()`` failed on."""
    shared = tuple(group.name for group in problem.tests.shared)
    ballots: dict[bytes, _Ballot] = {}
    for name, outputs in made.items():
        for test, output in outputs:
            if test.name in shared or test.name.rpartition("-")[0] in shared:
                ballot = ballots.setdefault(test.stdin, _Ballot(test.name, test.stdin))
                ballot.outputs[f"the {name} reference"] = output
    failed: list[str] = []
    for ballot in ballots.values() if problem.answer else ():
        if len(ballot.stdin) <= MOST_ANSWERED:
            failed += _answered(problem, ballot)
    return [ballot for ballot in ballots.values() if len(ballot.outputs) > 1], failed


def _answered(problem: Problem, ballot: _Ballot) -> Iterator[str]:
    """Let ``answer()`` vote; yield why it cannot."""
    assert problem.answer is not None
    try:
        output = problem.answer(ballot.stdin)
    except Exception as error:  # noqa: BLE001 - whatever the author's function raises is the answer
        yield f"{ballot.test}: it raised {error!r}"
        return
    if isinstance(output, bytes):  # pyright: ignore[reportUnnecessaryIsInstance] - the author wrote it
        ballot.outputs[_ANSWER] = output
    else:
        yield f"{ballot.test}: it returned {type(output).__name__} instead of bytes"


def check_votes(problem: Problem, made: Mapping[str, Made]) -> Iterator[Check]:
    """Check that the references agree with each other, and with ``answer()``.

    Args:
        problem: The problem.
        made: Language to the reference's outputs on its tests; runs that failed are left out.
    """
    ballots, failed = _ballots(problem, made)
    wrong: dict[str, list[str]] = {_ANSWER: failed} if problem.answer else {}
    for voter in (voter for ballot in ballots for voter in ballot.outputs):
        wrong.setdefault(voter, [])
    for ballot in ballots:
        for voter, why in _outvoted(problem, ballot):
            wrong[voter].append(why)
    for voter, reasons in wrong.items():
        more = len(reasons) - _MOST_SHOWN
        seen = "; ".join([*reasons[:_MOST_SHOWN], *([f"and in {more:,} more tests"] if more > 0 else [])])
        yield Check(what=f"{voter} agrees with the others", holds=not reasons, seen=seen)


def _outvoted(problem: Problem, ballot: _Ballot) -> Iterator[tuple[str, str]]:
    """Each voter that is outvoted, or that takes part in a tie, with the reason."""
    camps = ballot.camps(problem)
    first = camps[0]
    if len(camps) > 1:
        sides = " against ".join(", ".join(camp) for camp in camps)
        other = next(voter for voter in camps[1] if voter not in first)
        difference = ballot.difference(problem, first[0], other)
        for voter in ballot.outputs:
            yield voter, f"{ballot.test}: a tie of {sides} ({other} beside {first[0]}: {difference})"
        return
    for voter in (voter for voter in ballot.outputs if voter not in first):
        yield voter, f"{ballot.test}: {ballot.difference(problem, first[0], voter)}; against {_names(first)}"


def _names(voters: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(voters[:-1]), voters[-1])))


def outvoted(problem: Problem, made: Mapping[str, Made]) -> set[str]:
    """The languages whose reference is outvoted, or takes part in a tie, on some input."""
    ballots, _ = _ballots(problem, made)
    losers = {voter for ballot in ballots for voter, _ in _outvoted(problem, ballot)}
    return {name for name in made if f"the {name} reference" in losers}


def right_outputs(problem: Problem, made: Mapping[str, Made]) -> Made:
    """The outputs of a reference that was never outvoted; those of the first one, if all were."""
    wrong = outvoted(problem, made)
    names = [name for name in made if name not in wrong] or list(made)
    nothing: Made = ()
    return made[names[0]] if names else nothing
