"""Traces that a session leaves on the host, told apart from those of other perfgym processes."""

import contextlib
import os
import secrets
import subprocess
import sys
import tempfile
import time
from collections.abc import Generator
from pathlib import Path

import psutil
import pytest

from perfgym.bank import load_problem
from perfgym.redteam import open_session, quick_settings
from perfgym.redteam.traces import Traces
from perfgym.sandbox import FakeSandbox, Sandbox
from perfgym.sandbox.cgroup import make_memory_cgroup
from perfgym.sandbox.supervisor import outside_uid
from perfgym.settings import Settings

_EITHER_TIER = pytest.mark.parametrize(
    "memory_tier", ["cgroup-v2", pytest.param("address-space", marks=pytest.mark.full)]
)
_NEEDS_ANOTHER_USER = pytest.mark.skipif(
    outside_uid() == os.getuid(), reason="runs belong to this user: root may change its user, others may not"
)


@pytest.fixture(autouse=True)
def short_settling(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing that these tests leave goes away by itself, so waiting for that is in vain."""
    monkeypatch.setattr("perfgym.redteam.traces._SETTLING_S", 0.2)


def traces(folder: Path, memory_tier: str) -> Traces:
    """Return the traces of a sandbox that limits memory in this way. Traces that exist now are ignored."""
    sandbox = FakeSandbox({})
    sandbox.memory_tier = memory_tier
    found = Traces(folder, sandbox)
    found.learn_usual()
    return found


@contextlib.contextmanager
def orphan(group: Path | None = None) -> Generator[int]:
    """A process that has lost its parent, of the user that runs belong to on the host; its ID."""
    started = subprocess.run(
        ["sh", "-c", "sleep 60 <&- >&- 2>&- & echo $!"],
        user=outside_uid(),
        stdout=subprocess.PIPE,
        check=True,
        cwd="/",
    )
    process = psutil.Process(int(started.stdout))
    try:
        if group:
            (group / "cgroup.procs").write_text(str(process.pid))
        yield process.pid
    finally:
        process.kill()
        psutil.wait_procs([process], timeout=30)


@contextlib.contextmanager
def control_group(owner: int) -> Generator[Path]:
    """A memory control group that is named like those of a process; skips where none can be made."""
    if (own := make_memory_cgroup()) is None:
        pytest.skip("no memory control group can be made here")
    folder = own.folder.parent / f"perfgym-{owner}-{secrets.token_hex(4)}"
    own.close()
    folder.mkdir()
    try:
        yield folder
    finally:
        while (folder / "cgroup.procs").read_text():  # the kernel lets go of a dead process a moment later
            time.sleep(0.01)
        folder.rmdir()


@_NEEDS_ANOTHER_USER
@_EITHER_TIER
def test_an_orphan_in_a_control_group_of_this_process_is_seen(tmp_path: Path, memory_tier: str) -> None:
    with control_group(os.getpid()) as group:
        found = traces(tmp_path, memory_tier)
        with orphan(group):
            assert found.left_behind() == ["process sleep"]


@_NEEDS_ANOTHER_USER
@_EITHER_TIER
def test_nothing_of_another_perfgym_process_is_seen(tmp_path: Path, memory_tier: str) -> None:
    """The check ignores its control group and an orphan in that group."""
    found = traces(tmp_path, memory_tier)
    with control_group(os.getppid()) as group, orphan(group):
        assert found.left_behind() == []


@_NEEDS_ANOTHER_USER
@pytest.mark.parametrize(("memory_tier", "seen"), [("address-space", ["process sleep"]), ("cgroup-v2", [])])
def test_an_orphan_without_a_control_group_is_seen_where_runs_have_none(
    tmp_path: Path, memory_tier: str, seen: list[str]
) -> None:
    """If every run has a control group, such an orphan cannot be from a run."""
    found = traces(tmp_path, memory_tier)
    with orphan():
        assert found.left_behind() == seen


def test_a_child_a_file_and_a_control_group_are_seen_once(tmp_path: Path) -> None:
    found = traces(tmp_path, "cgroup-v2")
    with control_group(os.getpid()) as group, subprocess.Popen(["sleep", "60"]) as child:
        (tmp_path / "new").touch()
        assert found.left_behind() == [
            f"control group in {group.parent}", f"file {tmp_path / 'new'}", "process sleep"
        ]  # fmt: skip
        assert found.left_behind() == []
        child.kill()


_KILLED = """
import os, signal
from perfgym.bank import load_problem
from perfgym.redteam import open_session
from perfgym.sandbox import make_sandbox
from perfgym.settings import Settings
with open_session(load_problem("matmul"), "c", make_sandbox("auto"), Settings(), "fake") as session:
    print(session.folder, flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_the_folder_of_a_killed_session_is_a_trace_until_the_next_session_removes_it(
    sandbox: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    found = traces(tmp_path / "none", "cgroup-v2")
    killed = subprocess.run([sys.executable, "-c", _KILLED], stdout=subprocess.PIPE, text=True, check=False)
    folder = Path(killed.stdout.strip())
    assert folder.is_relative_to(tmp_path)
    assert found.left_behind() == [f"file {folder}"]
    with open_session(load_problem("matmul"), "c", sandbox, quick_settings(Settings()), "fake"):
        assert not folder.exists()
