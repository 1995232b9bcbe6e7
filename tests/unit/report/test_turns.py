"""A turn is shown with its action, its counts and the change of its program."""

import math
from dataclasses import replace
from typing import Any

import pytest

from perfgym.records import Event, Fault, FaultOwner, Role, Status, Submission, Unit
from perfgym.store import action_text
from perfgym.store.report.turns import turn_view
from tests.doubles.made_up_runs import accepted, failed, measured
from tests.doubles.played import turn


@pytest.mark.parametrize(
    ("action", "text"),
    [
        (None, ""),
        ({}, ""),
        ({"submit": 1}, "submit = 1"),
        ({"knobs": {"optimise": "-O3", "TILE": "16"}}, "knobs: optimise = -O3, TILE = 16"),
        ({"patch": "a", "tests": ["b", math.nan]}, 'patch = a; tests = ["b", null]'),
        ([1, 2], "[1, 2]"),
        ("free text", '"free text"'),
        (0, "0"),
    ],
)
def test_an_action_of_any_family_is_shown_as_text(action: Any, text: str) -> None:
    assert action_text(action) == text
    assert turn_view(turn(1, action=action), None).action == text


def test_counts_are_shown_in_the_unit_of_their_event() -> None:
    """Nanoseconds are shown as milliseconds, whatever the event is called; other counts stay as they are."""
    good = accepted(2.0)
    cycles = Event(name="nanoseconds_of_cycles", unit=Unit.CYCLES)
    events = measured(good).events
    in_cycles = replace(good, measurement=replace(measured(good), events={**events, Role.TIME: cycles}))
    milliseconds, unchanged = (
        turn_view(turn(1, evaluation=one), None).events[0] for one in (good, in_cycles)
    )
    assert (milliseconds.label, milliseconds.event) == ("time (ms)", "cpu_time/cpu_time_ns")
    assert (milliseconds.reference, milliseconds.candidate) == pytest.approx((61.0, 30.5))
    assert (unchanged.label, unchanged.event) == ("time", "nanoseconds_of_cycles")
    assert (unchanged.reference, unchanged.candidate) == pytest.approx((61e6, 30.5e6))
    assert milliseconds.change == unchanged.change == pytest.approx(0.5)


def test_a_program_is_compared_with_that_of_the_turn_before() -> None:
    first, same, changed = (turn(1, number, source=text) for number, text in enumerate(("a", "a", "b"), 1))
    assert turn_view(first, None).program.text == "a"
    assert (turn_view(same, first).same, turn_view(changed, same).same) == (True, False)
    assert turn_view(changed, same).program.text.endswith("-a\n+b")


def test_all_files_of_a_submission_are_shown() -> None:
    files = Submission(files={"b.h": b"2", "a.c": b"1"})
    assert turn_view(turn(1, submission=files), None).program.text == "==> a.c <==\n1\n==> b.h <==\n2"


def test_a_turn_without_an_accepted_program_has_neither_speedup_nor_counts() -> None:
    fault = Fault(owner=FaultOwner.ENVIRONMENT, cause="gone")
    for one, status in (
        (turn(1, evaluation=failed(Status.CRASHED)), "CRASHED"),
        (turn(1), "NOT_EVALUATED"),
        (turn(1, fault=fault), "FAULT"),
    ):
        view = turn_view(one, None)
        assert (view.status, view.speedup, view.verdict, view.events) == (status, None, None, ())
        assert view.is_fault == (status == "FAULT")


def test_a_program_is_shown_as_the_change_from_what_the_episode_began_with() -> None:
    """So a submission of many files is shown by the lines that differ."""
    diff = "diff --git a/x.go b/x.go\n--- a/x.go\n+++ b/x.go\n@@ -1,1 +1,1 @@\n-a\n+b\n"
    view = turn_view(turn(1, 2, source="b"), turn(1, 1, source="a"), diff)
    assert (view.since, view.same) == ("the files that the episode began with", False)
    assert [block.mark for block in view.program.blocks] == [" ", "@", "-", "+", ""]
    assert turn_view(turn(1, source="a"), None, "").same


def test_the_long_texts_of_an_action_are_shown_apart() -> None:
    action = {"action_type": "patch", "patch_file": "a.go", "patch_new": "x\ny"}
    view = turn_view(turn(1, action=action), None)
    assert view.action == "action_type = patch; patch_file = a.go"
    assert {name: text.text for name, text in view.texts.items()} == {"patch_new": "x\ny"}
    assert view.is_tool_use


def test_a_diff_in_an_action_is_marked() -> None:
    diff = "--- a/x.go\n+++ b/x.go\n@@ -1,1 +1,1 @@\n-a\n+b"
    (text,) = turn_view(turn(1, action={"patch_diff": diff}), None).texts.values()
    assert [block.mark for block in text.blocks] == [" ", "@", "-", "+"]
