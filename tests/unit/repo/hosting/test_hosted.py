"""What a bare repository is called, and how it is described."""

from pathlib import Path

import pytest

from perfgym.errors import SettingsError
from perfgym.repo.hosting.hosted import bare_repositories, catalogue, is_name, matching


def bare(path: Path, *, head: str = "ref: refs/heads/main\n") -> Path:
    """The least that counts as a bare repository."""
    for folder in ("objects", "refs/heads"):
        (path / folder).mkdir(parents=True)
    (path / "HEAD").write_text(head)
    return path


@pytest.mark.parametrize("name", ["strings", "kv-codec_2", "go.uuid", "a", "x" * 100])
def test_a_plain_name_can_be_served(name: str) -> None:
    assert is_name(name)


@pytest.mark.parametrize(
    "name",
    [
        "",
        ".",
        "..",
        "-x",
        ".git",
        "a.git",
        "a.wiki",
        "A.GIT",
        "a/b",
        "a b",
        "a\n",
        "ä",
        "a.",
        "x" * 101,
        "a%2f",
    ],
)
def test_another_name_cannot_be_served(name: str, tmp_path: Path) -> None:
    assert not is_name(name)
    with pytest.raises(SettingsError, match="cannot be a part of an address"):
        catalogue({name: bare(tmp_path / "x")}, "perfgym", "http://h")


def test_a_folder_tells_its_bare_repositories_by_name(tmp_path: Path) -> None:
    (tmp_path / "notes").mkdir()
    (tmp_path / "file.git").write_text("")
    paths = {"b": bare(tmp_path / "b.git"), "c": bare(tmp_path / "c")}
    assert bare_repositories(tmp_path) == paths
    bare(tmp_path / "b")
    with pytest.raises(SettingsError, match="have one name"):
        bare_repositories(tmp_path)


def test_a_folder_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"nowhere cannot be read: No such file"):
        bare_repositories(tmp_path / "nowhere")


def test_a_folder_that_is_no_repository_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="no bare repository; make one"):
        catalogue({"a": tmp_path}, "perfgym", "http://h")


def test_a_repository_is_empty_until_a_branch_exists(tmp_path: Path) -> None:
    path = bare(tmp_path / "a.git")
    assert catalogue({"a": path}, "o", "u")["a"].empty
    (path / "packed-refs").write_text("# pack-refs with: peeled\n")
    assert catalogue({"a": path}, "o", "u")["a"].empty
    (path / "packed-refs").write_text(f"# pack-refs with: peeled\n{'0' * 40} refs/heads/main\n")
    assert not catalogue({"a": path}, "o", "u")["a"].empty


def test_a_repository_tells_its_branch_and_its_summary(tmp_path: Path) -> None:
    path = bare(tmp_path / "a.git", head="ref: refs/heads/release/1\n")
    (path / "description").write_text("Unnamed repository; edit this file 'description' to name it.\n")
    described = catalogue({"a": path}, "o", "u")["a"]
    assert (described.default_branch, described.description) == ("release/1", "")
    (path / "description").write_bytes(b"Parses \xff logs\n")
    (path / "HEAD").write_text("0" * 40)
    described = catalogue({"a": path}, "o", "u")["a"]
    assert (described.default_branch, described.description) == ("", "Parses \ufffd logs")


def test_a_name_is_found_by_a_part_of_it(tmp_path: Path) -> None:
    listed = catalogue({name: bare(tmp_path / name) for name in ("strings", "kvcodec")}, "o", "u").values()
    assert [one.name for one in matching(listed, "CODE")] == ["kvcodec"]
    assert [one.name for one in matching(listed, "")] == ["kvcodec", "strings"]
