"""Temporary folders on the host that are removed even when the process that made them was killed.

A process holds a lock on each folder that it uses. The kernel releases the lock when the process ends in any
way, so a folder that is not locked is an orphan, which the next process removes.
"""

import contextlib
import fcntl
import os
import tempfile
import weakref
from collections.abc import Generator, Iterator
from pathlib import Path

__all__ = ["host_folder", "orphans", "remove_orphans"]

_PREFIX = "perfgym-run-"
_made_here: "weakref.WeakSet[tempfile.TemporaryDirectory[str]]" = weakref.WeakSet()


def _disown() -> None:
    """Keep a forked child from removing its parent's folders when it ends."""
    for made in list(_made_here):
        made._finalizer.detach()  # type: ignore[attr-defined]  # noqa: SLF001 - Python 3.11 has no delete=False


os.register_at_fork(after_in_child=_disown)


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


def _locked_folder() -> tuple["tempfile.TemporaryDirectory[str]", int]:
    while True:
        made = tempfile.TemporaryDirectory(prefix=_PREFIX, ignore_cleanup_errors=True)
        with contextlib.suppress(BlockingIOError, FileNotFoundError):  # another process took it for an orphan
            lock = _try_to_lock(Path(made.name))
            if Path(made.name).exists():
                _made_here.add(made)
                return made, lock
            os.close(lock)
        made.cleanup()


@contextlib.contextmanager
def host_folder() -> Generator[Path]:
    """Make an empty folder, and remove it at the end with everything in it, whatever its permissions.

    A forked child that inherits the context does not remove the folder.
    """
    made, lock = _locked_folder()
    owner = os.getpid()
    try:
        yield Path(made.name)
    finally:
        if os.getpid() == owner:
            made.cleanup()
        os.close(lock)


def _is_own(folder: Path) -> bool:
    with contextlib.suppress(FileNotFoundError):
        return folder.lstat().st_uid == os.geteuid()
    return False


def _own_folders() -> Iterator[Path]:
    return filter(_is_own, Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"))


def orphans() -> list[Path]:
    """Folders of this user that no process uses any more."""
    found: list[Path] = []
    for folder in _own_folders():
        with contextlib.suppress(OSError):
            os.close(_try_to_lock(folder))
            found.append(folder)
    return found


def remove_orphans() -> None:
    """Remove the folders of this user whose processes were killed."""
    for folder in _own_folders():
        with contextlib.suppress(OSError):
            lock = _try_to_lock(folder)
            try:
                with host_folder() as grave:
                    folder.rename(grave / "orphan")
            finally:
                os.close(lock)
