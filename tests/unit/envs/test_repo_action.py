"""Actions of ``PerfRepo``, as dicts and as replies: pure functions of what an agent gave."""

import contextlib
import json
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfgym.envs.repo.action import ACTION_TYPES, FIELDS, action_space, read_action, shortest
from perfgym.envs.repo.reply import action_reply, parse_action
from perfgym.repo.patching import Refused
from tests.doubles.records import JSON

DIFF = "--- a/x.go\n+++ b/x.go\n@@ -1 +1 @@\n-a\n+b\n"


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
