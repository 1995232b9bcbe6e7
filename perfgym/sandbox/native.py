"""Builds the sandbox's own C programs from the sources shipped in the package, once.

A binary lies in the user's cache folder under a hash of its sources and the compiler's flags. Where
that folder cannot be written, or other users can change what is in it, each process builds its own: the
binary runs with the user's rights.
"""

import contextlib
import functools
import hashlib
import os
import secrets
import subprocess
import tempfile
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

import platformdirs

from perfgym.errors import SandboxUnavailableError
from perfgym.machine.c_compiler import C_COMPILERS, find_c_compiler
from perfgym.sandbox.host_folder import host_folder, remove_orphans
from perfgym.sandbox.own_folder import own_folder, refuse_if_foreign

__all__ = ["SOURCES", "native_program"]

SOURCES: Mapping[str, tuple[str, ...]] = {
    "supervisor": ("supervisor.c", "guard.c", "guard.h", "landlock.h", "rights.h", "wire.h"),
    "probe": ("probe.c",),
}
"""Name of a program to the files that it is built from, in this folder."""

_FLAGS = ("-std=gnu17", "-O2", "-static", "-Wall", "-Wextra", "-Werror")
_FIX = (
    "it takes a static libc (`apt install libc6-dev`) and some space in TMPDIR and XDG_CACHE_HOME, "
    "which must be folders that can be written"
)
_MOST_BYTES = 1 << 21  # a binary is smaller


def _compiler() -> str:
    found = find_c_compiler()
    if found is None:
        raise SandboxUnavailableError(
            f"the sandbox needs a C compiler to build its supervisor, and none of {', '.join(C_COMPILERS)} "
            "is on PATH; run `apt install gcc libc6-dev`"
        )
    return found[1]


def _run_compiler(folder: Path, sources: Mapping[str, bytes], binary: Path) -> None:
    for name, text in sources.items():
        (folder / name).write_bytes(text)
    command = [_compiler(), *_FLAGS, *(name for name in sources if name.endswith(".c")), "-o", str(binary)]
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False)
    if done.returncode:
        said = done.stderr.decode(errors="replace")
        errors = [line for line in said.splitlines() if "error" in line.lower()] or said.splitlines()
        raise SandboxUnavailableError(
            f"the sandbox's supervisor does not compile with `{' '.join(command[:-2])}`: "
            f"{errors[0] if errors else f'exit status {done.returncode}'}; {_FIX}"
        )


def _compile(sources: Mapping[str, bytes], target: Path) -> None:
    """Build a binary next to ``target`` and rename it, so that no other process sees half of it."""
    partial = target.with_name(f".{target.name}.{secrets.token_hex(8)}")
    try:
        with host_folder() as folder:
            _run_compiler(folder, sources, partial)
        partial.chmod(0o755)  # whatever the umask
        partial.rename(target)
    finally:
        partial.unlink(missing_ok=True)


def _cached(folder: Path, name: str, sources: Mapping[str, bytes]) -> bytes:
    digest = hashlib.sha256("\0".join((_compiler(), *_FLAGS)).encode())
    for file, text in sources.items():
        digest.update(f"\0{file}\0{len(text)}\0".encode() + text)
    target = folder / f"{name}-{digest.hexdigest()[:16]}"
    if not target.exists():
        _compile(sources, target)
    with target.open("rb") as file:
        refuse_if_foreign(target, os.fstat(file.fileno()))
        return file.read()


def _cache_folder() -> Path | None:
    folder = platformdirs.user_cache_path("perfgym") / "native"
    try:
        with tempfile.TemporaryFile(dir=own_folder(folder)) as probe:
            os.posix_fallocate(probe.fileno(), 0, _MOST_BYTES)
            return folder
    except OSError:
        return None


@functools.cache
def native_program(name: str) -> bytes:
    """The static binary of a program.

    Args:
        name: Key of :data:`SOURCES`.

    Raises:
        SandboxUnavailableError: There is no C compiler, or it cannot build the program.
    """
    here = files("perfgym.sandbox")
    sources = {file: here.joinpath(file).read_bytes() for file in SOURCES[name]}
    try:
        remove_orphans()
        if folder := _cache_folder():
            with contextlib.suppress(PermissionError):
                return _cached(folder, name, sources)
        with host_folder() as private:
            return _cached(private, name, sources)
    except OSError as error:
        raise SandboxUnavailableError(f"the sandbox's supervisor cannot be built: {error}; {_FIX}") from error
