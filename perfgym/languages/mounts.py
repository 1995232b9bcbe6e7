"""Where a jail shows the files that a toolchain or run-time consists of.

Files of the distribution (``/usr``, ``/lib``) stay where they are: the dynamic loader and the C compiler look
for them there, and their paths are the same on every host. Everything else is shown below
:data:`~perfgym.sandbox.request.RUNTIME`, so that no path in a jail tells a program where perfgym, its virtual
environment or anybody's home folder lies.

A *mount table* maps paths on the host to paths in the jail.
"""

import os
import re
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path

from perfgym.errors import ToolchainMissingError
from perfgym.sandbox.request import RUNTIME, SCRATCH, WORK, is_below

__all__ = [
    "at_home",
    "below",
    "below_compiler",
    "is_of_the_system",
    "libraries",
    "library_path",
    "merged",
    "merged_usr_links",
    "place_of",
    "search_path",
]

_LIBRARIES = f"{RUNTIME}/lib"
_SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32")
_LOADER_LOOKS_THERE = re.compile(r"(/usr)?/lib(32|64|x32)?/")
_LIBRARY = re.compile(r"^\t(.+ => )?(/.+) \(0x[0-9a-f]+\)$", re.MULTILINE)


def is_of_the_system(path: Path) -> bool:
    """Whether a file belongs to the distribution, as far as its path tells."""
    return is_below(str(path), *_SYSTEM)


def _named(path: Path) -> Path:
    """The path with the folder's links resolved: a jail has only the links of :func:`merged_usr_links`."""
    return path.parent.resolve() / path.name


def at_home(paths: Iterable[Path]) -> dict[str, str]:
    """Mounts of files that a jail shows at the host's own path.

    Raises:
        ToolchainMissingError: One lies where a jail has folders of its own.
    """
    found = [str(_named(path)) for path in paths]
    for path in found:
        if is_below(path, WORK, SCRATCH, RUNTIME):
            raise ToolchainMissingError(
                f"{path} cannot be shown to programs, because they see folders of their own in "
                f"{WORK}, {SCRATCH} and {RUNTIME}; move it elsewhere"
            )
    return {path: path for path in found}


def below_compiler(compiler: Path, paths: Iterable[Path]) -> dict[str, str]:
    """Mounts of the files of a C compiler, which finds its own ones relative to itself.

    A compiler of the distribution is shown where it is. Another one is moved, with all files in its folder.

    Raises:
        ToolchainMissingError: As for :func:`at_home`.
    """
    if is_of_the_system(compiler):
        return at_home(paths)
    return below(compiler.parents[1], f"{RUNTIME}/cc", paths)


def below(prefix: Path, place: str, paths: Iterable[Path]) -> dict[str, str]:
    """Mounts that show what lies below ``prefix`` at the same relative path below ``place``.

    What lies elsewhere is shown at the host's own path.

    Raises:
        ToolchainMissingError: As for :func:`at_home`.
    """
    found = [_named(path) for path in paths]
    moved = [path for path in found if path.is_relative_to(prefix)]
    shown = {str(path): str(Path(place, path.relative_to(prefix))) for path in moved}
    return {**at_home(path for path in found if path not in moved), **shown}


def libraries(files: Iterable[Path]) -> dict[str, str]:
    """Mounts of the loader and the shared libraries that programs or libraries need, as ``ldd`` finds them.

    A library that the loader would not find by itself is shown in a folder for which
    :func:`library_path` sets a variable.
    """
    done = subprocess.run(
        ["ldd", *map(str, files)],
        capture_output=True,
        check=False,
        env={"PATH": "/usr/bin:/bin", "LC_ALL": "C"},
    )
    mounts: dict[str, str] = {}
    for searched, name in _LIBRARY.findall(os.fsdecode(done.stdout)):
        path = str(_named(Path(name)))
        is_found = not searched or _LOADER_LOOKS_THERE.match(path)
        mounts[path] = path if is_found else f"{_LIBRARIES}/{Path(name).name}"
    return mounts


def library_path(mounts: Mapping[str, str]) -> dict[str, str]:
    """The environment in which the loader finds the libraries among these mounts."""
    is_needed = any(is_below(place, _LIBRARIES) for place in mounts.values())
    return {"LD_LIBRARY_PATH": _LIBRARIES} if is_needed else {}


def merged(*tables: Mapping[str, str]) -> dict[str, str]:
    """One mount table of several, without what lies below another mount or would hide an earlier one."""
    every = {path: place for table in reversed(tables) for path, place in table.items()}
    outermost = {path: every[path] for path in sorted(every) if every.keys().isdisjoint(_above(path))}
    by_place = {place: path for path, place in reversed(outermost.items())}
    return {path: place for path, place in outermost.items() if by_place[place] == path}


def place_of(file: Path, mounts: Mapping[str, str]) -> str:
    """The path in a jail of a file that is mounted, or lies in a folder that is."""
    path = _named(file)
    return next(
        str(Path(place, path.relative_to(mount)))
        for mount, place in mounts.items()
        if path.is_relative_to(mount)
    )


def search_path(programs: Iterable[Path], mounts: Mapping[str, str]) -> str:
    """The value of ``PATH`` with which a build in a jail finds these programs."""
    return ":".join(dict.fromkeys(str(Path(place_of(program, mounts)).parent) for program in programs))


def _above(path: str) -> Iterable[str]:
    return map(str, Path(path).parents)


def merged_usr_links() -> dict[str, str]:
    """The host's links such as ``/lib`` to ``usr/lib``: loaders and scripts name files by them."""
    links = map(Path, ("/bin", "/lib", "/lib64"))
    return {str(link): str(link.readlink()) for link in links if link.is_symlink()}
