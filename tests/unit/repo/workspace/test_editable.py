"""Globs of editable files, and the measured tree."""

import sys
from collections.abc import Callable
from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfgym.repo.workspace.editable import changed_paths, matches, overlaid, why_not_editable
from perfgym.repo.workspace.tree import File, Tree

parts = st.lists(st.sampled_from(["a", "b", "a.go", "b.go", ".a"]), min_size=1, max_size=5)
globs = st.lists(st.sampled_from(["a", "*", "**", "*.go", "?", "[ab]", "a*o"]), min_size=1, max_size=5)


def _tree(**contents: str) -> Tree:
    return Tree({path: File(text.encode()) for path, text in contents.items()})


@pytest.mark.parametrize(
    ("path", "glob", "expected"),
    [
        ("a.go", "*.go", True),
        ("in/a.go", "*.go", False),
        ("in/a.go", "**/*.go", True),
        ("a.go", "**/*.go", True),
        ("internal/x/y/a.go", "internal/**/*.go", True),
        ("internal/a.go", "internal/**/*.go", True),
        ("internal2/a.go", "internal/**/*.go", False),
        ("in", "in/**", True),
        ("in/a/b", "in/**", True),
        ("a/b", "a?b", False),
    ],
)
def test_a_star_stays_within_a_folder_and_two_cross_folders(path: str, glob: str, expected: bool) -> None:
    assert matches(path, glob) is expected


@pytest.mark.skipif(sys.version_info < (3, 13), reason="pathlib has full_match from Python 3.13 on")
@given(parts, globs)
def test_globs_match_as_those_of_pathlib(path: list[str], glob: list[str]) -> None:
    full_match: Callable[[str], bool] = getattr(PurePosixPath(*path), "full_match")  # noqa: B009 - pyright
    assert matches("/".join(path), "/".join(glob)) == full_match("/".join(glob))


def test_a_hostile_path_is_matched_in_time() -> None:
    assert not matches("/".join(["a"] * 120), "/".join(["**", "a*a*a*a"] * 20))


@pytest.mark.parametrize(
    "path",
    [
        "x_test.go", "in/x_test.go", "go.mod", "in/go.sum", "go.work", "vendor/x/y.go", "in/testdata/y.go",
        ".gitattributes", ".github/x.go", "internal/perfgym_parse/main.go",
    ],
)  # fmt: skip
def test_protected_files_are_not_editable_whatever_the_globs_say(path: str) -> None:
    assert why_not_editable(path, ["**"])


def test_a_path_outside_the_globs_is_told_them() -> None:
    assert why_not_editable("x.s", ["*.go", "in/**"]) == "matches none of *.go, in/**"
    assert why_not_editable("x.go", iter(["*.go"])) == ""


def test_the_measured_tree_has_the_editable_changes_alone() -> None:
    base = _tree(**{"a.go": "1", "b.go": "1", "a_test.go": "1", "go.mod": "1", "run.sh": "1"})
    changed = _tree(**{"a.go": "2", "c.go": "2", "a_test.go": "2", "new_test.go": "2", "run.sh": "1"})
    measured, ignored = overlaid(base, changed, ["*.go"])
    assert measured == _tree(**{"a.go": "2", "c.go": "2", "a_test.go": "1", "go.mod": "1", "run.sh": "1"})
    assert set(ignored) == {"a_test.go", "new_test.go", "go.mod"}


def test_modes_are_those_of_the_base() -> None:
    """So that trees with equal contents are equal, whatever mode an agent's tools left behind."""
    base = Tree({"a.go": File(b"1"), "b.go": File(b"1", executable=True)})
    changed = Tree(
        {"a.go": File(b"2", executable=True), "b.go": File(b"1"), "c.go": File(b"3", executable=True)}
    )
    measured, ignored = overlaid(base, changed, ["*.go"])
    assert measured == Tree({"a.go": File(b"2"), "b.go": File(b"1", executable=True), "c.go": File(b"3")})
    assert ignored == {}


@pytest.mark.parametrize(
    ("base", "changed", "refused"),
    [
        ({"in/go.mod": "1"}, {"in": "2"}, "in"),
        ({"go.mod": "1"}, {"go.mod/x.go": "2"}, "go.mod/x.go"),
    ],
)
def test_no_new_file_takes_the_place_of_a_fixed_one(
    base: dict[str, str], changed: dict[str, str], refused: str
) -> None:
    measured, ignored = overlaid(_tree(**base), _tree(**changed), ["**"])
    assert measured == _tree(**base)
    assert ignored[refused] == "takes the place of a file that is fixed"


trees = st.dictionaries(
    st.sampled_from(["a", "a/b", "a/b/c", "go.mod", "go.mod/x", "x_test.go", "b.go"]),
    st.sampled_from([File(b"1"), File(b"2")]),
)


@given(trees, trees, st.sampled_from([["**"], ["*.go"], ["a/**"], []]))
def test_fixed_files_of_the_base_are_always_there(
    base: dict[str, File], changed: dict[str, File], editable: list[str]
) -> None:
    try:
        before, after = Tree(base), Tree(changed)
    except ValueError:
        return
    measured, ignored = overlaid(before, after, editable)
    for path in changed_paths(before, measured):
        assert path not in ignored
        assert not why_not_editable(path, editable)
    for path, file in before.files.items():
        assert measured.files.get(path) == file or not why_not_editable(path, editable)


def test_compiled_code_is_never_editable() -> None:
    assert why_not_editable("fast/code.syso", ["**/*"]) == "is compiled code, and only source is built"
