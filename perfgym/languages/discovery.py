"""What languages ask of this machine: what a tool says of itself, and which files it needs."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path

from perfgym.errors import ToolchainMissingError
from perfgym.machine.facts import runs_x86_64_v3

__all__ = [
    "C_COMPILERS",
    "ask",
    "c_compiler",
    "compiler_file",
    "compiler_program",
    "merged_usr_links",
    "need_x86_64_v3",
    "outermost",
    "shared_libraries",
]

C_COMPILERS = ("gcc", "clang", "cc")
"""C compilers, the best known one first; they are also what links programs in other languages."""


def ask(command: list[str], fix: str, environment: Mapping[str, str] | None = None) -> str:
    """What a trusted tool says; it sees no untrusted input here.

    Args:
        command: The tool's path and arguments.
        fix: What to do when it fails.
        environment: What it sees beside ``PATH`` and a plain locale.

    Returns:
        Its standard output, then its standard error.

    Raises:
        ToolchainMissingError: It failed.
    """
    plain = {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C"}
    try:
        done = subprocess.run(
            command,
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
            env=plain | dict(environment or {}),
            check=False,
        )
    except OSError as error:
        raise ToolchainMissingError(f"`{' '.join(command)}` failed: {error}; {fix}") from error
    if done.returncode:
        raise ToolchainMissingError(
            f"`{' '.join(command)}` failed: {done.stderr.strip() or done.returncode}; {fix}"
        )
    return done.stdout + done.stderr


def c_compiler() -> tuple[str, str] | None:
    """Name and path of the first C compiler on PATH; None where there is none."""
    found = ((name, shutil.which(name)) for name in C_COMPILERS)
    return next(((name, path) for name, path in found if path), None)


def compiler_file(compiler: str, name: str, fix: str) -> Path:
    """Where a C compiler finds one of the files of static programs, e.g. ``libc.a``.

    Raises:
        ToolchainMissingError: It has none.
    """
    path = Path(ask([compiler, f"-print-file-name={name}"], fix).strip())
    if not path.is_absolute() or not path.exists():
        raise ToolchainMissingError(
            f"{compiler} has no {name}, which static programs need; {fix} (Debian) or "
            "`dnf install glibc-static`"
        )
    return path


def compiler_program(compiler: str, name: str, fix: str) -> Path | None:
    """Where a C compiler finds one of its programs, e.g. ``ld``; None where there is none."""
    path = shutil.which(ask([compiler, f"-print-prog-name={name}"], fix).strip())
    return Path(path) if path else None


def shared_libraries(files: Iterable[Path]) -> list[Path]:
    """Loader and libraries of programs or libraries, as ``ldd`` finds them."""
    done = subprocess.run(
        ["ldd", *map(str, files)],
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": "/usr/bin:/bin", "LC_ALL": "C"},
    )
    return [Path(path) for path in re.findall(r"(/\S+) \(0x", done.stdout)]


def outermost(paths: Iterable[Path]) -> tuple[str, ...]:
    """Without the ones that lie below another; folders by their real path, as links are added."""
    unique = sorted({path.parent.resolve() / path.name for path in paths})
    return tuple(str(p) for p in unique if not any(q in p.parents for q in unique))


def merged_usr_links() -> dict[str, str]:
    """The host's links such as ``/lib`` to ``usr/lib``: loaders and scripts name files by them."""
    links = map(Path, ("/bin", "/lib", "/lib64"))
    return {str(link): str(link.readlink()) for link in links if link.is_symlink()}


def need_x86_64_v3() -> None:
    """Raises ``ToolchainMissingError`` where the CPU runs no programs built for x86-64-v3."""
    if not runs_x86_64_v3():
        raise ToolchainMissingError(
            "programs are built for x86-64-v3 (AVX2, FMA, BMI2), which this CPU cannot run; "
            "use a machine from Intel Haswell or AMD Zen on"
        )
