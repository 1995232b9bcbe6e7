"""Temporary folders on the host that are removed even when the process that made them was killed.

A process holds a lock on each folder that it uses. The kernel releases the lock when the process ends in any
way, so a folder that is not locked is an orphan, which the next process removes.
"""

import contextlib
import fcntl
import os
import tempfile
from collections.abc import Generator
from pathlib import Path
from typing import Literal

__all__ = ["host_folder", "remove_orphans"]

_PURPOSES = ("run", "build", "redteam")


def _prefix(purpose: str) -> str:
    return f"perfgym-{purpose}-"


def _try_to_lock(folder: Path) -> int:
    """Descriptor of a folder, locked; the caller closes it.

    Raises:
        BlockingIOError: Another process holds the lock.
        OSError: It is not a folder, or does not exist any more.
    """
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


def _locked_folder(purpose: str) -> tuple["tempfile.TemporaryDirectory[str]", int]:
    while True:
        made = tempfile.TemporaryDirectory(prefix=_prefix(purpose), ignore_cleanup_errors=True)
        # Between its making and its locking, another process may take it for an orphan.
        with contextlib.suppress(BlockingIOError, FileNotFoundError):
            lock = _try_to_lock(Path(made.name))
            if Path(made.name).exists():
                return made, lock
            os.close(lock)
        made.cleanup()


@contextlib.contextmanager
def host_folder(purpose: Literal["run", "build", "redteam"] = "run") -> Generator[Path]:
    """An empty folder, removed with all its content when the context ends, whatever its permissions are."""
    made, lock = _locked_folder(purpose)
    try:
        with made as name:
            yield Path(name)
    finally:
        os.close(lock)


def _is_own(folder: Path) -> bool:
    with contextlib.suppress(FileNotFoundError):
        return folder.lstat().st_uid == os.geteuid()
    return False


def remove_orphans() -> None:
    """Remove the folders of this user whose processes were killed."""
    spool = Path(tempfile.gettempdir())
    found = [folder for purpose in _PURPOSES for folder in spool.glob(f"{_prefix(purpose)}*")]
    for folder in filter(_is_own, found):
        with contextlib.suppress(OSError):
            lock = _try_to_lock(folder)
            try:
                with host_folder() as grave:
                    folder.rename(grave / "orphan")
            finally:
                os.close(lock)
