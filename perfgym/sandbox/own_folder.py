"""Which folders and files of a cache can be believed: what they hold is executed, some of it on the host."""

import errno
import os
from pathlib import Path

__all__ = ["own_folder", "refuse_if_foreign"]

_OF_OTHERS = 0o022


def refuse_if_foreign(path: Path, found: os.stat_result) -> None:
    """Refuse a file or folder that another user owns, root excepted, or that others can write to.

    Args:
        path: Its path, for the message.
        found: What the kernel says of it.

    Raises:
        PermissionError: It is refused.
    """
    if found.st_uid not in (0, os.geteuid()) or found.st_mode & _OF_OTHERS:
        raise PermissionError(errno.EPERM, "other users can change it", str(path))


def own_folder(folder: Path) -> Path:
    """Make a folder that nobody else can write to, whatever the umask; an existing one becomes so.

    Raises:
        OSError: It cannot be made, or it is another user's.
    """
    if not folder.is_absolute():
        raise FileNotFoundError(errno.ENOENT, "this user has no home folder", str(folder))
    folder.mkdir(parents=True, exist_ok=True)
    found = folder.stat()
    if found.st_uid == os.geteuid() and found.st_mode & _OF_OTHERS:
        folder.chmod(found.st_mode & 0o777 & ~_OF_OTHERS)
    refuse_if_foreign(folder, folder.stat())
    return folder
