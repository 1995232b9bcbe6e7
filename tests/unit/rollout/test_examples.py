"""Examples of the bank: replies that lead to a faster program, and slips that keep one from building."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfgym import parse_reply
from perfgym.bank import load_problem
from perfgym.envs.optimize.task import OptimizeTask
from perfgym.rollout.examples import Example
from perfgym.rollout.slips import slips

SOURCE = "#include <stdio.h>\n\nint main(void) {\n    return 0;\n}\n"


def rng() -> np.random.Generator:
    return np.random.default_rng(1)


def test_every_line_that_says_something_is_slipped_on_once() -> None:
    found = list(slips(SOURCE, rng()))
    assert len(found) == 4
    assert SOURCE not in found
    missing = SOURCE.replace("#include <stdio.h>\n", "", 1)
    assert missing in found


def test_equal_seeds_slip_alike() -> None:
    assert list(slips(SOURCE, rng())) == list(slips(SOURCE, rng()))


@given(st.text())
def test_a_slip_leaves_out_one_line_at_most(source: str) -> None:
    for slipped in itertools.islice(slips(source, rng()), 20):
        assert source.count("\n") - slipped.count("\n") <= 1
        assert len(slipped) <= len(source)


@pytest.mark.parametrize("name", ["hash_table", "matmul", "nbody", "sort", "stencil"])
def test_a_reply_is_read_as_the_program_that_it_shows(name: str) -> None:
    problem = load_problem(name)
    task = OptimizeTask(problem, "c")
    first, expert = problem.first_steps["c"], problem.experts["c"]
    one, two = Example(programs=(first, expert), ends=True).replies(task)
    assert parse_reply(one) == (first.strip("\n"), False)
    assert parse_reply(two) == (expert.strip("\n"), True)
    (alone,) = Example(programs=(first,), ends=False).replies(task)
    assert parse_reply(alone) == (first.strip("\n"), False)
