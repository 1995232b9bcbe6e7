"""Trees as values: what cannot be one, tar archives of hostile programs, and folders."""

import contextlib
import io
import os
import pickle
import tarfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfgym.repo.workspace.tree import DEFAULT_LIMITS, File, Limits, Tree, TreeError

names = st.text(alphabet="ab.é_ -", min_size=1, max_size=6)
paths = st.lists(names, min_size=1, max_size=40).map("/".join)
files = st.builds(File, st.binary(max_size=600), st.booleans())
SMALL = Limits(files=2, file_bytes=10, total_bytes=15)


def _archive(*members: tuple[tarfile.TarInfo, bytes], form: int = tarfile.GNU_FORMAT) -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w", format=form) as archive:
        for header, content in members:
            header.size = len(content)
            archive.addfile(header, io.BytesIO(content))
    return made.getvalue()


def _member(name: str, kind: bytes = tarfile.REGTYPE, mode: int = 0o644) -> tarfile.TarInfo:
    header = tarfile.TarInfo(name)
    header.type, header.mode, header.linkname = kind, mode, "elsewhere"
    return header


@given(st.dictionaries(paths, files, max_size=5))
def test_a_tree_comes_back_from_its_archive(content: dict[str, File]) -> None:
    try:
        tree = Tree(content)
    except TreeError:
        return
    back = Tree.from_tar(tree.to_tar())
    assert back == tree
    assert back.digest == tree.digest
    assert back.to_tar() == tree.to_tar()


@given(st.binary(max_size=2000), st.integers(0, 4000), st.binary(max_size=20))
def test_damaged_archives_raise_nothing_but_a_tree_error(noise: bytes, at: int, patch: bytes) -> None:
    good = _archive((_member("a" * 150), b"x" * 700), (_member("é"), b"y"))
    for raw in (noise, good[:at] + patch + good[at + len(patch) :], good[:at]):
        with contextlib.suppress(TreeError):
            Tree.from_tar(raw)


@pytest.mark.parametrize("form", [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT])
def test_the_usual_formats_are_read(form: int) -> None:
    long = "/".join(["folder" * 5] * 6) + "/x.go"
    raw = _archive(
        (_member("./", tarfile.DIRTYPE), b""),
        (_member(f"./{long}"), b"long"),
        (_member("run.sh", mode=0o755), b"#!"),
        form=form,
    )
    assert Tree.from_tar(raw) == Tree({long: File(b"long"), "run.sh": File(b"#!", executable=True)})


@pytest.mark.parametrize(
    "kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE, b"S", b"A"]
)
def test_links_and_special_files_are_refused(kind: bytes) -> None:
    with pytest.raises(TreeError, match="'special' is neither a file nor a folder"):
        Tree.from_tar(_archive((_member("special", kind), b"")))


def test_a_long_chain_of_headers_is_read_without_recursion() -> None:
    chain = [(_member("l", b"L"), b"name\0")] * 5000
    assert set(Tree.from_tar(_archive(*chain, (_member("x"), b"1"), form=tarfile.GNU_FORMAT)).files) == {
        "name"
    }


@pytest.mark.parametrize(
    "path",
    [
        "", ".", "/x", "a//b", "a/", "../x", "a/../b", "./x", ".git/config", "a/.GIT/x", "a\nb", "a\0b",
        'a"b', "a\\b", "a\u202eb", "a\ud800", "x" * 241, "é" * 121,
    ],
)  # fmt: skip
def test_no_path_leads_out_of_the_tree_or_hides_characters(path: str) -> None:
    with pytest.raises(TreeError):
        Tree({path: File(b"")})


def test_a_path_is_a_file_or_a_folder_but_not_both() -> None:
    with pytest.raises(TreeError, match="'a/b' is both a file and a folder"):
        Tree({"a/b": File(b""), "a/b/c": File(b"")})


def test_an_archive_must_not_hold_a_path_twice() -> None:
    """Whichever came last would count, and a check may have seen the other."""
    with pytest.raises(TreeError, match="'x' twice"):
        Tree.from_tar(_archive((_member("x"), b"1"), (_member("./x"), b"2")))


def test_an_archive_that_is_cut_at_a_member_is_refused() -> None:
    with pytest.raises(TreeError, match="no end"):
        Tree.from_tar(_archive((_member("x"), b"1"), (_member("y"), b"2"))[:1024])


@pytest.mark.parametrize(
    ("sizes", "message"),
    [((1, 1, 1), "more than 2 files"), ((11,), "'f0' is larger than 10"), ((8, 8), "larger than 15 bytes")],
)
def test_limits_hold_for_archives_folders_and_trees(
    sizes: tuple[int, ...], message: str, tmp_path: Path
) -> None:
    tree = Tree({f"f{number}": File(b"x" * size) for number, size in enumerate(sizes)})
    for path, file in tree.files.items():
        (tmp_path / path).write_bytes(file.content)
    for attempt in (
        lambda: Tree.from_tar(tree.to_tar(), SMALL),
        lambda: Tree.from_folder(tmp_path, SMALL),
        lambda: tree.require(SMALL),
    ):
        with pytest.raises(TreeError, match=message):
            attempt()
    assert tree.require(DEFAULT_LIMITS) is tree


def test_a_folder_is_read_without_its_git_folder(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "config").write_text("x")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "run.sh").write_text("y")
    (tmp_path / "in" / "run.sh").chmod(0o755)
    assert Tree.from_folder(tmp_path) == Tree({"in/run.sh": File(b"y", executable=True)})


def test_a_folder_with_a_link_or_a_pipe_is_no_tree(tmp_path: Path) -> None:
    """A pipe must not be opened: reading it would never end."""
    (tmp_path / "link").symlink_to("/etc")
    with pytest.raises(TreeError, match="'link' is a link"):
        Tree.from_folder(tmp_path)
    (tmp_path / "link").unlink()
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(TreeError, match="'pipe' is a link or another special file"):
        Tree.from_folder(tmp_path)


def test_a_digest_tells_content_from_path_and_mode() -> None:
    trees = [
        Tree({}),
        Tree({"a": File(b"b")}),
        Tree({"ab": File(b"")}),
        Tree({"a": File(b"b", executable=True)}),
        Tree({"a": File(b""), "b": File(b"")}),
    ]
    assert len({tree.digest for tree in trees}) == len(trees)
    assert pickle.loads(pickle.dumps(trees[1])) == trees[1]


def test_a_changed_file_keeps_its_mode_and_the_old_tree_its_content() -> None:
    tree = Tree({"run.sh": File(b"1", executable=True)})
    assert tree.with_file("run.sh", b"2").files["run.sh"] == File(b"2", executable=True)
    assert tree.files["run.sh"].content == b"1"
