"""Objects, index and folders as git has them; git itself is asked in the system tests."""

from dataclasses import dataclass

import pytest

from perfgym.repo.workspace.git_objects import bare_repository, base_commit, private_folder


@dataclass(frozen=True)
class _File:
    content: bytes
    executable: bool = False


def test_the_objects_have_the_names_that_git_gives() -> None:
    """The names are those that git 2.39 printed for the same content."""
    objects = base_commit({"hello.txt": _File(b"hello\n")}).objects
    assert "ce013625030ba8dba906f756967f9e9ca394464a" in objects  # the content
    assert "aaa96ced2d9a1c8e72c56b253a0e2fe78393feb7" in objects  # the folder
    assert "4b825dc642cb6eb9a060e54bf8d69288fbee4904" in base_commit({}).objects  # the empty folder


@pytest.mark.parametrize(
    "other",
    [
        {"x": _File(b"2")},
        {"x": _File(b"1", executable=True)},
        {"y": _File(b"1")},
        {"x": _File(b"1"), "y": _File(b"1")},
        {"x/x": _File(b"1")},
    ],
)
def test_the_commit_depends_on_paths_contents_and_modes(other: dict[str, _File]) -> None:
    base = base_commit({"x": _File(b"1")})
    assert base.name == base_commit({"x": _File(b"1")}).name != base_commit(other).name


def test_the_order_of_files_means_nothing() -> None:
    files = {"a-b/c": _File(b"1"), "a.txt": _File(b"2"), "a/b": _File(b"3")}
    assert base_commit(files) == base_commit(dict(reversed(files.items())))


def test_a_private_folder_holds_no_object() -> None:
    base = base_commit({"x": _File(b"1")})
    assert sorted(private_folder(base)) == ["HEAD", "index", "refs/heads/main"]
    assert len([path for path in bare_repository(base) if path.startswith("objects/")]) == 3
