"""C: built by gcc (or clang) into one static binary, so that a run needs no file of the host."""

import functools
import re
from pathlib import Path

from perfgym.errors import ToolchainMissingError
from perfgym.languages.discovery import (
    C_COMPILERS,
    ask,
    c_compiler,
    compiler_file,
    compiler_program,
    merged_usr_links,
    need_x86_64_v3,
    outermost,
    shared_libraries,
)
from perfgym.languages.toolchain import Toolchain
from perfgym.sandbox.request import Limits, ProcessRequest

__all__ = ["C"]

_FLAGS = (
    "-O2",
    "-march=x86-64-v3",
    "-falign-functions=64",  # or any change elsewhere moves them, and may change their speed
    "-static",
    "-pipe",
)
_FAST_LINKER = "gold"  # binutils' default linker spends more on a static program than the compiler does
_LIBRARIES = ("-lm",)
_TOOLS = ("cc1", "collect2", "as", "ld", f"ld.{_FAST_LINKER}")
_INSTALL = "run `apt install gcc libc6-dev`"
_OUTPUT = "/tmp/solution"


def _ask(compiler: str, *arguments: str) -> str:
    return ask([compiler, *arguments], _INSTALL)


def _linker_flags(compiler: str) -> tuple[str, ...]:
    return (f"-fuse-ld={_FAST_LINKER}",) if compiler_program(compiler, f"ld.{_FAST_LINKER}", _INSTALL) else ()


def _include_folders(compiler: str) -> list[Path]:
    said = _ask(compiler, "-xc", "-E", "-v", "/dev/null")
    listed = re.search(r"search starts here:\n((?: .*\n)+?)End of search list", said)
    return [Path(line.strip()) for line in listed[1].splitlines()] if listed else []


def _mounts(compiler: str) -> tuple[str, ...]:
    tools = [path for name in _TOOLS if (path := compiler_program(compiler, name, _INSTALL)) is not None]
    files = [compiler_file(compiler, name, _INSTALL) for name in ("libc.a", "libm.a", "crt1.o", "libgcc.a")]
    own_folders = [tool.parent for tool in tools if tool.name in ("cc1", "collect2")]
    return outermost(
        [
            Path(compiler),
            *tools,
            *own_folders,
            *(file.parent for file in files),
            *filter(Path.is_dir, _include_folders(compiler)),
            *shared_libraries([Path(compiler), *tools]),
        ]
    )


@functools.cache
def _find() -> Toolchain:
    need_x86_64_v3()
    found = c_compiler()
    if found is None:
        raise ToolchainMissingError(f"no C compiler: none of {', '.join(C_COMPILERS)} is on PATH; {_INSTALL}")
    name, path = found
    return Toolchain(
        name=name,
        version=_ask(path, "-dumpfullversion", "-dumpversion").strip(),
        flags=(*_FLAGS, *_linker_flags(path), *_LIBRARIES),
        path=path,
        mounts=_mounts(path),
        symlinks=merged_usr_links(),
    )


class C:
    """The C language. See :class:`~perfgym.languages.Language`."""

    name = "c"
    source_name = "solution.c"
    null_program = "int main(void) { return 0; }\n"
    simulated_spread: float | None = 0.0
    measured_ms = (25.0, 75.0)

    def toolchain(self) -> Toolchain:
        """The C compiler, found once a process.

        Raises:
            ToolchainMissingError: There is none, or it cannot build static programs.
        """
        return _find()

    def build_request(
        self, source: bytes, limits: Limits, hidden: tuple[str, ...] = (), flags: tuple[str, ...] = ()
    ) -> ProcessRequest:
        """The request whose artifact is the program."""
        toolchain = self.toolchain()
        return ProcessRequest(
            argv=(
                toolchain.path,
                "-fmax-errors=5" if toolchain.name != "clang" else "-ferror-limit=5",
                "-o",
                _OUTPUT,
                self.source_name,
                *toolchain.flags,
                *flags,
            ),
            limits=limits,
            files={self.source_name: source},
            mounts=toolchain.mounts,
            hidden=hidden,
            symlinks=toolchain.symlinks,
            environment={
                "PATH": str(Path(toolchain.path).parent),
                "LC_ALL": "C",
                "TMPDIR": "/tmp",
                "SOURCE_DATE_EPOCH": "0",  # __TIME__ would make a program out of time
            },
            may_fork=True,
            artifact=_OUTPUT,
        )

    def run_request(
        self, artifact: bytes, stdin: bytes, limits: Limits, core: int | None = None
    ) -> ProcessRequest:
        """The request that runs the program; it sees no file but its input."""
        return ProcessRequest(argv=("solution",), executable=artifact, stdin=stdin, limits=limits, core=core)

    def tidy(self, said: str) -> str:
        """All of it helps."""
        return said
