"""Folders that go away, whatever ends their owner."""

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from perfgym.sandbox.spool import Spool

_HOLD = """
import sys
from perfgym.sandbox.spool import Spool
spool = Spool()
print(spool.folder, flush=True)
sys.stdin.read()
"""


@pytest.fixture(autouse=True)
def own_temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody else's folders are in the way."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", None)


def test_a_file_lives_as_long_as_its_block() -> None:
    """Read-only, under a name of its own."""
    spool = Spool()
    with spool.file(b"content") as path:
        assert path.read_bytes() == b"content"
        assert path.stat().st_mode & 0o222 == 0
    assert not path.exists()
    spool.close()


def test_closing_twice_is_harmless() -> None:
    """The first time removes the folder."""
    spool = Spool()
    spool.close()
    spool.close()
    assert not spool.folder.exists()


def test_a_killed_owners_folder_is_removed_by_the_next_and_a_living_ones_is_not() -> None:
    """A lock tells them apart."""
    held = subprocess.Popen(
        [sys.executable, "-c", _HOLD], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert held.stdout is not None
    assert held.stdin is not None
    folder = Path(held.stdout.readline().strip())
    Spool().close()
    assert folder.is_dir()
    held.send_signal(signal.SIGKILL)
    held.wait()
    assert folder.is_dir()
    Spool().close()
    assert not folder.exists()
    held.stdin.close()
    held.stdout.close()


def test_a_forked_child_leaves_its_parents_folder_alone() -> None:
    """Finalizers run in children too."""
    spool = Spool()
    child = os.fork()
    if child == 0:
        spool.close()
        os._exit(0)
    os.waitpid(child, 0)
    assert spool.folder.is_dir()
    spool.close()
