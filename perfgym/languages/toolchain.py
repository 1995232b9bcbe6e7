"""The toolchain of a language on this machine, found once per process, and the processes it takes part in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from perfgym.errors import ProblemError
from perfgym.sandbox.request import WORK, CodeSource, Limits, ProcessRequest

__all__ = [
    "Toolchain",
    "compile_request",
    "interpreter_request",
    "refuse_flags",
    "refuse_modules",
    "static_binary_request",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Toolchain:
    """One installed toolchain. Its name, version and flags are part of a baseline's identity.

    Attributes:
        name: Name of the compiler or run-time, e.g. ``"gcc"``.
        version: Its full version, e.g. ``"12.2.0"``.
        flags: Flags that programs are built or run with.
        path: The executable on the host.
        program: The executable in a jail.
        mounts: Path on the host to path in the jail, of each file and folder that a build sees, read-only.
        runtime_mounts: The same for a run; empty where programs are static binaries.
        hidden: Folders among these, on the host, that stay hidden.
        symlinks: Links that builds and runs see, path to target.
        environment: Environment variables that the executable needs in a jail.
    """

    name: str
    version: str
    flags: tuple[str, ...]
    path: str
    program: str
    mounts: Mapping[str, str]
    runtime_mounts: Mapping[str, str] = field(default_factory=dict[str, str])
    hidden: tuple[str, ...] = ()
    symlinks: Mapping[str, str] = field(default_factory=dict[str, str])
    environment: Mapping[str, str] = field(default_factory=dict[str, str])

    @property
    def identity(self) -> str:
        """Name, version and flags in one line."""
        return f"{self.name} {self.version} {' '.join(self.flags)}"

    def without_places(self, text: str) -> str:
        """Shorten paths in ``text``: leave out where the toolchain and the working folder lie."""
        tables = (self.mounts, self.runtime_mounts)
        places = {path for table in tables for mount in table.items() for path in mount}
        for place in sorted(places, key=len, reverse=True):
            text = text.replace(place, Path(place).name)
        return text.replace(f"file://{WORK}/", "").replace(f"{WORK}/", "")


def refuse_flags(language: str, flags: tuple[str, ...]) -> None:
    """Refuse a problem's compiler flags, for a language whose builds take none.

    Raises:
        ProblemError: There are flags.
    """
    if flags:
        raise ProblemError(
            f"programs in {language} are built without flags, got {' '.join(flags)}; remove them from "
            "problem.toml"
        )


def refuse_modules(language: str, modules: tuple[str, ...], known: tuple[str, ...] = ()) -> None:
    """Refuse modules that runs of a problem's programs cannot begin with.

    Args:
        language: The language's name.
        modules: The modules that the problem asks for.
        known: The modules that runs in this language can begin with.

    Raises:
        ProblemError: A module is not among them.
    """
    for module in modules:
        if module not in known:
            raise ProblemError(
                f"programs in {language} cannot begin with the module {module!r} imported, only with: "
                f"{', '.join(known) or 'none'}; change preload in problem.toml"
            )


def compile_request(
    toolchain: Toolchain,
    arguments: tuple[str, ...],
    *,
    files: Mapping[str, bytes],
    limits: Limits,
    hidden: tuple[str, ...],
    artifact: str,
    environment: Mapping[str, str] | None = None,
) -> ProcessRequest:
    """The request that builds a program by the toolchain's own executable.

    Args:
        toolchain: The toolchain; the build sees its mounts.
        arguments: Arguments of the executable.
        files: Files of the working folder.
        limits: What the build may use.
        hidden: Folders of the host that stay hidden, beside those of the toolchain.
        artifact: File that the build writes.
        environment: Environment variables beside those of the toolchain.
    """
    return ProcessRequest(
        argv=(toolchain.program, *arguments),
        limits=limits,
        files=files,
        mounts=toolchain.mounts,
        hidden=(*toolchain.hidden, *hidden),
        symlinks=toolchain.symlinks,
        environment={**toolchain.environment, **(environment or {})},
        may_fork=True,
        code=CodeSource.ANYWHERE,
        artifact=artifact,
    )


def interpreter_request(
    toolchain: Toolchain,
    arguments: tuple[str, ...],
    *,
    files: Mapping[str, bytes],
    stdin: bytes,
    limits: Limits,
    core: int | None,
    code: CodeSource,
    environment: Mapping[str, str] | None = None,
) -> ProcessRequest:
    """The request that runs a program in the toolchain's interpreter.

    Args:
        toolchain: The toolchain; the run sees its mounts for runs.
        arguments: Arguments of the interpreter.
        files: Files of the working folder.
        stdin: Bytes on standard input.
        limits: What the run may use.
        core: Logical CPU that it is pinned to; None for any.
        code: Where its executable memory may come from.
        environment: Environment variables beside those of the toolchain.
    """
    return ProcessRequest(
        argv=(toolchain.program, *arguments),
        limits=limits,
        code=code,
        stdin=stdin,
        files=files,
        mounts=toolchain.runtime_mounts,
        hidden=toolchain.hidden,
        symlinks=toolchain.symlinks,
        environment={**toolchain.environment, **(environment or {})},
        core=core,
    )


def static_binary_request(
    artifact: bytes,
    stdin: bytes,
    limits: Limits,
    core: int | None,
    environment: Mapping[str, str] | None = None,
) -> ProcessRequest:
    """The request that runs a static binary: it sees no file except its input.

    Args:
        artifact: The binary.
        stdin: Bytes on standard input.
        limits: What the run may use.
        core: Logical CPU that it is pinned to; None for any.
        environment: The whole environment of the run; None for an empty one.
    """
    return ProcessRequest(
        argv=("solution",),
        executable=artifact,
        stdin=stdin,
        limits=limits,
        environment=environment or {},
        core=core,
    )
