"""Unified diffs of trees: git applies them, and hostile files cost no more than others."""

import random
import re
import time

from hypothesis import given
from hypothesis import strategies as st

from perfgym.repo.workspace.diff import unified_diff
from perfgym.repo.workspace.tree import File, Tree

lines = st.lists(st.sampled_from([b"a\n", b"b\n", b"\n", b"c d\r\n"]), max_size=30)
contents = st.tuples(lines.map(b"".join), st.sampled_from([b"", b"end"])).map(b"".join)


def _applied(content: bytes, diff: bytes) -> bytes:
    """A file after a diff, without any search: each hunk must fit where it says."""
    old, made, at = re.findall(rb"[^\n]*\n|[^\n]+", content), list[bytes](), 0
    for line in diff.replace(b"\n\\ No newline at end of file\n", b"\0\n").split(b"\n"):
        header = re.match(rb"@@ -(\d+),(\d+) ", line)
        if header:
            start = int(header[1]) - (int(header[2]) > 0)
            made += old[at:start]
            at = start
        elif line and not line.startswith((b"diff", b"---", b"+++", b"new file", b"deleted file")):
            text = line[1:-1] if line.endswith(b"\0") else line[1:] + b"\n"
            assert line[:1] == b"+" or old[at] == text
            at += line[:1] != b"+"
            made += [] if line[:1] == b"-" else [text]
    return b"".join(made + old[at:])


@given(contents, contents)
def test_a_diff_leads_from_one_content_to_the_other(before: bytes, after: bytes) -> None:
    diff = unified_diff(Tree({"x": File(before)}), Tree({"x": File(after)}))
    assert _applied(before, diff) == after
    assert (diff == b"") == (before == after)


def test_a_diff_has_the_form_of_git() -> None:
    before = Tree({"gone": File(b"1\n"), "kept": File(b"".join(b"%d\n" % n for n in range(20)))})
    kept = before.files["kept"].content.replace(b"9\n", b"nine\n", 1)
    after = Tree({"kept": File(kept), "new name": File(b"2", executable=True)})
    assert unified_diff(before, after).decode() == (
        "diff --git a/gone b/gone\ndeleted file mode 100644\n--- a/gone\n+++ /dev/null\n@@ -1,1 +0,0 @@\n-1\n"
        "diff --git a/kept b/kept\n--- a/kept\n+++ b/kept\n"
        "@@ -7,7 +7,7 @@\n 6\n 7\n 8\n-9\n+nine\n 10\n 11\n 12\n"
        "diff --git a/new name b/new name\nnew file mode 100755\n--- /dev/null\n+++ b/new name\t\n"
        "@@ -0,0 +1,1 @@\n+2\n\\ No newline at end of file\n"
    )


def test_far_changes_have_hunks_of_their_own_and_near_ones_share_one() -> None:
    numbers = [b"%d\n" % n for n in range(100)]
    near, far = list(numbers), list(numbers)
    near[10], near[16] = b"x\n", b"y\n"
    far[10], far[50] = b"x\n", b"y\n"
    before = Tree({"x": File(b"".join(numbers))})
    hunks = [unified_diff(before, Tree({"x": File(b"".join(new))})).count(b"@@ -") for new in (near, far)]
    assert hunks == [1, 2]


def test_binary_files_are_named_only() -> None:
    diff = unified_diff(Tree({"x": File(b"\0")}), Tree({"x": File(b"\0\1")}))
    assert diff == b"diff --git a/x b/x\nBinary files a/x and b/x differ\n"


def test_hostile_files_are_compared_in_time() -> None:
    """Two long files of two kinds of lines have astronomically many ways to be compared."""
    rng = random.Random(1)
    before, after = (
        Tree({"x": File(b"".join(rng.choice([b"a\n", b"b\n"]) for _ in range(100_000)))}) for _ in range(2)
    )
    start = time.process_time()
    assert unified_diff(before, after).count(b"@@ -") == 1
    assert time.process_time() - start < 10
