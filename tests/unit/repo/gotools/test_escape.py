"""Diagnostics of the compiler: those that Go 1.27 wrote about recorded/tiny.go, and hostile ones."""

import io
import json
import tarfile
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfgym.repo.gotools.escape import (
    Code,
    Diagnostic,
    new_since,
    parse_bounds_checks,
    parse_diagnostics,
    ranked,
)
from perfgym.repo.gotools.source_path import repository_path
from perfgym.repo.workspace.tree import File, Tree, TreeError

_FOLDER = Path(__file__).with_name("recorded")
_SOURCE = (_FOLDER / "tiny.go").read_bytes()
_TREE = Tree({"tiny.go": File(_SOURCE)})
_ROOTS = ("example.org/tiny", "/tmp/repo")

# Printed by the same compiler with -gcflags=-d=ssa/check_bce.
_BOUNDS_CHECKS = b"""\
# example.org/tiny
example.org/tiny/tiny.go:12:11: Found IsInBounds
example.org/tiny/tiny.go:19:12: Found IsInBounds
example.org/tiny/tiny.go:20:15: Found IsSliceInBounds
example.org/tiny/tiny.go:26:25: Found IsInBounds
"""


def _archive(content: bytes, name: str = "example.org%2Ftiny/tiny.json") -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as archive:
        header = tarfile.TarInfo(f"./{name}")
        header.size = len(content)
        archive.addfile(header, io.BytesIO(content))
    return made.getvalue()


def _remark(line: object, code: object = "escape", message: object = "x escapes", **more: Any) -> bytes:
    start = {"line": line, "character": 1}
    return json.dumps({"range": {"start": start}, "code": code, "message": message, **more}).encode()


def _parsed(remarks: Iterable[bytes], file: str = "example.org/tiny/tiny.go") -> tuple[Diagnostic, ...]:
    header = json.dumps({"version": 0, "file": file}).encode()
    return parse_diagnostics(_archive(b"\n".join([header, *remarks])), _TREE, _ROOTS)


def test_recorded_diagnostics_are_read() -> None:
    found = parse_diagnostics(_archive((_FOLDER / "tiny.json").read_bytes()), _TREE, _ROOTS)
    places = [(one.line, one.code, one.function, one.message) for one in found if one.code in list(Code)]
    assert places == [
        (10, "escape", "Boxed", "b escapes to heap"),
        (10, "escape", "Boxed", "make([]int, n) escapes to heap"),
        (12, "isInBounds", "Boxed", ""),
        (18, "leak", "Pick", "parameter values leaks to ~r0 with derefs=0"),
        (19, "isInBounds", "Pick", ""),
        (20, "isSliceInBounds", "Pick", ""),
        (24, "cannotInlineFunction", "Sum", "function too complex: cost 82 exceeds budget 80"),
        (26, "isInBounds", "Sum", ""),
    ]
    escape = next(one for one in found if one.code == Code.ESCAPE)
    assert (escape.file, escape.column) == ("tiny.go", 2)
    assert escape.source == "b := box{values: make([]int, n)}"
    assert escape.flow == (
        "flow: ~r0 ← &b:", "from &b (address-of) at tiny.go:14", "from return &b (return) at tiny.go:14",
    )  # fmt: skip
    assert found[-1].flow == ("inlined code at tiny.go:12",)


def test_recorded_bounds_checks_are_read() -> None:
    found = parse_bounds_checks(_BOUNDS_CHECKS, _TREE, _ROOTS)
    assert [(one.line, one.code, one.function) for one in found] == [
        (12, "isInBounds", "Boxed"),
        (19, "isInBounds", "Pick"),
        (20, "isSliceInBounds", "Pick"),
        (26, "isInBounds", "Sum"),
    ]


def test_functions_are_found_in_source_as_gofmt_writes_it() -> None:
    source = b"""package x

func (p *Parser) Next() int {
\treturn 1
}

func (Parser) Short() {}

var x = 1

func Map[K, V any](m map[K]V) {
}

func (s Set[T]) Add(
\tvalue T,
) {
\tprintln()
}
"""
    tree = Tree({"x.go": File(source)})
    text = "".join(f"m/x.go:{line}:1: Found IsInBounds\n" for line in range(1, 20)).encode()
    found = {one.line: one.function for one in parse_bounds_checks(text, tree, ["m"])}
    expected = {3: "(*Parser).Next", 4: "(*Parser).Next", 6: "", 7: "Parser.Short", 9: "", 11: "Map", 13: ""}
    assert {line: found[line] for line in expected} == expected
    assert [found[line] for line in (14, 15, 17, 18)] == ["Set.Add"] * 4


@pytest.mark.parametrize(
    "file",
    ["fmt/print.go", "/usr/x.go", "example.org/tiny/../x.go", "example.org/tiny2/x.go", "", "/tmp/repo/"],
)
def test_files_outside_of_the_repository_are_left_out(file: str) -> None:
    """A ``//line`` comment in an agent's source can name any file."""
    assert _parsed([_remark(1)], file) == ()
    assert repository_path(file, _ROOTS) == ""


def test_a_file_that_is_not_in_the_tree_has_no_source() -> None:
    (found,) = _parsed([_remark(3)], "file:///tmp/repo/in/y.go")
    assert (found.file, found.function, found.source) == ("in/y.go", "", "")


@pytest.mark.parametrize(
    "line",
    [
        b"", b"{", b"[" * 100_000, b"null", b'{"range": 1}', _remark("1"), _remark(-1), _remark(1 << 40),
        _remark(1, code=1), _remark(1, message=""), _remark(1)[:-1] + b"\xff}", b'{"range":' * 50_000,
    ],
)  # fmt: skip
def test_lines_that_are_not_understood_are_skipped(line: bytes) -> None:
    assert len(_parsed([line, _remark(10)])) == 1


def test_duplicates_are_left_out() -> None:
    assert len(_parsed([_remark(1), _remark(1), _remark(2)])) == 2


def test_numbers_and_lengths_are_bounded_and_text_is_safe() -> None:
    flow = [
        {"location": {"uri": "", "range": {"start": {"line": 1, "character": 1}}}, "message": "m" * 999}
    ] * 99
    (found,) = _parsed([_remark(1, "\x1b" * 999, "\u202e" * 999, relatedInformation=flow)])
    assert (found.code, found.message) == ("\ufffd" * 300, "\ufffd" * 300)
    assert [len(step) for step in found.flow] == [300] * 20
    assert len(_parsed([_remark(line) for line in range(20_100)])) == 20_000


def test_an_archive_that_is_none_is_refused() -> None:
    with pytest.raises(TreeError):
        parse_diagnostics(b"x" * 1024, _TREE, _ROOTS)


def test_diagnostics_that_only_moved_are_not_new() -> None:
    base = parse_bounds_checks(_BOUNDS_CHECKS, _TREE, _ROOTS)
    moved = Tree({"tiny.go": File(_SOURCE.replace(b"// Pick reads", b"// A comment.\n//\n// Pick reads"))})
    text = b"\n".join(
        b"example.org/tiny/tiny.go:%d:1: Found %b" % place
        for place in [(12, b"IsInBounds"), (21, b"IsInBounds"), (22, b"IsSliceInBounds"), (28, b"IsInBounds")]
    )
    candidate = parse_bounds_checks(text, moved, _ROOTS)
    assert new_since(base, candidate) == ()
    more = [*candidate, candidate[1], Diagnostic(file="tiny.go", line=1, column=1, code="escape")]
    assert new_since(base, more) == tuple(more[-2:])


def test_diagnostics_are_ranked_by_what_their_line_costs() -> None:
    found = parse_bounds_checks(_BOUNDS_CHECKS, _TREE, _ROOTS)
    order = [(one.line, share) for one, share in ranked(found, {("tiny.go", 26): 0.5, ("x.go", 12): 0.9})]
    assert order == [(26, 0.5), (12, 0.0), (19, 0.0), (20, 0.0)]


@given(st.binary(max_size=300), st.binary(max_size=300))
def test_any_bytes_are_read(content: bytes, source: bytes) -> None:
    tree = Tree({"tiny.go": File(source)})
    header = b'{"file":"m/tiny.go"}\n'
    assert parse_diagnostics(_archive(header + content), tree, ["m"]) is not None
    parse_bounds_checks(b"m/tiny.go:1:1: Found IsInBounds\n" + content, tree, ["m"])


@pytest.mark.parametrize("pad", [b" ", b"a", b"a ", b"(", b"func("])
def test_a_long_line_of_source_takes_linear_time(pad: bytes) -> None:
    source = b"func (" + pad * ((1 << 20) // len(pad)) + b"/**/ r *T) f() {}\n"
    remarks = b"\n".join(
        [json.dumps({"version": 0, "file": "example.org/tiny/tiny.go"}).encode(), _remark(1)]
    )
    started = time.monotonic()
    parse_diagnostics(_archive(remarks), Tree({"tiny.go": File(source)}), _ROOTS)
    assert time.monotonic() - started < 5
