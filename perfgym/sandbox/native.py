"""Builds the sandbox's own C programs from the sources shipped in the package, once.

A binary lies in the user's cache folder under the hash of its source and compiler flags. Where
that folder cannot be written, each process builds its own.
"""

import functools
import hashlib
import os
import secrets
import subprocess
import tempfile
from importlib.resources import files
from pathlib import Path

import platformdirs

from perfgym.errors import SandboxUnavailableError
from perfgym.machine.c_compiler import C_COMPILERS, find_c_compiler

__all__ = ["native_program"]

_FLAGS = ("-std=gnu17", "-O2", "-static", "-Wall", "-Wextra", "-Werror")
_FIX = (
    "it takes a static libc (`apt install libc6-dev`) and some space in TMPDIR and XDG_CACHE_HOME, "
    "which must be folders that can be written"
)


def _compiler() -> str:
    found = find_c_compiler()
    if found is None:
        raise SandboxUnavailableError(
            f"the sandbox needs a C compiler to build its supervisor, and none of {', '.join(C_COMPILERS)} "
            "is on PATH; run `apt install gcc libc6-dev`"
        )
    return found[1]


def _compile(source: bytes, target: Path) -> None:
    """Builds ``source`` next to ``target`` and renames it, so that no one sees half a binary."""
    partial = target.with_name(f".{target.name}.{secrets.token_hex(8)}")
    command = [_compiler(), *_FLAGS, "-x", "c", "-", "-o", str(partial)]
    try:
        done = subprocess.run(command, input=source, capture_output=True, check=False)
        if done.returncode:
            said = done.stderr.decode(errors="replace")
            errors = [line for line in said.splitlines() if "error" in line.lower()] or said.splitlines()
            raise SandboxUnavailableError(
                f"the sandbox's supervisor does not compile with `{' '.join(command[:-4])}`: "
                f"{errors[0] if errors else f'exit status {done.returncode}'}; {_FIX}"
            )
        partial.rename(target)
    finally:
        partial.unlink(missing_ok=True)


def _cached(folder: Path, name: str, source: bytes) -> bytes:
    key = hashlib.sha256(source + "\0".join((_compiler(), *_FLAGS)).encode()).hexdigest()[:16]
    target = folder / f"{name}-{key}"
    if not target.exists():
        _compile(source, target)
    return target.read_bytes()


def _cache_folder() -> Path | None:
    folder = platformdirs.user_cache_path("perfgym") / "native"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as probe:
            os.posix_fallocate(probe.fileno(), 0, 1 << 21)  # a binary takes less
            return folder
    except OSError:
        return None


@functools.cache
def native_program(name: str) -> bytes:
    """The static binary built from ``perfgym/sandbox/{name}.c``.

    Raises:
        SandboxUnavailableError: There is no C compiler, or it cannot build the source.
    """
    source = files("perfgym.sandbox").joinpath(f"{name}.c").read_bytes()
    try:
        if folder := _cache_folder():
            return _cached(folder, name, source)
        with tempfile.TemporaryDirectory(prefix="perfgym-build-") as private:
            return _cached(Path(private), name, source)
    except OSError as error:
        raise SandboxUnavailableError(f"the sandbox's supervisor cannot be built: {error}; {_FIX}") from error
