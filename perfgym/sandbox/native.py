"""Builds the sandbox's own C programs from the sources shipped in the package, once.

A binary lies in the user's cache folder under the hash of its source and compiler flags. Where
that folder cannot be written, it is built into the caller's own folder, each time anew.
"""

import hashlib
import os
import shutil
import subprocess
import tempfile
from importlib.resources import files
from pathlib import Path

import platformdirs

from perfgym.errors import SandboxUnavailableError

__all__ = ["native_binary"]

_FLAGS = ("-std=gnu17", "-O2", "-static", "-Wall", "-Wextra")


def _compiler() -> str:
    for name in ("gcc", "cc", "clang"):
        if path := shutil.which(name):
            return path
    raise SandboxUnavailableError(
        "the sandbox needs a C compiler to build its runner, and none of gcc, cc, clang is on "
        "PATH; run `apt install gcc libc6-dev`"
    )


def _compile(source: bytes, target: Path) -> None:
    """Builds ``source`` next to ``target`` and renames it, so that no one sees half a binary."""
    partial = target.with_name(f".{target.name}.{os.getpid()}")
    command = [_compiler(), *_FLAGS, "-x", "c", "-", "-o", str(partial)]
    try:
        done = subprocess.run(command, input=source, capture_output=True, check=False)
        if done.returncode:
            message = done.stderr.decode(errors="replace").strip().splitlines()
            raise SandboxUnavailableError(
                f"the sandbox's runner does not compile with `{' '.join(command[:-4])}`: "
                f"{message[-1] if message else f'exit status {done.returncode}'}; "
                "a static libc is needed (`apt install libc6-dev`)"
            )
        partial.chmod(0o555)
        partial.rename(target)
    finally:
        partial.unlink(missing_ok=True)


def _cache_folder() -> Path | None:
    folder = platformdirs.user_cache_path("perfgym") / "native"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return folder
    except OSError:
        return None


def native_binary(name: str, private_folder: Path) -> Path:
    """Path of the static binary built from ``perfgym/sandbox/{name}.c``.

    Args:
        name: Base name of the C source.
        private_folder: Where to build when the cache folder cannot be written.

    Raises:
        SandboxUnavailableError: There is no C compiler, or it cannot build the source.
    """
    source = files("perfgym.sandbox").joinpath(f"{name}.c").read_bytes()
    key = hashlib.sha256(source + "\0".join((_compiler(), *_FLAGS)).encode()).hexdigest()[:16]
    target = (_cache_folder() or private_folder) / f"{name}-{key}"
    if not target.exists():
        _compile(source, target)
    return target
