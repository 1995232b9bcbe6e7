"""Files of a run-time on the host -> copies of them in which no path tells where they lie on the host.

Compiled Python code, the interpreter's build configuration and the search paths of libraries hold the folder
that they were installed in, which is often in somebody's home folder or in a checkout. In a copy, slashes
take the place of each such path but its last name, as many as it had bytes, so that nothing else moves. The
last name stays because linkers let equal endings of texts share their bytes: ``3.11.7`` may be the end of
``/home/me/versions/3.11.7``. Python does not need these paths: it takes the place of a module from where it
finds it.

Copies are kept in the user's cache folder (``~/.cache/perfgym/runtimes`` on most systems), or for the life of
this process where that cannot be written. They may be deleted at any time when perfgym does not run.
"""

import atexit
import contextlib
import hashlib
import os
import re
import stat
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from platformdirs import user_cache_path

from perfgym.errors import ToolchainMissingError
from perfgym.languages.kept_folder import kept_folder
from perfgym.languages.mounts import is_of_the_system
from perfgym.sandbox.host_folder import host_folder

__all__ = ["relocated"]

_NOT_USED = (".a", ".opt-1.pyc", ".opt-2.pyc")  # endings of large files that no run opens
_READABLE, _FOLDER = 0o644, 0o755  # programs run as another user


def _files(top: Path, left_out: frozenset[str]) -> Iterator[Path]:
    """The files in a folder, without those in the folders that are left out; a file is its own only one."""
    if not top.is_dir():
        yield top
        return
    for folder, folders, names in os.walk(top, followlinks=True):
        folders[:] = sorted(set(folders) - left_out)
        used = (Path(folder, name) for name in sorted(names) if not name.endswith(_NOT_USED))
        yield from filter(Path.is_file, used)


def _digest(tops: Mapping[Path, str], left_out: frozenset[str], secrets: list[bytes]) -> str:
    """A name for the copy of these files as they are now."""
    facts: list[object] = [secrets, sorted(tops.values())]
    for top in tops:
        for file in _files(top, left_out):
            found = file.stat()
            facts.append((str(file), found.st_size, found.st_mtime_ns))
    return hashlib.sha256(repr(facts).encode("utf-8", "surrogateescape")).hexdigest()[:16]


def _filler(secret: re.Match[bytes]) -> bytes:
    name = secret[0].rpartition(b"/")[2]
    return name.rjust(len(secret[0]), b"/")


def _copy_file(file: Path, target: Path, secrets: re.Pattern[bytes]) -> None:
    found = file.stat()
    target.write_bytes(secrets.sub(_filler, file.read_bytes()))
    target.chmod(_READABLE | stat.S_IMODE(found.st_mode) & 0o111)
    os.utime(target, ns=(found.st_atime_ns, found.st_mtime_ns))  # compiled code names the time of its source


def _copy(top: Path, target: Path, left_out: frozenset[str], secrets: re.Pattern[bytes]) -> None:
    for file in _files(top, left_out):
        copy = target / file.relative_to(top) if file != top else target
        copy.parent.mkdir(parents=True, exist_ok=True)
        _copy_file(file, copy, secrets)


def _copies_of_this_process(fill: Callable[[Path], None]) -> Path:
    """A folder that this process fills for itself, and removes at its end.

    Raises:
        ToolchainMissingError: It cannot be filled.
    """
    own = contextlib.ExitStack()
    atexit.register(own.close)
    try:
        folder = own.enter_context(host_folder())
        fill(folder)
    except OSError as error:
        raise ToolchainMissingError(
            f"the files of a run-time can be copied neither to the user's cache nor to "
            f"{tempfile.gettempdir()}: {error}; make room for 200 MB, in a folder that XDG_CACHE_HOME names"
        ) from error
    return folder


def _below(folder: Path, place: str) -> Path:
    return folder / place.lstrip("/")


def relocated(
    mounts: Mapping[str, str], secrets: Iterable[Path], left_out: frozenset[str] = frozenset()
) -> Mapping[str, str]:
    """Copy the files and folders that do not belong to the distribution.

    The copies lie to each other as they do in a jail, so that an interpreter among them finds its library
    outside a jail too.

    Args:
        mounts: Files and folders on the host, with their paths in a jail.
        secrets: Folders of the host that no copy may name.
        left_out: Names of folders that are not copied.

    Returns:
        Each path on the host to the one to mount in its place; a file of the distribution stays itself.

    Raises:
        ToolchainMissingError: The copies cannot be written anywhere.
    """
    tops = {Path(path): place for path, place in mounts.items() if not is_of_the_system(Path(path))}
    hidden = sorted({os.fsencode(path) for path in secrets if path.parts[1:] and not is_of_the_system(path)})
    if not tops or not hidden:
        return {path: path for path in mounts}
    pattern = re.compile(b"|".join(map(re.escape, sorted(hidden, key=len, reverse=True))))

    def fill(folder: Path) -> None:
        for top, place in tops.items():
            _copy(top, _below(folder, place), left_out, pattern)
        for made, _, _ in os.walk(folder):
            Path(made).chmod(_FOLDER)

    try:
        made = kept_folder(user_cache_path("perfgym") / "runtimes", _digest(tops, left_out, hidden), fill)
    except OSError:  # the user has no cache folder that can be written
        made = _copies_of_this_process(fill)
    copies = {str(top): str(_below(made, place)) for top, place in tops.items()}
    return {path: copies.get(path, path) for path in mounts}
