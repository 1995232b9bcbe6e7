"""Rust: built by rustc into one static binary, so that a run needs no file of the host."""

import functools
import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
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

__all__ = ["Rust"]

_FLAGS = (
    "-O",
    "--edition=2021",
    "-Ctarget-cpu=x86-64-v3",
    "-Cllvm-args=--align-loops=64",  # or any change elsewhere moves them, and may change their speed
    "-Ctarget-feature=+crt-static",
    "-Cdebuginfo=0",
    "-Cstrip=symbols",  # the standard library's take longer to link than all the rest
)
_UNMEASURED = (
    "--crate-name=solution",
    "--crate-type=bin",
    "--error-format=human",
    "--color=never",
    "-Awarnings",
)
_INSTALL = "install it from https://rustup.rs, or run `apt install rustc`"
_INSTALL_LINKER = "run `apt install gcc libc6-dev`"
_RUSTUP = ("HOME", "RUSTUP_HOME", "RUSTUP_TOOLCHAIN", "CARGO_HOME")  # where its stand-in finds compilers
_LIBRARIES = ("libc.a", "libm.a", "libpthread.a", "libdl.a", "librt.a", "libutil.a")
_START_FILES = ("rcrt1.o", "crt1.o", "crti.o", "crtn.o")
_OWN_LINKER = "-Clink-arg=-fuse-ld=lld"  # comes with rustc; the system's spends more than the compiler does
_LINKERS = "/linkers"  # where a build sees it under the name that tells it what to be
_OUTPUT = "/tmp/solution"
_MOST_ERRORS = 5


def _ask(rustc: str, *arguments: str) -> str:
    known = {name: os.environ[name] for name in _RUSTUP if name in os.environ}
    return ask([rustc, *arguments], _INSTALL, known)


def _linker() -> str:
    """The C compiler, which finds the C library and calls the linker.

    Raises:
        ToolchainMissingError: There is none.
    """
    found = c_compiler()
    if found is None:
        raise ToolchainMissingError(
            f"rustc links by a C compiler: none of {', '.join(C_COMPILERS)} is on PATH; {_INSTALL_LINKER}"
        )
    _, path = found
    return path


def _named_in(script: Path) -> Iterator[Path]:
    """The libraries that a library names where it is a linker script, as glibc's ``libm.a`` is."""
    with script.open("rb") as file:
        text = file.read(4096)
    if not text.startswith(b"!<arch>"):
        yield from (Path(name.decode()) for name in re.findall(rb"/\S+\.a", text))


def _linker_mounts(linker: str) -> list[Path]:
    """What links a static program, file by file: a program may ask for any library that lies beside."""
    programs = [compiler_program(linker, name, _INSTALL_LINKER) for name in ("collect2", "ld")]
    tools = [Path(linker), *(path for path in programs if path is not None)]
    libraries = [compiler_file(linker, name, _INSTALL_LINKER) for name in _LIBRARIES]
    return [
        *tools,
        *libraries,
        *(compiler_file(linker, name, _INSTALL_LINKER) for name in _START_FILES),
        *(named for library in libraries for named in _named_in(library)),
        compiler_file(linker, "libgcc.a", _INSTALL_LINKER).parent,
        *shared_libraries(tools),
    ]


def _compiler_mounts(rustc: Path, own: Path) -> list[Path]:
    """The compiler, its libraries and the standard library."""
    if not (own / "lib").is_dir():
        raise ToolchainMissingError(f"{rustc} has no standard library in {own}; {_INSTALL}")
    return [rustc, own / "lib", *shared_libraries([rustc])]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    toolchain: Toolchain
    sysroot: Path
    linker: str
    linking: tuple[str, ...]  # arguments that name places on this host


@functools.cache
def _find() -> _Found:
    need_x86_64_v3()
    found = shutil.which("rustc")
    if found is None:
        raise ToolchainMissingError(f"no Rust compiler: rustc is not on PATH; {_INSTALL}")
    sysroot = Path(_ask(found, "--print=sysroot").splitlines()[0]).resolve()
    rustc = sysroot / "bin" / "rustc"  # rustup puts a stand-in on PATH
    facts = dict(re.findall(r"^([\w -]+): (.+)$", _ask(str(rustc), "-vV"), re.MULTILINE))
    own = sysroot / "lib" / "rustlib" / facts["host"]
    linker = _linker()
    own_linkers = [path for path in [own / "bin" / "rust-lld"] if path.exists()]
    toolchain = Toolchain(
        name="rustc",
        version=f"{facts['release']} (LLVM {facts['LLVM version']})",
        flags=(*_FLAGS, *(_OWN_LINKER for _ in own_linkers)),
        path=str(rustc),
        mounts=outermost([*_compiler_mounts(rustc, own), *own_linkers, *_linker_mounts(linker)]),
        symlinks={**merged_usr_links(), **{f"{_LINKERS}/ld.lld": str(path) for path in own_linkers}},
    )
    linking = (f"--sysroot={sysroot}", f"-Clinker={linker}", f"-Clink-arg=-B{_LINKERS}")
    return _Found(toolchain=toolchain, sysroot=sysroot, linker=linker, linking=linking)


class Rust:
    """The Rust language. See :class:`~perfgym.languages.Language`."""

    name = "rust"
    source_name = "solution.rs"
    null_program = "fn main() {}\n"
    # Programs repeat exactly but for the standard library's hash tables, whose keys are random: a program
    # that does nothing else differs by 0.0013 in time and 0.004 in mispredicts (8 runs of hash_table's).
    simulated_spread: float | None = 0.002
    measured_ms = (25.0, 75.0)

    def toolchain(self) -> Toolchain:
        """The Rust compiler and a C compiler to link by, found once a process.

        Raises:
            ToolchainMissingError: One of them is missing, or cannot build static programs.
        """
        return _find().toolchain

    def build_request(
        self, source: bytes, limits: Limits, hidden: tuple[str, ...] = (), flags: tuple[str, ...] = ()
    ) -> ProcessRequest:
        """The request whose artifact is the program."""
        found = _find()
        toolchain = found.toolchain
        return ProcessRequest(
            argv=(
                toolchain.path,
                *toolchain.flags,
                *flags,
                *found.linking,
                *_UNMEASURED,
                "-o",
                _OUTPUT,
                self.source_name,
            ),
            limits=limits,
            files={self.source_name: source},
            mounts=toolchain.mounts,
            hidden=hidden,
            symlinks=toolchain.symlinks,
            environment={
                "PATH": str(Path(found.linker).parent),
                "LC_ALL": "C",
                "TMPDIR": "/tmp",
                "LD_LIBRARY_PATH": str(found.sysroot / "lib"),  # what it would look for in /proc
                "RUSTC_ICE": "0",  # a compiler that breaks has nowhere to write its report
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
        """A build's first errors, a panic: both without the compiler's commands, advice and stacks."""
        blocks = [_tidy_block(block) for block in _BUILT_IN.sub("", said).split("\n\n")]
        kept: list[str] = []
        errors = 0
        for block in filter(None, blocks):
            errors += _is_error(block)
            if errors <= _MOST_ERRORS:
                kept.append(block)
        if errors > _MOST_ERRORS:
            kept.append(f"... and {errors - _MOST_ERRORS} more errors")
        return "\n\n".join(kept)


_BUILT_IN = re.compile(r"/rustc/[0-9a-f]{40}/")  # where the standard library was built
_NOISE = (
    "error: aborting due to ",
    "For more information about ",
    "Some errors have detailed explanations: ",
    "note: run with `RUST_BACKTRACE=1` environment variable",
    '  = note:  "',  # the command that links
    "  = note: some arguments are omitted. use `--verbose`",
    "note: we would appreciate a report at ",
    "note: maximum backtrace depth reached",
    "help: you can increase rustc's stack size",
    "### ",
)


def _is_noise(line: str) -> bool:
    return line.startswith(_NOISE) or (line.endswith("]") and "(+0x" in line and "[0x" in line)


def _tidy_block(block: str) -> str:
    return "\n".join(line for line in block.split("\n") if not _is_noise(line)).strip("\n")


def _is_error(block: str) -> bool:
    return block.startswith(("error: ", "error["))
