"""A folder of the host's for a run that has no file system of its own, and the end of those left behind.

Who uses a folder holds its lock, which the kernel takes back from who was killed.
"""

import contextlib
import fcntl
import os
import tempfile
from collections.abc import Generator, Iterator
from pathlib import Path

__all__ = ["host_folder", "orphans", "remove_orphans"]

_PREFIX = "perfgym-run-"


def _try_to_lock(folder: Path) -> int:
    """Descriptor of a folder, locked; the caller closes it.

    Raises:
        BlockingIOError: Another holds the lock.
        OSError: It is no folder, or is gone.
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
        with contextlib.suppress(BlockingIOError, FileNotFoundError):  # it was taken for an orphan
            lock = _try_to_lock(Path(made.name))
            if Path(made.name).exists():
                return made, lock
            os.close(lock)
        made.cleanup()


@contextlib.contextmanager
def host_folder() -> Generator[Path]:
    """An empty folder, which goes with the context, whatever permissions are within it."""
    made, lock = _locked_folder()
    try:
        with made as name:
            yield Path(name)
    finally:
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
