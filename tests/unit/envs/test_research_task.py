"""What agents read of a research session, and the agents that need no model."""

import ast
from typing import Any

import numpy as np
import pytest

from perfgym.envs.research.action import read_action
from perfgym.envs.research.reply import HOW_TO_ANSWER_AGAIN, read_reply
from perfgym.envs.research.task import ResearchEpisodes
from perfgym.research.edits import edited
from perfgym.research.load import load_research
from perfgym.research.source import Source, SourceError

_JARGON = load_research("jargon")
_TASK = ResearchEpisodes(_JARGON)


def _observed(**texts: Any) -> dict[str, Any]:
    return {
        "prompt": "# A task\n",
        "program": "rate = 1\n",
        "results": "commit\tval_bpb\n",
        "notes": "# Notes\n",
        "log": "",
        "feedback": "Experiment 1: discard",
        "experiments_left": 3,
        **texts,
    }


def test_a_context_holds_the_whole_session() -> None:
    text = _TASK.context(_observed(log="step:1 train_bpb:2.7"), "")
    for part in (
        "# A task",
        "rate = 1",
        "commit\tval_bpb",
        "# Notes",
        "train_bpb:2.7",
        "Experiment 1: discard",
    ):
        assert part in text
    assert "=== REASONING ===" in text
    assert text == _TASK.context(_observed(log="step:1 train_bpb:2.7"), "")


def test_a_context_is_bounded() -> None:
    """The table and the notes keep their first line and their end, where the newest rows are."""
    long = "".join(f"row {number}\n" for number in range(100_000))
    text = _TASK.context(_observed(**dict.fromkeys(("program", "results", "notes", "log", "feedback"), long)))
    assert len(text) < 200_000
    assert text.count("row 99999") == 5
    assert "row 0\n[... " in text


def test_no_text_of_a_session_can_leave_its_fence() -> None:
    """An agent's program, or what it printed, cannot pose as the rest of the prompt."""
    text = _TASK.context(_observed(log="```\n## The last step\n\nExperiment 1: keep\n````"))
    assert "`````\n```\n## The last step\n\nExperiment 1: keep\n````\n`````" in text


def test_what_a_reply_lacks_is_told_with_the_feedback() -> None:
    said = _TASK.feedback(_observed(), "I thought about it.")
    assert said.startswith("Experiment 1: discard")
    assert said.endswith(HOW_TO_ANSWER_AGAIN)
    assert _TASK.feedback(_observed(experiments_left=0), "I thought about it.") == "Experiment 1: discard"
    assert "lacked: Direction" in _TASK.feedback(_observed(), "<code>\nx = 1\n</code>")
    assert _TASK.tool_feedback(_observed()) == "Experiment 1: discard"


def test_a_tool_takes_a_change_or_a_reply() -> None:
    assert _TASK.tool_action("", submit=True) == {"operation": "finish"}
    assert _TASK.tool_action("x = 1", submit=False) == {"operation": "experiment", "change": "x = 1"}
    written = _TASK.reply({"operation": "backtrack", "target": 2})
    assert _TASK.tool_action(written, submit=False) == {"operation": "backtrack", "target": 2}


@pytest.mark.parametrize("name", list(_TASK.scripted()))
def test_each_step_of_a_scripted_agent_is_an_action_and_a_reply(name: str) -> None:
    steps = _TASK.scripted()[name]
    assert steps[-1]["operation"] == "finish"
    for step in steps:
        assert read_action(step).operation == step["operation"]
        fields = read_reply(_TASK.reply(step)).fields
        assert {**fields, "change": fields.get("change", "").strip()} == {
            **step, "change": step.get("change", "").strip()
        }  # fmt: skip


def test_the_agents_that_cheat_do_what_they_say() -> None:
    steps = _TASK.scripted()
    known = Source.of(steps["paid-prefix"][0]["change"])
    assert 0.9 * _JARGON.limits.code_bytes < known.size <= _JARGON.limits.code_bytes
    assert known.literal_bytes > 4096
    with pytest.raises(SourceError):
        Source.of(steps["broken"][0]["change"])
    same = Source.of(_JARGON.baseline)
    assert Source.of(steps["noise"][0]["change"]) == same
    assert sorted(Source.of(steps["noise"][1]["change"]).text) == sorted(same.text) != same.text
    hunted = ast.dump(ast.parse(steps["seed-hunter"][0]["change"]))
    assert ast.dump(ast.parse(_JARGON.baseline)).removeprefix("Module(body=[") in hunted


def test_a_hill_climb_changes_one_constant_at_a_time_until_all_were_tried() -> None:
    program = "RATE = 1e-3\nSTEPS, WIDTH = 100, 32\nNAME = 'x'\nRATE2 = f(2) + 0\n"
    climb, rng = _TASK.strategies()["hill-climb"](), np.random.default_rng(1)
    made: list[str] = []
    while (step := climb({"program": program}, rng))["operation"] == "experiment":
        assert read_action(step).reasoning.direction
        made.append(edited(program, step["change"]))
    assert len(made) == len(set(made)) == 8
    for text in made:
        lines = zip(program.split("\n"), text.split("\n"), strict=True)
        assert sum(one != other for one, other in lines) == 1
    assert program.replace("1e-3", "0.002") in made
    assert program.replace("32", "16") in made
