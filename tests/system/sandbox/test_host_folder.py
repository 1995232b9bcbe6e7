"""Temporary folders on the host are removed when they are not used any more, even after a kill."""

import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from perfgym.sandbox import SANDBOXES
from perfgym.sandbox.host_folder import host_folder, remove_orphans

_KILLED = """
import os, signal
from perfgym.sandbox.host_folder import host_folder
with host_folder() as folder:
    (folder / "work").mkdir()
    (folder / "work" / "file").write_text("left behind")
    (folder / "work").chmod(0o555)
    os.kill(os.getpid(), signal.SIGKILL)
"""


_FORKED = """
import contextlib, os, sys
from perfgym.sandbox.host_folder import host_folder
stack = contextlib.ExitStack()
folder = stack.enter_context(host_folder())
if os.fork() == 0:
    sys.exit()
os.wait()
print(folder.is_dir())
stack.close()
print(folder.is_dir())
"""


@pytest.fixture(autouse=True)
def spool(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder for temporary ones."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    return tmp_path


def test_a_folder_goes_with_its_context(spool: Path) -> None:
    """So does all that is in it."""
    with host_folder() as folder:
        assert list(spool.iterdir()) == [folder]
        (folder / "file").touch()
    assert list(spool.iterdir()) == []


def test_a_forked_child_does_not_remove_its_parents_folder() -> None:
    done = subprocess.run([sys.executable, "-c", _FORKED], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True", "False"]


def test_the_folder_of_a_killed_process_goes_with_the_next_sandbox(spool: Path) -> None:
    """A folder that is in use stays, and so does what is not a folder."""
    subprocess.run([sys.executable, "-c", _KILLED], check=False)
    (orphan,) = spool.iterdir()
    with host_folder() as used:
        (spool / "perfgym-run-link").symlink_to(used)
        SANDBOXES["unsafe-none"]().close()
        assert set(spool.iterdir()) == {used, spool / "perfgym-run-link"}
    assert not orphan.exists()


def test_a_folder_that_was_taken_for_an_orphan_is_made_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """A new folder looks like an orphan until its lock is held."""
    made = tempfile.mkdtemp
    names: list[str] = []

    def make_and_lose(suffix: str | None, prefix: str, folder: str | None) -> str:
        names.append(made(suffix, prefix, folder))
        if len(names) == 1:
            remove_orphans()
        return names[-1]

    monkeypatch.setattr(tempfile, "mkdtemp", make_and_lose)
    with host_folder() as folder:
        assert (str(folder), folder.is_dir()) == (names[-1], True)
        assert not Path(names[0]).exists()
