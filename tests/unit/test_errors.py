"""The suggestion at the end of a message about an unknown name."""

import pytest

from perfgym.bank import problem_names
from perfgym.cli.main import COMMANDS
from perfgym.errors import suggestion


@pytest.mark.parametrize(("wrong", "known"), [("bogus", list(COMMANDS)), ("nope", problem_names())])
def test_a_name_that_is_like_none_gets_a_list(wrong: str, known: list[str]) -> None:
    assert suggestion(wrong, known).startswith(f"there are: {known[0]}, ")


@pytest.mark.parametrize(("wrong", "right"), [("lst", "list"), ("rollouts", "rollout"), ("dotcor", "doctor")])
def test_a_misspelt_name_gets_the_right_one(wrong: str, right: str) -> None:
    assert suggestion(wrong, COMMANDS) == f"did you mean {right}?"


def test_a_list_ends_after_ten_names() -> None:
    assert suggestion("?", map(str, range(10))) == "there are: 0, 1, 2, 3, 4, 5, 6, 7, 8, 9"
    assert suggestion("?", map(str, range(12))) == "there are: 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, ...and 2 more"
