"""A private folder for the files of one sandbox, removed whatever ends the process.

The folder is locked while its owner lives. A harness that was killed leaves it behind unlocked,
and the next one removes it.
"""

import contextlib
import fcntl
import os
import secrets
import shutil
import tempfile
import weakref
from collections.abc import Generator
from pathlib import Path

from perfgym.errors import HarnessError

__all__ = ["Spool"]

_PREFIX = "perfgym-spool-"
_LOCK = "lock"


def _lock(folder: Path) -> int | None:
    """A descriptor that holds the folder's lock, or None when someone else does."""
    descriptor = os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        return None
    return descriptor


def _remove_stale(parent: Path) -> None:
    for folder in parent.glob(f"{_PREFIX}*"):
        with contextlib.suppress(OSError):
            if folder.stat().st_uid == os.getuid() and (lock := _lock(folder)) is not None:
                shutil.rmtree(folder, ignore_errors=True)
                os.close(lock)


def _remove(folder: Path, lock: int, owner: int) -> None:
    if os.getpid() == owner:  # a forked child inherits the finalizer, not the folder
        shutil.rmtree(folder, ignore_errors=True)
        os.close(lock)


class Spool:
    """A folder others may enter but not list, under the system's temporary folder.

    Raises:
        HarnessError: The folder cannot be made.
    """

    def __init__(self) -> None:
        parent = Path(tempfile.gettempdir())
        try:
            _remove_stale(parent)
            # Renamed into its final name once it is locked, so that no one takes it for stale.
            fresh = Path(tempfile.mkdtemp(prefix="perfgym-new-", dir=parent))
            lock = _lock(fresh)
            self.name = fresh.name.removeprefix("perfgym-new-")
            self.folder = fresh.rename(parent / f"{_PREFIX}{self.name}")
            # The jail's unprivileged user must reach files in it by name.
            self.folder.chmod(0o711)
        except OSError as error:
            raise HarnessError(f"cannot make a temporary folder in {parent}: {error}") from error
        assert lock is not None
        self._finalizer = weakref.finalize(self, _remove, self.folder, lock, os.getpid())

    def install(self, binary: Path) -> Path:
        """A copy of ``binary`` that the jail's user can execute, wherever the original lies."""
        target = self.folder / binary.name
        if not target.exists():
            shutil.copyfile(binary, target)
            target.chmod(0o555)
        return target

    @contextlib.contextmanager
    def file(self, content: bytes) -> Generator[Path]:
        """A read-only file under a name no one can guess, for the length of a ``with`` block."""
        path = self.folder / secrets.token_hex(16)
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o444)
            with open(descriptor, "wb") as stream:
                stream.write(content)
            path.chmod(0o444)  # whatever the umask is
            yield path
        finally:
            path.unlink(missing_ok=True)

    def close(self) -> None:
        """Removes the folder. Twice is harmless."""
        self._finalizer()
