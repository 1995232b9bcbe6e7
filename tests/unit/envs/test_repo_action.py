"""Actions of ``PerfRepo``, as dicts and as replies: pure functions of what an agent gave."""

import contextlib
import json
import time
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfgym.envs.reply_parts import LONGEST_REPLY
from perfgym.envs.repo.action import ACTION_TYPES, FIELDS, action_space, read_action, shortest
from perfgym.envs.repo.reply import Reading, action_reply, parse_action, read_reply
from perfgym.envs.repo.tools.selection import split_suite
from perfgym.printable import clean_text
from perfgym.repo.workspace.refused import Refused
from tests.doubles.records import JSON

DIFF = "--- a/x.go\n+++ b/x.go\n@@ -1 +1 @@\n-a\n+b\n"
PATCH = {"action_type": "patch", "patch_diff": DIFF}


def test_a_field_that_is_not_given_has_its_default() -> None:
    action = read_action({"action_type": "benchmarks"})
    assert (action.bench_count, action.bench_mem_required, action.git_args) == (6, True, ())


def test_names_indices_and_numpy_values_mean_the_same() -> None:
    index = np.int64(ACTION_TYPES.index("perf"))
    for given_type in ("perf", index, int(index), np.array([index])):
        assert read_action({"action_type": given_type, "perf_mode": 1}).perf_mode == "mem"


def test_values_are_taken_as_models_write_them() -> None:
    action = read_action(
        {"action_type": "git", "git_args": "-m 'two words'", "bench_count": "7", "test_verbose": "yes"}
    )
    assert (action.git_args, action.bench_count, action.test_verbose) == (("-m", "two words"), 7, True)


def test_every_sampled_action_is_read_and_said_again_in_short() -> None:
    space = action_space()
    space.seed(3)
    for _ in range(100):
        sampled = space.sample()
        read, short = read_action(sampled), shortest(sampled)
        again = read_action(json.loads(json.dumps(short)))
        assert again.action_type == read.action_type
        assert {name: getattr(again, name) for name in short} == {name: getattr(read, name) for name in short}


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"action_type": "test"}, "did you mean tests"),
        ({"action_type": "git", "git_op": "push"}, "branch, stash, clean"),
        ({"action_typ": "tests"}, "did you mean action_type"),
        ({"action_type": len(ACTION_TYPES)}, "cannot be"),
        ({"action_type": "benchmarks", "bench_count": 21}, "from 1 to 20"),
        ({"action_type": "tests", "test_verbose": 2}, "true or false"),
        ({"action_type": "patch", "patch_diff": 3}, "must be a text"),
        ({"action_type": "git", "git_args": "'open"}, "give it as a list"),
        ({"action_type": "git", "git_args": ["x"] * 101}, "at most 100 words"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(wrong: dict[str, Any], words: str) -> None:
    with pytest.raises(Refused, match=words):
        read_action(wrong)


@given(st.dictionaries(st.sampled_from(sorted(FIELDS)) | st.text(max_size=5), JSON, max_size=6))
def test_any_mapping_is_read_or_refused(action: dict[str, Any]) -> None:
    with contextlib.suppress(Refused):
        read_action(action)
    json.dumps(shortest(action))


@pytest.mark.parametrize(
    ("reply", "action"),
    [
        ("", {}),
        ("I will read the file.", {}),
        ('```json\n{"action_type": "tests"}\n```', {"action_type": "tests"}),
        ('{"thought": "x", "action_type": "tests"}', {"action_type": "tests"}),
        ('{"action_type": "tests"} then\n{"action_type": "submit"}', {"action_type": "submit"}),
        ('{"tool": "tests", "args": {"test_suite": "."}}', {"action_type": "tests", "test_suite": "."}),
        ('{"name": "tests", "arguments": {"test_suite": "."}}', {"action_type": "tests", "test_suite": "."}),
        ('<think>\n{"action_type": "submit"}</think>\n{"action_type": "perf"}', {"action_type": "perf"}),
        (f"```diff\n{DIFF}```", {"action_type": "patch", "patch_diff": DIFF}),
        (
            f'{{"action_type": "patch"}}\n```diff\n{DIFF}```',
            {"action_type": "patch", "patch_diff": DIFF},
        ),
        (f"```diff\n{DIFF}", {}),
    ],
)
def test_an_action_is_found_in_a_reply(reply: str, action: dict[str, Any]) -> None:
    assert parse_action(reply) == action


def test_a_reply_says_an_action_so_that_it_is_read_again() -> None:
    action = {"action_type": "patch", "patch_file": "a.go", "patch_old": "`\n```", "patch_new": "\u202e"}
    assert parse_action(action_reply(action)) == action


@given(st.text(max_size=400))
def test_any_text_is_read(reply: str) -> None:
    assert isinstance(parse_action(reply), dict)


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        ('```json\n{"action_type": "tests",}\n```', "line 1, column 25 of its block"),
        ("```json\n{'action_type': 'tests'}\n```", "double quotes"),
        ('```json\n{"action_type": "patch", "patch_new": "a "b""}\n```', '"a "b""}`'),
        ('```json\n{"patch_new": "\\d"}\n```', "a backslash"),
        ("```json\n" + '{"a":' * 100_000 + "\n```", "nested too deeply"),
        ('{"action_type": "patch", "patch_new": "a "b""}', "its JSON is wrong or not complete"),
        ('```json\n{"action_type": "tests"', "its JSON is wrong or not complete"),
        (f"```diff\n{DIFF}", "block is not closed"),
        ('I take {"action_type": "tests"} now', "begins a line"),
        ("```yaml\naction_type: tests\n```", "no JSON object"),
        (f"Here it is:\n{DIFF}", "labelled diff"),
        ('{"command": "ls"}', "lacks action_type, which can be: git, benchmarks"),
        ('{"name": "read_file", "arguments": {"path": "x"}}', 'no tool "read_file"'),
        ("x" * (LONGEST_REPLY + 1), "2,097,153 characters"),
    ],
)
def test_a_reply_without_an_action_is_told_what_it_lacks(reply: str, words: str) -> None:
    reading = read_reply(reply)
    assert reading.action == {}
    assert words in " ".join(reading.remarks)


@pytest.mark.parametrize(
    ("reply", "action", "words"),
    [
        ('{"action_type": "tests"}\n{"action_type": "perf"}', {"action_type": "perf"}, "held 2 actions"),
        (
            f"```diff\nx\n```\n```diff\n{DIFF}```",
            {"action_type": "patch", "patch_diff": DIFF},
            "held 2 diffs",
        ),
        (f'```diff\n{DIFF}```\n{{"action_type": "tests"}}', {"action_type": "tests"}, "was not applied"),
    ],
)
def test_what_was_not_taken_beside_an_action_is_told(reply: str, action: dict[str, Any], words: str) -> None:
    reading = read_reply(reply)
    assert reading.action == action
    assert words in " ".join(reading.remarks)


def test_a_diff_needs_no_label() -> None:
    assert parse_action(f"```\n{DIFF}```") == {"action_type": "patch", "patch_diff": DIFF}
    assert read_reply("```\n--- a list\n--- of things\n```") == Reading({})


PIECES = st.sampled_from(
    [
        *("```", "```json\n", "```diff\n", "~~~", "\n", "<action>", "</action>", "<think>", "</think>", DIFF),
        *("{", "}", "[", "]", ",", ":", '"', "\\", "'", "@@ ", "--- "),
        *('"action_type"', '"patch"', '{"action_type": "tests"}', '"name"'),
    ]
)


@given(st.lists(PIECES | st.text(max_size=5), max_size=60).map("".join))
def test_garbled_replies_are_read_or_told_what_they_lack(reply: str) -> None:
    reading = read_reply(reply)
    assert reading.action == parse_action(reply)
    assert all(remark and len(remark) < 600 and clean_text(remark) == remark for remark in reading.remarks)
    with contextlib.suppress(Refused):
        read_action(reading.action)


@given(st.dictionaries(st.sampled_from(sorted(FIELDS)), JSON, min_size=1, max_size=5), st.booleans())
def test_an_action_among_words_is_found(action: dict[str, Any], fenced: bool) -> None:
    said = json.dumps(action)
    action = json.loads(said)  # a pair of surrogates becomes one character
    block = f"```json\n{said}\n```" if fenced else said
    reading = read_reply(f"<think>{{}}</think>First I look.\n\n{block}\nThat is all.")
    assert reading.action == action
    assert reading.remarks == ()


@pytest.mark.parametrize(
    "piece",
    [
        '{"action_type": "tests"}\n',
        '{"a":',
        "```diff\n--- a\n@@ \n",
        '```\n{"action_type',
        "<action>",
        "<think>\n",
        '"\\',
        "{'a': ",
    ],
)
def test_a_hostile_reply_of_a_million_characters_is_read_in_bounded_time(piece: str) -> None:
    started = time.process_time()
    read_reply(piece * (1_000_000 // len(piece)))
    assert time.process_time() - started < 5.0


def nested(depth: int) -> list[Any]:
    """A list in a list in a list."""
    made: list[Any] = []
    for _ in range(depth):
        made = [made]
    return made


@pytest.mark.parametrize("value", [10**5000, -(10**5000), nested(20_000)], ids=["huge", "low", "deep"])
def test_values_that_python_cannot_write_are_refused_or_read(value: Any) -> None:
    for name in FIELDS:
        action = {"action_type": "tests", name: value}
        with contextlib.suppress(Refused):
            read_action(action)
        assert shortest(action)


@pytest.mark.parametrize("suite", ["a\0b", "./csv \ud800"])
def test_expressions_that_no_command_line_can_hold_are_refused(suite: str) -> None:
    with pytest.raises(Refused, match="cannot have NUL or half of a surrogate pair"):
        split_suite(suite)
