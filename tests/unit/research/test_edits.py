"""Changes of an agent: whole files and SEARCH/REPLACE blocks, all of them or none."""

import contextlib
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfgym.research.edits import EditError, edited

PROGRAM = "rate = 1e-3\nsteps = 7000\nrate2 = 1e-3\n"


def block(search: str, replace: str) -> str:
    return f"<<<<<<< SEARCH\n{search}=======\n{replace}>>>>>>> REPLACE\n"


def test_blocks_are_applied_in_order() -> None:
    change = block("steps = 7000\n", "steps = 3500\n") + "and\n" + block("steps = 3500\n", "")
    assert edited(PROGRAM, change) == "rate = 1e-3\nrate2 = 1e-3\n"


def test_a_change_without_blocks_is_a_whole_file() -> None:
    assert edited(PROGRAM, "print(1)\r\nprint(2)") == "print(1)\nprint(2)\n"


def test_line_ends_of_windows_match() -> None:
    assert edited(PROGRAM.replace("\n", "\r\n"), block("steps = 7000\n", "steps = 1\n")).count("\r") == 0


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("", "The change is empty"),
        (block("1e-3\n", "2\n"), "more than once, at lines 1, 3"),
        (block("steps  =  7000\n", "x\n"), "Lines 2 to 2 differ in white space alone:\nsteps = 7000"),
        (block("momentum\n", "x\n"), "No lines resemble it"),
        (block("", "x\n"), "empty text"),
        ("<<<<<<< SEARCH\nsteps\n", "block is incomplete"),
        (block("steps = 7000\n", "") + ">>>>>>> REPLACE\n", "block is incomplete"),
        (block("steps = 7000\n", "") + block("nothing\n", ""), "Block 2 searches for a text"),
    ],
)
def test_a_change_that_does_not_apply_says_what_to_do(change: str, said: str) -> None:
    with pytest.raises(EditError, match=said):
        edited(PROGRAM, change)


@given(st.text(), st.text())
def test_any_change_applies_or_is_refused(program: str, change: str) -> None:
    try:
        assert isinstance(edited(program, change), str)
    except EditError as error:
        assert str(error)


@pytest.mark.parametrize("line", ["<<<<<<< SEARCH", "<<<<<<< SEARCH\n=======", "=======", ">>>>>>> REPLACE"])
def test_a_change_that_is_made_to_be_slow_to_read_is_not(line: str) -> None:
    """Every line begins a block that does not end; looking for each one's end would take hours."""
    began = time.process_time()
    with pytest.raises(EditError) if "=" not in line[:1] else contextlib.nullcontext():
        edited(PROGRAM, f"{line}\n" * ((1 << 20) // len(line)))
    assert time.process_time() - began < 5.0
