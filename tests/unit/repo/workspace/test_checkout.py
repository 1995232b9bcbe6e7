"""A task's repository as a person's folder. Git clones; nothing is built or run."""

import os
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from perfgym.cli.main import main
from perfgym.errors import SettingsError
from perfgym.repo.tasks.load import load_task
from perfgym.repo.workspace.canonical import canonical_repository
from perfgym.repo.workspace.checkout import GUIDE, checked_out, checkout

TASK = "strings"

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not on PATH")


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache folder, so that no test writes to the user's."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def folder(tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that was checked out."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
    checkout(TASK, tmp_path / "mine")
    return tmp_path / "mine"


def test_a_checkout_holds_the_tasks_own_files_and_a_guide(folder: Path) -> None:
    found = checked_out(folder)
    assert found.task.name == TASK
    assert found.tree == found.base == load_task(TASK).tree
    guide = (folder / GUIDE).read_text()
    for part in ("perfgym repo submit", "csv/**/*.go", "BenchmarkJustify"):
        assert part in guide
    assert not [line for line in found.task.bottlenecks if line in guide]


def test_it_cannot_be_pushed_to_the_canonical_repository(folder: Path) -> None:
    assert "remote" not in (folder / ".git/config").read_text()
    canonical = canonical_repository(checked_out(folder).base.files).folder
    shared = {path.stat().st_ino for path in canonical.rglob("*") if path.is_file()}
    assert not shared & {path.stat().st_ino for path in folder.rglob("*") if path.is_file()}


def test_what_a_person_changed_is_read_and_what_is_ours_is_not(folder: Path) -> None:
    (folder / "csv/new.go").write_text("package csv\n")
    (folder / "textkit.go").unlink()
    found = checked_out(folder)
    assert found.tree.files.keys() ^ found.base.files.keys() == {"csv/new.go", "textkit.go"}


def test_a_folder_in_use_is_left_as_it_is(folder: Path) -> None:
    before = sorted(folder.rglob("*"))
    for used in (folder, folder / "go.mod"):
        with pytest.raises(SettingsError, match="no empty folder"):
            checkout(TASK, used)
    (folder.parent / "link").symlink_to(folder.parent)
    with pytest.raises(SettingsError, match="no empty folder"):
        checkout(TASK, folder.parent / "link")
    assert sorted(folder.rglob("*")) == before


def test_an_empty_folder_and_a_place_that_cannot_be_made(folder: Path) -> None:
    (folder.parent / "empty").mkdir()
    checkout(TASK, folder.parent / "empty")
    with pytest.raises(SettingsError, match="cannot be written"):
        checkout(TASK, folder / "go.mod/below")


def test_a_folder_of_another_version_is_refused_unless_the_task_is_named(folder: Path) -> None:
    (folder / ".perfgym.json").write_text('{"task": "strings", "task_sha256": "0"}')
    with pytest.raises(SettingsError, match="another version of strings"):
        checked_out(folder)
    assert checked_out(folder, TASK).tree == checked_out(folder, TASK).base


@pytest.mark.parametrize("made", ["link", "outside", "folder", "pipe"])
def test_links_and_special_files_are_refused(folder: Path, made: str) -> None:
    path = folder / "csv/x.go"
    if made == "pipe":
        os.mkfifo(path)
    else:
        path.symlink_to({"link": folder / "go.mod", "outside": "/etc/passwd", "folder": folder}[made])
    with pytest.raises(SettingsError, match=r"'csv/x.go' is a link or another special file"):
        checked_out(folder)


@pytest.mark.parametrize("made", ["nothing", "link", "pipe", "folder", "text", "large"])
def test_what_does_not_tell_the_task_is_refused(folder: Path, made: str) -> None:
    mark = folder / ".perfgym.json"
    content = mark.read_bytes()
    mark.unlink()
    match made:
        case "link":
            (folder.parent / "elsewhere").write_bytes(content)
            mark.symlink_to(folder.parent / "elsewhere")
        case "pipe":
            os.mkfifo(mark)
        case "folder":
            mark.mkdir()
        case "text":
            mark.write_bytes(b"\xff")
        case "large":
            mark.write_bytes(b'{"task": "' + b"x" * 9000 + b'"}')
        case _:
            pass
    with pytest.raises(SettingsError, match=r"does not tell which task.*--task"):
        checked_out(folder)


def test_the_command_says_what_is_wrong_in_one_line(folder: Path) -> None:
    """Nothing is built: the folder is read first."""
    (folder / "csv/x.go").symlink_to("/etc/passwd")
    done = CliRunner().invoke(main, ["repo", "submit", str(folder)])
    assert done.exit_code == 2
    assert done.stderr.count("\n") == 1
    assert "'csv/x.go' is a link" in done.stderr
    assert CliRunner().invoke(main, ["repo", "checkout", TASK, str(folder)]).exit_code == 2
