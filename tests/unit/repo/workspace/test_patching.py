"""Edits on trees, and what an agent is told of those that are refused."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfgym.repo.workspace.patching import explained, replaced, written
from perfgym.repo.workspace.refused import Refused
from perfgym.repo.workspace.tree import File, Limits, Tree

SOURCE = b"""package x

// Sum adds.
func Sum(values []int) int {
\ttotal := 0
\tfor _, v := range values {
\t\ttotal += v
\t}
\treturn total
}

func Count(values []int) int {
\ttotal := 0
\treturn total + len(values)
}
"""
TREE = Tree({"x.go": File(SOURCE), "in/parse.go": File(b"package in"), "crlf.go": File(b"a\r\nb\r\n")})


def _refusal(old: bytes, new: bytes = b"new", path: str = "x.go") -> str:
    with pytest.raises(Refused) as refused:
        replaced(TREE, path, old, new)
    return str(refused.value)


def test_the_only_occurrence_is_replaced() -> None:
    changed = replaced(TREE, "x.go", b"\t\ttotal += v\n", b"")
    assert changed.files["x.go"].content == SOURCE.replace(b"\t\ttotal += v\n", b"")
    assert TREE.files["x.go"].content == SOURCE


def test_several_occurrences_are_told_with_their_lines() -> None:
    assert "more than once in x.go, at lines 5, 13." in _refusal(b"total := 0")


def test_overlapping_occurrences_count() -> None:
    tree = Tree({"x": File(b"aaa")})
    with pytest.raises(Refused, match="at lines 1, 1"):
        replaced(tree, "x", b"aa", b"b")


def test_wrong_white_space_is_told_as_such_with_the_text_to_quote() -> None:
    told = _refusal(b"    for _, v := range values {\n        total += v\n    }\n")
    assert (
        "Only white space differs from lines 6 to 8:\n6\t\tfor _, v := range values {\n7\t\t\ttotal += v"
        in told
    )


def test_line_ends_of_another_system_are_told_as_white_space() -> None:
    assert "Only white space differs from lines 1 to 2" in _refusal(b"a\nb\n", path="crlf.go")


def test_a_text_quoted_from_memory_is_answered_by_the_nearest_lines() -> None:
    told = _refusal(b"func Sum(values []int64) int64 {\n\ttotal := int64(0)\n")
    assert "The nearest text is at lines 4 to 5:\n4\tfunc Sum(values []int) int {\n5\t\ttotal := 0\n" in told


def test_a_text_unlike_the_file_gets_no_guess() -> None:
    assert "Nothing in the file resembles it" in _refusal(b"import numpy as np")
    assert "Nothing in the file resembles it" in _refusal(b"\n\n\n\n\n")


def test_a_wrong_path_is_answered_by_files_of_that_name_or_near_names() -> None:
    assert "Did you mean in/parse.go?" in _refusal(b"x", path="parse.go")
    assert "Did you mean in/parse.go?" in _refusal(b"x", path="in/parser.go")
    assert "List the files" in _refusal(b"x", path="\u202e" * 1000)


def test_edits_that_change_nothing_are_refused() -> None:
    assert "patch_old is empty" in _refusal(b"")
    assert "nothing would change" in _refusal(b"package", b"package")
    with pytest.raises(Refused, match="nothing would change"):
        written(TREE, "x.go", SOURCE)


def test_a_file_is_written_within_the_limits_only() -> None:
    assert written(TREE, "new/y.go", b"package y").files["new/y.go"] == File(b"package y")
    with pytest.raises(Refused, match=r"Not written: 'y\.go' is larger than 9 bytes"):
        written(Tree({}), "y.go", b"x" * 10, Limits(file_bytes=9))
    with pytest.raises(Refused, match=r"Not written: the path '\.\./y' has"):
        written(TREE, "../y", b"")
    with pytest.raises(Refused, match=r"'x\.go' is both a file and a folder"):
        written(TREE, "x.go/y", b"")


def _diff(body: str, path: str = "x.go") -> bytes:
    return f"--- a/{path}\n+++ b/{path}\n{body}".encode()


def test_a_hunk_that_does_not_fit_is_told_with_the_line_that_the_file_has() -> None:
    fits = "@@ -12,3 +12,3 @@\n func Count(values []int) int {\n-\ttotal := 0\n+\ttotal := 1\n"
    wrong = "@@ -4,2 +4,2 @@\n func Sum(values []int) int {\n-\tsum := 0\n+\tsum := 1\n"
    told = explained(TREE, _diff(fits + wrong), b"error: patch failed: x.go:4\n")
    assert "error: patch failed: x.go:4" in told
    assert "Hunk 2 of x.go (@@ -4,2 +4,2 @@) does not fit." in told
    assert "begins at line 4. Line 5 is\n\t\ttotal := 0\nand the diff expects\n\t\tsum := 0" in told
    assert "Hunk 1" not in told
    assert told.endswith("or with patch_content for the whole file.")


def test_a_hunk_with_spaces_for_tabs_is_told_so() -> None:
    told = explained(TREE, _diff("@@ -5,1 +5,1 @@\n-    total := 0\n+    total := 1\n"), b"")
    assert "Line 5 (only white space differs) is" in told


def test_a_missing_end_of_the_last_line_is_told() -> None:
    told = explained(Tree({"x": File(b"a\nb")}), _diff("@@ -1,2 +1,2 @@\n a\n-b\n+c\n", "x"), b"")
    assert r"Only the end of line 2 differs: write '\ No newline at end of file'" in told


def test_a_hunk_longer_than_the_file_is_told() -> None:
    told = explained(Tree({"x": File(b"a\nb\n")}), _diff("@@ -1,3 +1,3 @@\n a\n b\n-c\n+d\n", "x"), b"")
    assert "The file ends after line 2" in told


@pytest.mark.parametrize(
    ("diff", "expected"),
    [
        (b"hello", "It names no file"),
        (b"@@ -1,2 +1,2 @@\n a\n-b\n", "It names no file"),
        (_diff("@@\n-a\n+b\n"), "has no line numbers"),
        (_diff("@@ -1,1 +1,1 @@\n package x\n"), "has no line that begins with '-' or '+'"),
        (_diff("-a\n+b\n"), "x.go has no hunk"),
        (_diff("@@ -1,1 +1,1 @@\n-a\n+b\n", "y/x.go"), "Did you mean x.go? To create a file"),
        (b"--- /dev/null\n+++ b/x.go\n@@ -0,0 +1,1 @@\n+x\n", "x.go is to be created but exists"),
        (_diff("@@ -3,1 +3,1 @@\n-import numpy\n+x\n"), "nothing in the file resembles"),
        (_diff("@@ -1,1 +1,1 @@\n-package x\n+package y\n"), "Each hunk fits its file by itself"),
    ],
)
def test_each_fault_of_a_diff_is_told(diff: bytes, expected: str) -> None:
    assert expected in explained(TREE, diff, b"")


def test_lines_between_files_belong_to_no_hunk() -> None:
    git = b"diff --git a/x.go b/x.go\nindex 1..2 100644\n"
    first = _diff("@@ -1,1 +1,1 @@\n-package x\n+package y\n")
    second = _diff("@@ -1,1 +1,1 @@\n-package in\n\\ No newline at end of file\n+package y\n", "in/parse.go")
    assert "Each hunk fits its file by itself" in explained(TREE, git + first + git + second, b"")


def test_only_the_first_faults_are_told_in_full() -> None:
    hunks = "".join(f"@@ -{at},1 +{at},1 @@\n-no such line\n+x\n" for at in range(1, 30))
    told = explained(TREE, _diff(hunks), b"\x1b[31merror" * 1000)
    assert told.count("Hunk") == 4
    assert "More hunks or files do not fit." in told
    assert "\x1b" not in told
    assert len(told) < 3000


@given(st.binary(max_size=200), st.binary(max_size=200), st.text(max_size=20))
def test_hostile_edits_are_refused_and_never_fail(old: bytes, new: bytes, path: str) -> None:
    for edit in (
        lambda: replaced(TREE, "x.go", old, new),
        lambda: replaced(TREE, path, old, new),
        lambda: written(TREE, path, new),
    ):
        try:
            assert edit() != TREE
        except Refused as refused:
            assert str(refused)


marks = st.lists(
    st.sampled_from(
        [b"--- a/x.go\n", b"+++ b/x.go\n", b"@@ -1,1 +1,1 @@\n", b"-package x\n", b"\\ No\n", b"\n"]
    )
    | st.binary(max_size=8),
    max_size=20,
)


@given(marks.map(b"".join), st.binary(max_size=50))
def test_any_diff_is_explained(diff: bytes, said: bytes) -> None:
    assert "The diff was not applied" in explained(TREE, diff, said)


@pytest.mark.parametrize(
    ("content", "old"),
    [
        (b"a" * 2_000_000, b"a" * 1_000_000 + b"b"),
        (b"a\n" * 500_000, b"a\n" * 250_000 + b"b"),
        (b"\n" * 1_000_000, b"\n" * 500_000 + b"b"),
        (b"a b c " * 300_000, b"c b a\n" * 300_000),
    ],
)
def test_hostile_texts_are_searched_in_time(content: bytes, old: bytes) -> None:
    start = time.process_time()
    tree = Tree({"x": File(content)})
    with pytest.raises(Refused):
        replaced(tree, "x", old, b"")
    marked = old.replace(b"\n", b"\n ")
    many = b"--- a/x\n+++ b/x\n" + b"@@ -1,1 +1,1 @@\n-a b c\n" * 50_000
    explained(tree, many, b"")
    explained(tree, b"--- a/x\n+++ b/x\n@@ -1,1 +1,1 @@\n-y\n " + marked, b"")
    assert time.process_time() - start < 10
