"""Folders in a user's cache: made once, whole or not at all, and removed when nobody uses them any more."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from perfgym.languages import kept_folder as module
from perfgym.languages.kept_folder import kept_folder


def writer(content: str) -> Callable[[Path], None]:
    return lambda folder: (folder / "file").write_text(content) and None


def never(folder: Path) -> None:
    raise AssertionError(f"{folder} was filled again")


def as_another_process(work: Callable[[], object]) -> None:
    """Do this, and then give up the locks that it took, as the end of a process does."""
    before = len(module._in_use)
    work()
    while len(module._in_use) > before:
        os.close(module._in_use.pop())


@pytest.fixture
def parent(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "kept"


def test_a_folder_is_filled_once(parent: Path) -> None:
    assert (kept_folder(parent, "a", writer("content")) / "file").read_text() == "content"
    assert kept_folder(parent, "a", never) == parent / "a"


def test_a_folder_that_cannot_be_filled_leaves_nothing(parent: Path) -> None:
    def full(folder: Path) -> None:
        (folder / "half").touch()
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space left"):
        kept_folder(parent, "a", full)
    assert [path.name for path in parent.iterdir()] == [".lock"]


def test_what_a_killed_process_left_half_made_is_removed(parent: Path) -> None:
    (parent / "unfinished" / "deep").mkdir(parents=True)
    folder = kept_folder(parent, "a", writer("content"))
    assert [path.name for path in folder.iterdir()] == ["file"]
    assert not (parent / "unfinished").exists()


def test_only_the_last_folders_stay_beside_those_in_use(parent: Path) -> None:
    """Ten environments, each for one process, do not fill the disk with ten copies."""
    kept_folder(parent, "used", writer("of this process"))
    for number in range(9):
        name = f"{number}"
        as_another_process(lambda: kept_folder(parent, name, writer("of another one")))  # noqa: B023 - called now
        os.utime(parent / name, ns=(0, number + 10**18))
        os.utime(parent / "used", ns=(0, 0))
    names = sorted(path.name for path in parent.iterdir())
    assert names == [".lock", "6", "7", "8", "used"]
    assert kept_folder(parent, "used", never) == parent / "used"


def test_a_folder_that_was_removed_after_it_was_opened_is_made_again(
    parent: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept_folder(parent, "a", writer("old"))
    real_open, removed = module._open, []

    def open_late(folder: Path) -> int:
        descriptor = real_open(folder)
        if not removed:
            removed.append(folder.rename(folder.with_name("elsewhere")))
        return descriptor

    monkeypatch.setattr(module, "_open", open_late)
    assert (kept_folder(parent, "a", writer("new")) / "file").read_text() == "new"


def test_a_folder_that_others_can_change_is_not_used(parent: Path) -> None:
    """Whoever chose what it holds would choose what an interpreter does."""
    kept_folder(parent, "a", writer("content")).chmod(0o777)
    with pytest.raises(PermissionError, match="other users can change"):
        kept_folder(parent, "a", never)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder to another user")
@pytest.mark.parametrize("which", ["parent", "folder"])
def test_a_folder_of_another_user_is_not_used(parent: Path, which: str) -> None:
    folder = kept_folder(parent, "a", writer("content"))
    os.chown(parent if which == "parent" else folder, 65534, 65534)
    with pytest.raises(PermissionError, match="other users can change"):
        kept_folder(parent, "a", never)


def test_a_link_in_place_of_a_folder_is_not_used(parent: Path, tmp_path: Path) -> None:
    kept_folder(parent, "a", writer("content"))
    (tmp_path / "theirs").mkdir()
    (parent / "b").symlink_to(tmp_path / "theirs")
    with pytest.raises(OSError, match=r"Not a directory|symbolic links"):
        kept_folder(parent, "b", never)


def test_a_user_without_a_home_folder_has_no_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(FileNotFoundError, match="no home folder"):
        kept_folder(Path("~/.cache/perfgym/kept"), "a", never)
    assert list(tmp_path.iterdir()) == []
