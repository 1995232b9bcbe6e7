"""The processes that hold a lock, from what the kernel lists."""

import fcntl
import os
import pwd
from pathlib import Path

import pytest

from perfgym.machine import lock_holders as module
from perfgym.machine.lock_holders import Holder, holders, parent_of


@pytest.fixture
def proc(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder in place of /proc."""
    monkeypatch.setattr(module, "_PROC", tmp_path / "proc")
    (tmp_path / "proc").mkdir()
    return tmp_path / "proc"


def listed(file: Path, *lines: str) -> str:
    """Lines of /proc/locks, with ``FILE`` replaced by the device and inode of a file."""
    found = file.stat()
    name = f"{os.major(found.st_dev):02x}:{os.minor(found.st_dev):02x}:{found.st_ino}"
    return "".join(line.replace("FILE", name) + "\n" for line in lines)


def test_the_holder_of_a_real_lock_is_this_process() -> None:
    """A file in memory has the same device for `stat` and for the kernel's list."""
    memory = os.memfd_create("lock")
    fcntl.flock(memory, fcntl.LOCK_EX)
    try:
        found = holders(Path(f"/proc/self/fd/{memory}"))
    finally:
        os.close(memory)
    assert [holder.pid for holder in found] == [os.getpid()]
    assert found[0].user == pwd.getpwuid(os.getuid()).pw_name
    assert "python" in found[0].command


def test_those_that_wait_and_those_with_other_kinds_of_locks_hold_nothing(proc: Path, tmp_path: Path) -> None:
    """A process that holds two locks is named once."""
    (proc / "locks").write_text(
        listed(
            tmp_path,
            "1: FLOCK  ADVISORY  WRITE 71 00:16:6760 0 EOF",
            "2: FLOCK  ADVISORY  WRITE 72 FILE 0 EOF",
            "2: -> FLOCK  ADVISORY  WRITE 73 FILE 0 EOF",
            "2:  -> FLOCK  ADVISORY  WRITE 74 FILE 0 EOF",
            "3: OFDLCK ADVISORY  READ  -1 FILE 30 30",
            "4: POSIX  ADVISORY  WRITE 75 FILE 0 EOF",
            "5: FLOCK  ADVISORY  READ  72 FILE 0 EOF",
            "6: FLOCK  ADVISORY  READ  76 FILE 0 EOF",
        )
    )
    assert [holder.pid for holder in holders(tmp_path)] == [72, 76]


def test_a_process_that_cannot_be_seen_has_a_number_only(proc: Path, tmp_path: Path) -> None:
    (proc / "locks").write_text(listed(tmp_path, "1: FLOCK  ADVISORY  WRITE 71 FILE 0 EOF"))
    assert holders(tmp_path) == [Holder(pid=71, user="", command="")]
    assert "process 71 (it cannot be seen" in str(holders(tmp_path)[0])


@pytest.mark.parametrize(
    ("cmdline", "comm", "shown"),
    [
        (b"python\0-m\0perfgym\0", b"python\n", "python -m perfgym"),
        (b"/a long/path/to/python\0-m\0perfgym\0", b"python\n", "python -m perfgym"),
        (b"", b"kworker/0:1\n", "kworker/0:1"),
        (b"a\x1b[31m\n\xe2\x80\xaeb\xff", b"x\n", "a\N{REPLACEMENT CHARACTER}[31m \N{REPLACEMENT CHARACTER}b"
         "\N{REPLACEMENT CHARACTER}"),
        (b"x" * 4000, b"x\n", f"{'x' * 50} [... 3900 characters left out ...] {'x' * 50}"),
    ],
)  # fmt: skip
def test_a_command_is_short_and_safe_to_print(
    proc: Path, tmp_path: Path, cmdline: bytes, comm: bytes, shown: str
) -> None:
    """Its user chooses every byte of it."""
    (proc / "locks").write_text(listed(tmp_path, "1: FLOCK  ADVISORY  WRITE 71 FILE 0 EOF"))
    (proc / "71").mkdir()
    (proc / "71" / "cmdline").write_bytes(cmdline)
    (proc / "71" / "comm").write_bytes(comm)
    (holder,) = holders(tmp_path)
    assert holder.command == shown
    assert str(holder) == f"process 71 of user {holder.user}: {shown}"


@pytest.mark.usefixtures("proc")
def test_without_a_list_of_locks_nobody_is_named(tmp_path: Path) -> None:
    """So it is for a file that does not exist, too."""
    assert holders(tmp_path) == holders(tmp_path / "none") == []
    assert parent_of(71) == 0


def test_a_parent_is_found_behind_any_name_of_the_process(proc: Path) -> None:
    (proc / "71").mkdir()
    (proc / "71" / "stat").write_text("71 (a) b) 9 S (c) S 42 71 71 0 -1")
    assert parent_of(71) == 42
