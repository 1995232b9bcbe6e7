"""Replies about research, in the forms that models write: what is taken, and what is told."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfgym.envs.research.reply import LONGEST, read_reply, written_reply

PROGRAM = "import os\nrate = 2"
EDIT = "<<<<<<< SEARCH\nrate = 1\n=======\nrate = 2\n>>>>>>> REPLACE\n"
SAID = """\
=== ANALYSIS ===
Result: val_bpb=0.1 artifact=0.1MB (keep)
vs Expected: better
Why: the rate was too low,
by far
Lesson: rates matter
===

=== REASONING ===
Direction: learning-rate
Description: twice the rate
Hypothesis: it learns faster
Evidence: the last result
Risk: it diverges
Expected: -0.05 bpb
===
"""
FIELDS = {
    "why": "the rate was too low,\nby far",
    "lesson": "rates matter",
    "direction": "learning-rate",
    "description": "twice the rate",
    "hypothesis": "it learns faster",
    "evidence": "the last result",
    "risk": "it diverges",
    "expected": -0.05,
    "operation": "experiment",
}


@pytest.mark.parametrize(
    "said",
    [
        SAID,
        f"Let me think.\n\n{SAID}",
        f"```\n{SAID}```",
        SAID.replace("=== REASONING ===", "## Reasoning").replace("=== ANALYSIS ===", "**Analysis**"),
        SAID.replace("Direction:", "- **Direction:**").replace("Risk:", "* _Risks_:"),
        SAID.replace("=== REASONING ===", "===REASONING===").replace(
            "Expected: -0.05", "expected: about -5e-2"
        ),
        SAID.replace("=== REASONING ===\n", "").replace("=== ANALYSIS ===\n", ""),
        SAID.replace("\n", "\r\n"),
        f"<think>Hypothesis: no\n<code>\nnone\n</code></think>{SAID}",
    ],
)
@pytest.mark.parametrize("change", [f"<code>\n{PROGRAM}\n</code>", f"```python\n{PROGRAM}\n```"])
def test_reasoning_is_read_in_every_form_that_models_write(said: str, change: str) -> None:
    reading = read_reply(f"{said}\n{change}")
    assert reading.fields == {**FIELDS, "change": PROGRAM}
    assert reading.remarks == ()


@pytest.mark.parametrize(
    ("written", "change"),
    [
        (f"<code>\n{EDIT}</code>", EDIT.strip()),
        (f"<code>\n```python\n{EDIT}```\n</code>", EDIT.strip()),
        (f"```python\n{EDIT}```", EDIT),
        (f"```diff\n{EDIT}```\nand\n```\n{EDIT}```", f"{EDIT}\n{EDIT}"),
        (f"I change this:\n{EDIT}", EDIT),
        (f"<code>\n{PROGRAM}\n</code>\n```bash\npython train.py\n```", PROGRAM),
        (f"<notes>\n```python\nx = 1\n```\n</notes>\n```python\n{PROGRAM}\n```", PROGRAM),
        (f'{{"name": "experiment", "arguments": {{"code": "{PROGRAM}"}}}}', PROGRAM),
    ],
)
def test_a_change_is_found_in_every_form_that_models_write(written: str, change: str) -> None:
    assert read_reply(SAID + written).fields["change"] == change


@pytest.mark.parametrize(
    "line",
    [
        "<backtrack 3/>",
        "<backtrack 3>",
        '<backtrack to="3"/>',
        "<backtrack>3</backtrack>",
        "**<backtrack 3 />**",
    ],
)
def test_a_backtrack_names_its_experiment(line: str) -> None:
    reading = read_reply(f"The last keeps were luck.\n{line}\n<notes>\n## Dead Ends\nluck\n</notes>")
    assert reading.fields == {"operation": "backtrack", "target": 3, "notes": "## Dead Ends\nluck"}
    assert reading.remarks == ()


def test_research_ends_by_a_line_of_its_own() -> None:
    assert read_reply("Nothing is left to try.\n<finish/>").fields["operation"] == "finish"
    assert read_reply('{"action_type": "finish"}').fields["operation"] == "finish"
    assert read_reply("I will not write <finish/> yet.").fields["operation"] == "experiment"
    both = read_reply(f"{SAID}<code>\n{PROGRAM}\n</code>\n<finish/>")
    assert (both.fields["operation"], both.fields["change"]) == ("experiment", PROGRAM)
    assert "Research goes on" in both.remarks[0]
    lost = read_reply(f"<code>\n{PROGRAM}\n<finish/>")
    assert lost.fields["operation"] == "experiment"


@pytest.mark.parametrize(
    ("reply", "told"),
    [
        (
            f"<code>\n{PROGRAM}\n</code>",
            "lacked: Direction, Description, Hypothesis, Evidence, Risk, Expected",
        ),
        (f"{SAID}<code>\n{PROGRAM}", "not closed"),
        (f"{SAID}<<<<<<< SEARCH\nrate", "not complete"),
        (f"{SAID}```diff\n@@ -1 +1 @@\n-a\n+b\n```", "Unified diffs are not read"),
        (f"{SAID}<code>\nx = 1\n</code>\n<code>\nx = 2\n</code>", "2 programs. Only the last"),
        (f"{SAID}<code>\nx = 1\n</code>\n<backtrack 1/>", "was not tried"),
        (f"{SAID}I use <backtrack 1/> now", "backtrack was not read"),
        (f"{SAID.replace('-0.05', 'better')}<code>\nx\n</code>", "What you expect was not read"),
        (f"{SAID.replace('-0.05', '2.51')}<code>\nx\n</code>", "What you expect was not read"),
        (
            f"{SAID.replace('it diverges', 'x' * 5000)}<code>\nx\n</code>",
            "Of your risk, only the first 4,096",
        ),
        (f"<code>\n{'x' * (1 << 20)}x\n</code>", "was not read"),
        ("x" * ((1 << 21) + 1), "was not read"),
    ],
)
def test_what_is_missing_or_not_taken_is_told(reply: str, told: str) -> None:
    assert told in " ".join(read_reply(reply).remarks)


_LINES = st.text(st.characters(codec="utf-8", exclude_characters="=<>*_#`-:{}\r"), max_size=40).map(
    lambda text: " ".join(text.split())
)
_WORDS = _LINES.filter(lambda text: text != "" and not text.lower().startswith(("reasoning", "analysis")))


@given(
    st.fixed_dictionaries(
        {"change": _WORDS, "expected": st.sampled_from([-0.5, 0.0, 1.25])},
        optional=dict.fromkeys(("direction", "hypothesis", "evidence", "why", "lesson", "notes"), _WORDS),
    )
)
def test_a_step_is_read_as_it_was_written(fields: dict[str, object]) -> None:
    assert read_reply(written_reply(fields)).fields == {**fields, "operation": "experiment"}


_PIECES = st.sampled_from(
    ["=== REASONING ===", "=== ANALYSIS ===", "===", "Hypothesis:", "Expected: -", "Why:", "<code>",
     "</code>", "<notes>", "</notes>", "<think>", "</think>", "```", "```python", "<<<<<<< SEARCH", "=======",
     ">>>>>>> REPLACE", "<backtrack 1/>", "<backtrack", "<finish/>", '{"code": "', '{"change": 1}', "}",
     "\n", "\x00", "\ud800", "x", " "]
)  # fmt: skip


@given(st.lists(_PIECES, max_size=40), st.sampled_from(["", "\n"]))
def test_any_reply_is_a_step_or_is_told_why_not(pieces: list[str], joint: str) -> None:
    reading = read_reply(joint.join(pieces))
    assert reading.fields["operation"] in ("experiment", "backtrack", "finish")
    assert all(len(reading.fields.get(name, "")) <= longest for name, longest in LONGEST.items())
    assert abs(reading.fields.get("expected", 0.0)) <= 8


_REPEATED = [
     "=== REASONING ===\n", "Hypothesis:", "Hypothesis: x\n", "<code>\n", "</code>\n", "<notes>", "```\n",
     "<<<<<<< SEARCH\n", "<<<<<<< SEARCH\n=======\n", "<backtrack ", "<backtrack 1", "<finish ",
     "=", "#", "-",
     "Expected: -", "1", " ", "\t\n", '{"code": ', "{", "<think>", "@@ ", "*_#`", "\x00"]  # fmt: skip


@pytest.mark.parametrize(
    "piece",
    [pytest.param(piece, marks=() if piece == "```\n" else pytest.mark.full) for piece in _REPEATED],
)
def test_a_megabyte_of_hostile_text_is_read_in_bounded_time(piece: str) -> None:
    began = time.process_time()
    read_reply(piece * ((1 << 20) // len(piece)))
    assert time.process_time() - began < 10.0
