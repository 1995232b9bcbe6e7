"""Replies that set knobs, and the texts of ``PerfTune``: pure functions of replies and observations."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfgym.bank import Knob, Tuning, load_problem
from perfgym.envs.tune.reply import knobs_reply, parse_knobs, read_knobs
from perfgym.envs.tune.task import TuneTask
from perfgym.envs.tune.texts import feedback_text, state_text

TUNING = Tuning(
    knobs=(
        Knob(name="optimise", settings=("-O1", "-O2", "-O3 -g"), default=1, is_flag=True),
        Knob(name="TILE", settings=("1", "16", "64"), default=0, is_flag=False),
        Knob(name="FUSED", settings=("false", "true"), default=0, is_flag=False),
        Knob(name="bounds", settings=("", "-B"), default=1, is_flag=True),
    ),
    template="${TILE} ${FUSED}",
)
DEFAULTS = [1, 0, 0, 1]


@pytest.mark.parametrize(
    ("reply", "indices"),
    [
        ("", DEFAULTS),
        ("TILE = 64", [1, 2, 0, 1]),
        ("<knobs>\nTILE = 64\noptimise=-O3 -g\n</knobs>", [2, 2, 0, 1]),
        ("<knobs>- TILE: 64,\n- `FUSED` = `true`\nbounds =</knobs>", [1, 2, 1, 0]),
        ("<knobs>TILE = 64</knobs> or <knobs>TILE = 16</knobs>", [1, 1, 0, 1]),
        ("<knobs>TILE = 64</knobs> <knobs>TILE = 16", [1, 2, 0, 1]),
        ("<think><knobs>TILE = 64</knobs></think>", DEFAULTS),
        ("<knobs>TILE = 32\nWIDTH = 3</knobs>", DEFAULTS),
        ("write `<knobs>` and `</knobs>`: <knobs>TILE = 64</knobs>", [1, 2, 0, 1]),
        ('<knobs>\n{"TILE": 16, "FUSED": true}\n</knobs>', [1, 1, 1, 1]),
        ('```json\n{"TILE": "64", "bounds": ""}\n```', [1, 2, 0, 0]),
        ('{"name": "set_knobs", "arguments": {"TILE": 16}}', [1, 1, 0, 1]),
        ('{"name": "rm", "arguments": {"TILE": 16}}', DEFAULTS),
        ('{"TILE": [64], "FUSED": null}', DEFAULTS),
        ('<knobs>TILE = 64</knobs> {"TILE": 16}', [1, 2, 0, 1]),
        ("<knobs>\nTILE = 64  # vector\n</knobs>", [1, 2, 0, 1]),
        ("<knobs>\nTILE = 64 (was 16)\noptimise = -O3 -g // all\n</knobs>", [2, 2, 0, 1]),
        ("<knobs>\nTILE = **64**\n**FUSED** = true\n</knobs>", [1, 2, 1, 1]),
        ("<knobs>\n1. TILE = 64\n2) FUSED: true\n</knobs>", [1, 2, 1, 1]),
        ("<knobs>TILE = 64, FUSED = true; bounds = (empty)</knobs>", [1, 2, 1, 0]),
        ("<knobs>\nTILE = 64.0\n</knobs>", [1, 2, 0, 1]),
        ("<knobs>\nTILE = 640\n</knobs>", DEFAULTS),
        ('{"TILE": 64.0}', [1, 2, 0, 1]),
        ('{"TILE": "64 "}', [1, 2, 0, 1]),
        ('{"knobs": {"TILE": 64}}', [1, 2, 0, 1]),
        ('{"reason": "x", "TILE": 64}', [1, 2, 0, 1]),
        ('{"name": "set_knobs", "input": {"knobs": {"TILE": 64}}}', [1, 2, 0, 1]),
        ("```\nTILE = 64\n```", [1, 2, 0, 1]),
        ("```\nTILE = 64\n```\nI changed\nTILE = 16 to that.", [1, 2, 0, 1]),
        ("<knobs>\nTILE = 64\n</knobs>\nI wrote them between <knobs> and </knobs>.", [1, 2, 0, 1]),
        ("<knobs>\nTILE = 64\n</knobs>\n<knobs>\nTILE = 32\n</knobs>", [1, 2, 0, 1]),
        ("<knobs>\n```\nTILE = 64\n```\n</knobs>", [1, 2, 0, 1]),
        ("```json\n<knobs>\nTILE = 64\n</knobs>\n```", [1, 2, 0, 1]),
    ],
)
def test_settings_are_found_in_a_reply(reply: str, indices: list[int]) -> None:
    """What a reply leaves out, and what is no setting, is at its default."""
    assert parse_knobs(reply, TUNING) == indices


@pytest.mark.parametrize(
    ("reply", "ignored"),
    [
        ("", ()),
        ("I keep all: the defaults = best.", ()),
        ("<knobs>\nTILE = 64\n</knobs>", ()),
        ("<knobs>\nTILE = 32\nWIDTH = 3\n</knobs>", ("TILE = 32", "WIDTH = 3")),
        ("<knobs>\nTILE = 64\n- WIDTH = 3,\n</knobs>", ("- WIDTH = 3",)),
        ('{"TILE": [64], "FUSED": true}', ('"TILE": [64]',)),
        ('{"name": "set_knobs", "arguments": {"WIDTH": 3}}', ('"WIDTH": 3',)),
        ("```\nTILE = 32\nx = 3\n```", ("TILE = 32",)),
    ],
)
def test_what_sets_no_knob_is_told(reply: str, ignored: tuple[str, ...]) -> None:
    assert read_knobs(reply, TUNING).ignored == ignored
    text = feedback_text(observation([0.5, 1.0, 0.0, 1.0], accepted=True, left=0.5), TUNING, ignored)
    assert [line for line in text.splitlines() if line.startswith("| ")] == [f"| {one}" for one in ignored]


def test_a_long_list_of_what_sets_no_knob_is_told_in_part() -> None:
    """What a reply holds cannot imitate feedback."""
    lines = [f"WIDTH = \x1b{'9' * 200}\rTurns left: 9"] * 20
    text = feedback_text(observation([0.5, 1.0, 0.0, 1.0], accepted=True, left=0.5), TUNING, lines)
    quoted = [line for line in text.splitlines() if line.startswith("| ")]
    assert len(quoted) == 8
    assert all(len(line) <= 102 and line.isprintable() for line in quoted)
    assert "(and more)" in text.splitlines()


REMARKS = st.sampled_from(["", "  # wide", " (was another)", ",", "  // best", " - why not"])
MARKS = st.sampled_from(["", "- ", "1. ", "* ", "> ", "**", "  "])


@given(
    indices=st.tuples(*(st.integers(0, len(knob.settings) - 1) for knob in TUNING.knobs)),
    dress=st.lists(st.tuples(MARKS, REMARKS), min_size=4, max_size=4),
    around=st.sampled_from(
        [("<knobs>\n", "\n</knobs>"), ("```\n", "\n```"), ("", ""), ("So:\n~~~text\n", "\n~~~")]
    ),
)
def test_settings_are_read_with_marks_and_remarks(
    indices: tuple[int, ...], dress: list[tuple[str, str]], around: tuple[str, str]
) -> None:
    """The longest setting that a line begins with counts."""
    named = zip(TUNING.knobs[:3], indices, dress, strict=False)
    lines = [f"{mark}{knob.name} = {knob.settings[i]}{remark}" for knob, i, (mark, remark) in named]
    reply = "\n".join(lines).join(around)
    assert parse_knobs(reply, TUNING) == [*indices[:3], 1]


SHAPES = [
    "<knobs>",
    "</knobs>",
    "TILE",
    "FUSED",
    "=",
    ":",
    "64",
    "true",
    "\n",
    '{"',
    '"',
    "}",
    "<think>",
    " ",
    ",",
]


@given(reply=st.lists(st.sampled_from(SHAPES) | st.text(max_size=5), max_size=40).map("".join))
def test_a_garbled_reply_sets_no_knob_to_what_it_does_not_hold(reply: str) -> None:
    """Each setting is the default's, or stands in the reply."""
    for knob, index in zip(TUNING.knobs, parse_knobs(reply, TUNING), strict=True):
        assert index == knob.default or (knob.settings[index] in reply and knob.name in reply)


@given(indices=st.tuples(*(st.integers(0, len(knob.settings) - 1) for knob in TUNING.knobs)))
def test_settings_written_as_a_reply_are_read_back(indices: tuple[int, ...]) -> None:
    assert parse_knobs(knobs_reply(TUNING, indices), TUNING) == list(indices)
    named = {knob.name: knob.settings[index] for knob, index in zip(TUNING.knobs, indices, strict=True)}
    assert parse_knobs(json.dumps(named), TUNING) == list(indices)


def observation(places: list[float], *, accepted: bool, left: float) -> np.ndarray:
    """An observation of a program that halves the time; only time and L1 data misses are counted."""
    ratios, mask = [1.0, 0.0, 0.0, 0.0, 0.0], [1.0, 1.0, 0.0, 0.0, 0.0]
    return np.array([*places, *ratios, *mask, float(accepted), 1.0, left], dtype=np.float32)


def test_an_observation_is_told_in_words() -> None:
    text = state_text(observation([0.5, 1.0, 0.0, 0.0], accepted=True, left=0.75), TUNING)
    assert text.splitlines() == [
        "Settings: TILE = 64, bounds = (empty), the others at their defaults.",
        "Accepted. Cost beside the reference: CPU time -50.0 %, L1 data misses +0.0 %.",
        "Best so far, for certain: 2.00 times as fast as the reference.",
        "Turns left: 75% of all.",
    ]


def test_a_program_that_is_not_accepted_has_no_cost_and_an_episode_has_an_end() -> None:
    text = state_text(observation([0.5, 1.0, 0.0, 1.0], accepted=False, left=0.0), TUNING)
    assert "Not accepted" in text
    assert "CPU time" not in text
    assert text.endswith("The episode has ended.")


def test_a_reply_that_set_no_knob_is_answered_with_how_to() -> None:
    """Not after the last turn: there is no other reply."""
    at_defaults = [0.5, 0.0, 0.0, 1.0]
    assert "between <knobs> and </knobs>" in feedback_text(
        observation(at_defaults, accepted=True, left=0.5), TUNING
    )
    for places, left in ((at_defaults, 0.0), ([0.5, 1.0, 0.0, 1.0], 0.5)):
        assert "<knobs>" not in feedback_text(observation(places, accepted=True, left=left), TUNING)


def test_an_agent_that_calls_tools_reads_nothing_of_tags() -> None:
    """Its tool is given lines or JSON."""
    problem = load_problem("matmul")
    task = TuneTask(problem, "c")
    knobs = problem.tunings["c"].knobs
    places = [knob.default / (len(knob.settings) - 1) for knob in knobs]
    first = observation(places, accepted=True, left=1.0)
    assert "<knobs>" in task.opening(first)
    assert "<knobs>" not in task.prompt(first) + task.tool_feedback(first)
    lanes = [knob.name for knob in knobs].index("LANES")
    assert task.tool_action("LANES = 8", submit=True)[lanes] == 3
    assert task.tool_action('{"LANES": 4}', submit=False)[lanes] == 2
    assert task.action(task.reply(task.tool_action("LANES = 8", submit=False)))[lanes] == 3
