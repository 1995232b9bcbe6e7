"""References that disagree: the one that most others contradict is named, with the test and the place."""

from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest

from perfgym.authoring.vote import MOST_ANSWERED, check_votes, outvoted, right_outputs
from perfgym.bank import Problem, TestGroup, Tests, compare_bytes, load_problem
from perfgym.records import TestCase

RIGHT = b"first\nsecond\nthird\n"
WRONG = b"first\nsecord\nthird\n"


def problem(answer: Callable[[bytes], bytes] | None = None) -> Problem:
    """A problem with two shared tests and an exact comparison."""
    groups = (TestGroup(name="edge", size={}), TestGroup(name="random-a", size={}, count=2))
    return replace(
        load_problem("sort"),
        tests=Tests(shared=groups),
        comparison="exact",
        _compare=lambda _, expected, got: compare_bytes(expected, got),
        answer=answer,
    )


def seen(outputs: Mapping[str, bytes], answer: Callable[[bytes], bytes] | None = None) -> dict[str, str]:
    """Voter to what is wrong with it, where each reference has one output on one shared test."""
    made = {name: [(TestCase(name="random-a-2", stdin=b"in"), out)] for name, out in outputs.items()}
    return {
        check.what.removesuffix(" agrees with the others"): check.seen
        for check in check_votes(problem(answer), made)
    }


@pytest.mark.parametrize("wrong", ["c", "go", "rust"])
def test_the_one_that_is_outvoted_is_named_whatever_its_place(wrong: str) -> None:
    """C is no more right than others. The text gives the test, the byte and the line."""
    outputs = {name: WRONG if name == wrong else RIGHT for name in ("c", "go", "rust")}
    found = seen(outputs)
    assert [voter for voter, why in found.items() if why] == [f"the {wrong} reference"]
    why = found[f"the {wrong} reference"]
    assert why.startswith("random-a-2: byte 10 is 0x72, expected 0x6e")
    assert "the first difference is at byte 10, line 2; against" in why


def test_in_a_tie_both_sides_are_named() -> None:
    found = seen({"c": RIGHT, "go": RIGHT, "python": WRONG, "rust": WRONG})
    assert len(found) == 4
    for why in found.values():
        assert (
            "random-a-2: a tie of the c reference, the go reference against "
            "the python reference, the rust reference (" in why
        )


def test_an_independent_answer_decides_between_two() -> None:
    found = seen({"c": WRONG, "rust": RIGHT}, lambda _: RIGHT)
    assert found["the rust reference"] == found["answer() in problem.py"] == ""
    assert "against the rust reference and answer() in problem.py" in found["the c reference"]


def test_an_answer_that_is_wrong_fails_or_is_no_bytes_is_reported() -> None:
    def failing(stdin: bytes) -> bytes:
        raise ValueError("no idea")

    name = "answer() in problem.py"
    assert "byte 10" in seen({"c": RIGHT, "go": RIGHT}, lambda _: WRONG)[name]
    assert seen({"c": RIGHT, "go": RIGHT}, failing)[name] == "random-a-2: it raised ValueError('no idea')"
    text: object = lambda _: "text"  # noqa: E731
    assert "it returned str instead of bytes" in seen({"c": RIGHT}, text)[name]  # pyright: ignore[reportArgumentType]


def test_only_small_inputs_of_shared_tests_are_answered() -> None:
    asked: list[bytes] = []

    def answer(stdin: bytes) -> bytes:
        asked.append(stdin)
        return stdin

    large = bytes(MOST_ANSWERED + 1)
    inputs = {"edge": b"small", "random-a-1": large, "any-size-1": b"other", "as-measured-cpu_time-1": b"m"}
    made = {"c": [(TestCase(name=name, stdin=stdin), stdin) for name, stdin in inputs.items()]}
    assert all(check.holds for check in check_votes(problem(answer), made))
    assert asked == [b"small"]


def test_outputs_of_a_reference_that_is_outvoted_are_not_taken_for_right() -> None:
    test = TestCase(name="edge", stdin=b"in")
    made = {"c": [(test, WRONG)], "go": [(test, RIGHT)], "rust": [(test, RIGHT)]}
    assert outvoted(problem(), made) == {"c"}
    assert right_outputs(problem(), made) == [(test, RIGHT)]
