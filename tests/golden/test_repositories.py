"""A conversation about a repository equals the recorded one, but for figures and what compilers remark.

``pytest tests/golden -m full --record-golden`` records it again. Read the difference before you commit it.
"""

import json
import re
from typing import Any

import pytest

from perfgym.envs.registration import family_of, find_id
from perfgym.sandbox import Sandbox
from tests.golden.test_golden import FOLDER, compare, conversation

ID = "PerfRepo-strings-go-v0"
SLOW = (
    '\tspecial := regexp.MustCompile(`["\\r\\n` + regexp.QuoteMeta(string(w.Comma)) + `]|^\\s|\\s$`)\n'
    "\treturn special.MatchString(field)\n"
)
WRONG = SLOW.replace("return special", "return !special")
DIFF = """\
--- a/csv/writer.go
+++ b/csv/writer.go
@@ -47,4 +47,4 @@
 func (w *Writer) needsQuotes(field string) bool {
-\tspecial := regexp.MustCompile("%s")
+\tspecial := regexp.MustCompile("")
 \treturn special.MatchString(field)
 }
"""


def said(**action: Any) -> str:
    """A reply with an action."""
    return f"```json\n{json.dumps(action)}\n```"


REPLIES = (
    "I would first look at the package csv, which builds a regular expression for each field.",
    f"I list it. {said(action_type='files', files_op='list', files_path='csv')}",
    said(
        action_type="files", files_op="read", files_path="csv/writer.go", files_first_line=40, files_lines=20
    ),
    said(action_type="files", files_op="search", files_pattern="regexp\\.MustCompile", files_path="csv"),
    said(action_type="tests", test_suite="./csv"),
    said(action_type="benchmarks", bench_suite="./csv Format", bench_count=2, bench_time="5x"),
    said(action_type="escape_analysis", escape_target="./csv"),
    said(action_type="perf", perf_bench="./csv Format"),
    said(action_type="patch", patch_file="csv/writer.go", patch_old="regexp.Compile(", patch_new=""),
    f"```diff\n{DIFF}```",
    said(action_type="patch", patch_file="csv/writer.go", patch_old=SLOW, patch_new=WRONG),
    said(action_type="tests", test_suite="./csv"),
    said(action_type="git", git_op="diff", git_args=["--stat"]),
    said(action_type="git", git_op="restore", git_args=["csv/writer.go"]),
    "```diff\n{the expert's patch}\n```",
    said(action_type="tests", test_suite=". ./csv"),
    said(action_type="benchmarks", bench_suite="target"),
    said(action_type="submit"),
)
"""Replies of a model. A text in braces stands for a patch of the task."""

_FIGURES = re.compile(r"^(\| \S+ ) .*(?:±|p=|%).*$", re.M)
_EVENT = re.compile(r"^(  \w+_(?:ns|bytes): )[\d,]+", re.M)
_SECTION = re.compile(r"^((?:Your|All) lines by .*:|New ones first .*:)\n(?:\|.*\n|\[\.\.\..*\n)+", re.M)
_COST = re.compile(r"^(Cost of one operation .*:)\n(?:\|.*\n)+", re.M)
_NOISE = re.compile(r"^(?:Warning: .* sec/op is .*|\| ² .*)\n", re.M)  # of some samples only
_COUNTED = re.compile(r"^(Diagnostics, and their change since the base:).*$", re.M)


def steady(feedback: str) -> str:
    """Feedback with remarks in place of what differs between two runs or two compilers."""
    feedback = _FIGURES.sub(r"\1 (figures)", feedback)
    feedback = _EVENT.sub(r"\1(figure)", feedback)
    feedback = _SECTION.sub(r"\1\n| (lines)\n", feedback)
    feedback = _COST.sub(r"\1\n| (figures)\n", feedback)
    feedback = _NOISE.sub("", feedback)
    return _COUNTED.sub(r"\1 (numbers)", feedback)


@pytest.mark.full
def test_a_conversation_about_a_repository_reads_as_it_was_recorded(
    sandbox: Sandbox, request: pytest.FixtureRequest
) -> None:
    """The model is told why a patch does not fit, which tests fail, what it changed and what is paid."""
    found = find_id(ID)
    expert = family_of(found).task(found).scripted()["expert"][0]["patch_diff"]
    text = conversation(
        ID, REPLIES, {"the expert's patch": expert}, sandbox, budget="max_steps", readable=steady
    )
    compare(FOLDER / f"{ID}.md", text, request)
