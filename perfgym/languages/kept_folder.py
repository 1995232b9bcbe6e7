"""A name -> a folder of files in the user's cache, made once and used by many processes.

Theory of operation
-------------------
* A folder appears under its name when it is complete. One process at a time makes or removes folders, under
  a lock that the kernel releases when the process ends. What such a process finds half made is an orphan.
* A process that uses a folder holds a shared lock on it for the rest of its life. Beside the folders in use,
  only the last few that were used are kept, because each new environment and each update needs another one.
* A folder that another user owns, or that others can write to, is not used: they chose what it holds.
"""

import contextlib
import fcntl
import os
import shutil
from collections.abc import Callable
from pathlib import Path

from perfgym.sandbox.own_folder import own_folder, refuse_if_foreign

__all__ = ["kept_folder"]

_MOST_UNUSED = 3
_UNFINISHED = "unfinished"
_LOCK = ".lock"

_in_use: list[int] = []  # descriptors that hold a lock until this process ends


def _open(folder: Path) -> int:
    return os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)


def _begin_to_use(folder: Path) -> bool:
    """Lock a folder against removal until this process ends; return whether it exists."""
    try:
        descriptor = _open(folder)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH)
        found = os.fstat(descriptor)
        refuse_if_foreign(folder, found)
        if not folder.exists() or not os.path.samestat(found, folder.stat()):  # it was removed meanwhile
            os.close(descriptor)
            return False
        with contextlib.suppress(OSError):  # of a folder that this user cannot write
            os.utime(descriptor)  # the order in which folders were used
    except BaseException:
        os.close(descriptor)
        raise
    _in_use.append(descriptor)
    return True


def _make(folder: Path, fill: Callable[[Path], None]) -> None:
    begun = folder.with_name(_UNFINISHED)
    shutil.rmtree(begun, ignore_errors=True)  # a killed process may have left it
    try:
        begun.mkdir()
        fill(begun)
        begun.rename(folder)
    finally:
        shutil.rmtree(begun, ignore_errors=True)


def _remove_unless_used(folder: Path) -> None:
    descriptor = _open(folder)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        gone = folder.with_name(_UNFINISHED)
        folder.rename(gone)
        shutil.rmtree(gone, ignore_errors=True)
    except BlockingIOError:
        pass
    finally:
        os.close(descriptor)


def _remove_old(parent: Path) -> None:
    folders = [path for path in parent.iterdir() if path.is_dir()]
    folders.sort(key=lambda path: path.stat().st_mtime_ns, reverse=True)
    for folder in folders[_MOST_UNUSED:]:
        _remove_unless_used(folder)


def kept_folder(parent: Path, name: str, fill: Callable[[Path], None]) -> Path:
    """Make ``parent / name`` if it does not exist, and use it until this process ends.

    Args:
        parent: Folder that holds nothing else than such folders; it is made if there is none.
        name: Name that stands for the content.
        fill: Writes the content into the empty folder that it is given, and sets who can read it.

    Raises:
        OSError: The folder cannot be made, or other users can change it.
    """
    own_folder(parent)
    folder = parent / name
    if _begin_to_use(folder):
        return folder
    with (parent / _LOCK).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not _begin_to_use(folder):
            _make(folder, fill)
            _begin_to_use(folder)
        _remove_old(parent)
    return folder
