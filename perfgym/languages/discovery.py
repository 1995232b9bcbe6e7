"""Finds the tools of a language on this machine: their versions, programs and files."""

import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from perfgym.errors import ToolchainMissingError
from perfgym.machine.architecture import architecture
from perfgym.machine.c_compiler import C_COMPILERS, find_c_compiler
from perfgym.machine.facts import runs_baseline

__all__ = ["ask", "c_compiler", "compiler_file", "compiler_program", "is_program", "need_baseline"]

_ELF = b"\x7fELF"
_PATIENCE_S = 60.0
_REAL_COMPILER = re.compile(r"^COLLECT_GCC=(.+)$", re.MULTILINE)


def ask(
    command: list[str],
    fix: str,
    environment: Mapping[str, str] | None = None,
    *,
    timeout_s: float = _PATIENCE_S,
) -> str:
    """Run a trusted tool outside a sandbox and return its output; it must get no untrusted input.

    Args:
        command: The tool's path and arguments.
        fix: What to do if the tool fails; the error message ends with it.
        environment: Variables that the tool gets in addition to ``PATH`` and a plain locale.
        timeout_s: Seconds after which the tool counts as broken.

    Returns:
        The tool's standard output, then its standard error.

    Raises:
        ToolchainMissingError: The tool cannot be started, fails, or does not end in time.
    """
    plain = {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C"}
    try:
        done = subprocess.run(
            command,
            capture_output=True,
            stdin=subprocess.DEVNULL,
            env=plain | dict(environment or {}),
            timeout=timeout_s,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise ToolchainMissingError(f"`{' '.join(command)}` failed: {error}; {fix}") from error
    if done.returncode:
        why = os.fsdecode(done.stderr).strip().removesuffix(".") or f"exit status {done.returncode}"
        raise ToolchainMissingError(f"`{' '.join(command)}` failed: {why}; {fix}")
    return os.fsdecode(done.stdout) + os.fsdecode(done.stderr)


def is_program(path: Path) -> bool:
    """Whether ``path`` is a program in machine code, and not a script."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(len(_ELF)) == _ELF


def c_compiler(needed_for: str, fix: str) -> tuple[str, str]:
    """Find the name of the first C compiler on PATH, and the path of the real compiler program.

    The file on PATH may be a symbolic link, a script, or a cache such as ccache; a build in a jail needs the
    compiler that it starts.

    Args:
        needed_for: The beginning of the error message, e.g. ``"no C compiler"``.
        fix: What to do if there is none; the error message ends with it.

    Raises:
        ToolchainMissingError: There is no C compiler, or it does not work.
    """
    found = find_c_compiler()
    if found is None:
        raise ToolchainMissingError(f"{needed_for}: none of {', '.join(C_COMPILERS)} is on PATH; {fix}")
    name, path = found
    named = _REAL_COMPILER.search(ask([path, "-v"], fix))
    real = Path(shutil.which(named[1].strip()) or path if named else path).resolve()
    if not is_program(real):
        raise ToolchainMissingError(
            f"{path} is a script and not a compiler, and its `-v` does not name the compiler that it starts; "
            f"put the compiler's own folder first on PATH, or {fix}"
        )
    return name, str(real)


def compiler_file(compiler: str, name: str, fix: str) -> Path:
    """Return the path at which a C compiler finds a file that static programs need, e.g. ``libc.a``.

    Raises:
        ToolchainMissingError: The compiler does not find it.
    """
    path = Path(ask([compiler, f"-print-file-name={name}"], fix).strip())
    if not path.is_absolute() or not path.exists():
        raise ToolchainMissingError(
            f"{compiler} has no {name}, which static programs need; {fix} (Debian) or "
            "`dnf install glibc-static`"
        )
    return path


def compiler_program(compiler: str, name: str, fix: str) -> Path | None:
    """Return the path at which a C compiler finds one of its programs, e.g. ``ld``; None if it finds none."""
    path = shutil.which(ask([compiler, f"-print-prog-name={name}"], fix).strip())
    return Path(path) if path else None


def need_baseline() -> None:
    """Check that the CPU can run programs with the instruction set that they are built for.

    Raises:
        ToolchainMissingError: The CPU cannot.
        MachineError: perfgym does not run on this architecture.
    """
    if not runs_baseline():
        machine = architecture()
        raise ToolchainMissingError(
            f"programs are built for {machine.baseline} ({machine.baseline_has}), which this CPU cannot run; "
            f"use a machine with {machine.processors}"
        )
