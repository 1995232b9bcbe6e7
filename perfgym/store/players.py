"""The processes that play runs at present: locks on bytes of one file, which end with their process.

The file lies beside the store, and exists only while a run is played or after a process was killed. A run has
the byte whose offset is its number in the store. Locks belong to an open file (``F_OFD_SETLK``, fcntl(2)):
they hold between two stores of one process, and threads of one store share them. The child of a fork would
share them, too, and keep them after its parent has ended, so it closes the file at once.
"""

import fcntl
import os
import struct
import time
import weakref
from pathlib import Path
from threading import RLock
from typing import Any

from perfgym.errors import SettingsError

__all__ = ["Players"]

_FLOCK = "hhqqi4x"  # struct flock with 64-bit offsets: l_type, l_whence, l_start, l_len, l_pid
_ALL = (0, 0)  # from the first byte on, without an end
_TRIES, _PAUSE_S = 50, 0.01  # a process that removes the file holds all of it for a moment

_players: "weakref.WeakSet[Players]" = weakref.WeakSet()


def _forget_parents() -> None:
    """In the child of a fork, leave the locks to the parent: closing a shared file releases none."""
    for players in list(_players):
        players.forget()


os.register_at_fork(after_in_child=_forget_parents)


def _lock(descriptor: int, command: int, kind: int, start: int, length: int) -> int:
    """Change or look at a lock; return the kind of the lock that is there.

    Raises:
        BlockingIOError: Another open file holds a lock that does not permit this one.
    """
    answer = fcntl.fcntl(descriptor, command, struct.pack(_FLOCK, kind, os.SEEK_SET, start, length, 0))
    return struct.unpack(_FLOCK, answer)[0]


class Players:
    """The runs that one store plays, and a look at those that any other plays.

    Args:
        store: File of the store.
        lock: Held while a method runs, so that many threads may use this object.
    """

    def __init__(self, store: Path, lock: RLock) -> None:
        self._path = store.with_name(f"{store.name}.lock")
        self._lock = lock
        self._played: dict[int, bool] = {}  # number of a run -> whether it is played alone
        self._descriptor = -1
        self._closing: weakref.finalize[Any, Any] | None = None
        _players.add(self)

    def begin(self, number: int, *, alone: bool = False) -> bool:
        """Note that this process plays a run, until :meth:`end` or until the process ends.

        Args:
            number: Number of the run in the store.
            alone: Whether no other process may play it at the same time.

        Returns:
            Whether it may; False if another plays it and one of the two wants to play alone. An object that
            plays a run alone may not begin to do so once more.

        Raises:
            SettingsError: The folder of the store cannot be written.
        """
        kind = fcntl.F_WRLCK if alone else fcntl.F_RDLCK
        with self._lock:
            if number in self._played and (not alone or self._played[number]):
                return not alone
            for _ in range(_TRIES):
                if self._is_locked(kind, number):
                    self._played[number] = alone
                    return True
                time.sleep(_PAUSE_S)
            self._close_if_idle()
            return False

    def _is_locked(self, kind: int, number: int) -> bool:
        """Try to lock a byte of the file that has the path now, not of one that was removed meanwhile."""
        try:
            if self._descriptor < 0:
                self._open()
            _lock(self._descriptor, fcntl.F_OFD_SETLK, kind, number, 1)
            if os.path.samestat(os.fstat(self._descriptor), self._path.stat()):
                return True
        except (BlockingIOError, FileNotFoundError):
            pass
        except OSError as error:
            raise SettingsError(
                f"the store cannot be written: {error.strerror} ({self._path}); name another file with "
                "PERFGYM_STORE"
            ) from error
        if not self._played:
            self._close()  # the file may have been removed: the next try opens the one that is there then
        return False

    def _open(self) -> None:
        self._descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
        self._closing = weakref.finalize(self, os.close, self._descriptor)

    def forget(self) -> None:
        """Play no run, and leave all locks as they are; for the child of a fork."""
        self._played.clear()
        self._close()

    def end(self, number: int) -> None:
        """Note that this process no longer plays a run. It is harmless if it never did."""
        with self._lock:
            if number in self._played:
                del self._played[number]
                _lock(self._descriptor, fcntl.F_OFD_SETLK, fcntl.F_UNLCK, number, 1)
            self._close_if_idle()

    def close(self) -> None:
        """Note that this process plays no run."""
        with self._lock:
            for number in list(self._played):
                self.end(number)

    def _close_if_idle(self) -> None:
        """Close the file if this process plays no run, and remove it if no other process does either."""
        if self._played or self._descriptor < 0:
            return
        try:
            _lock(self._descriptor, fcntl.F_OFD_SETLK, fcntl.F_WRLCK, *_ALL)
            if os.path.samestat(os.fstat(self._descriptor), self._path.stat()):
                self._path.unlink()
        except OSError:
            pass  # another process plays a run or has removed the file, or the folder is read-only by now
        self._close()

    def _close(self) -> None:
        if self._closing is not None:
            self._closing()
        self._descriptor, self._closing = -1, None

    def is_played(self, number: int) -> bool:
        """Whether a process plays a run at present; True too if this user may not find out."""
        try:
            descriptor = os.open(self._path, os.O_RDONLY | os.O_CLOEXEC)
        except FileNotFoundError:
            return False
        except OSError:
            return True
        try:
            return _lock(descriptor, fcntl.F_OFD_GETLK, fcntl.F_WRLCK, number, 1) != fcntl.F_UNLCK
        finally:
            os.close(descriptor)
