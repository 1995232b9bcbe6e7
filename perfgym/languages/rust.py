"""Rust: built by rustc into one static binary, so that a run needs no file of the host."""

import functools
import os
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from perfgym.errors import ToolchainMissingError
from perfgym.languages.discovery import (
    ask,
    c_compiler,
    compiler_file,
    compiler_program,
    is_program,
    need_baseline,
)
from perfgym.languages.executable import executable_memory_refusal
from perfgym.languages.mounts import (
    below_compiler,
    libraries,
    library_path,
    merged,
    merged_usr_links,
    place_of,
    search_path,
)
from perfgym.languages.start_code import START_CODE, members
from perfgym.languages.toolchain import Toolchain, compile_request, refuse_modules, static_binary_request
from perfgym.machine.architecture import architecture
from perfgym.sandbox.request import RUNTIME, SCRATCH, CodeSource, Limits, ProcessRequest
from perfgym.source_names import SOURCE_NAMES

__all__ = ["Rust"]

_FLAGS = (
    "-O",
    "--edition=2021",
    *architecture().rust_flags,
    "-Cllvm-args=--align-loops=64",  # otherwise a change elsewhere moves loops, which may change their speed
    "-Ctarget-feature=+crt-static",
    "-Cdebuginfo=0",
    "-Cstrip=symbols",  # linking the standard library's symbols takes longer than all the rest
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
_RUSTUP = ("HOME", "RUSTUP_HOME", "RUSTUP_TOOLCHAIN", "CARGO_HOME")  # by which its stand-in finds compilers
_LIBRARIES = ("libc.a", "libm.a", "libpthread.a", "libdl.a", "librt.a", "libutil.a")
_START_FILES = ("rcrt1.o", "crt1.o", "crti.o", "crtn.o")
_RELOCATES_ITSELF = "dl-reloc-static-pie.o"  # runs first in programs that may lie at any address, as rustc's
_FIRST = "crti.o"  # the linker reads it before the program
_OWN_LINKER = "-Clink-arg=-fuse-ld=lld"  # comes with rustc; the system's takes longer than the compiler
_LINKERS = f"{RUNTIME}/linkers"  # folder with a link to lld, which chooses its mode by its own name
_SYSROOT = f"{RUNTIME}/rust"
_RUSTC = f"{_SYSROOT}/bin/rustc"
_OUTPUT = f"{SCRATCH}/solution"
_BUILD_ENVIRONMENT = {
    "LC_ALL": "C",
    "TMPDIR": SCRATCH,
    "RUSTC_ICE": "0",  # a compiler that crashes has nowhere to write its report
}
_MOST_ERRORS = 5


def _ask(rustc: str, *arguments: str) -> str:
    known = {name: os.environ[name] for name in _RUSTUP if name in os.environ}
    return ask([rustc, *arguments], _INSTALL, known)


def _named_in(script: Path) -> Iterator[Path]:
    """The libraries that a file names where it is a linker script, as glibc's ``libm.a`` is."""
    with script.open("rb") as file:
        text = file.read(4096)
    if not text.startswith(b"!<arch>"):
        yield from (Path(name.decode()) for name in re.findall(rb"/\S+\.a", text))


def _linker_tools(linker: str) -> list[Path]:
    """The C compiler and the programs that it calls to link.

    Raises:
        ToolchainMissingError: There is no linker.
    """
    collect, plain = (compiler_program(linker, name, _INSTALL_LINKER) for name in ("collect2", "ld"))
    if plain is None:
        raise ToolchainMissingError(f"{linker} finds no ld, which links programs; {_INSTALL_LINKER}")
    return [Path(linker), plain, *([collect] if collect else [])]


def _linker_mounts(linker: str, tools: list[Path]) -> dict[str, str]:
    """Mounts of the files that static linking needs; mounting a folder would expose all its libraries."""
    archives = [compiler_file(linker, name, _INSTALL_LINKER) for name in _LIBRARIES]
    seen = [
        *tools,
        *archives,
        *(compiler_file(linker, name, _INSTALL_LINKER) for name in _START_FILES),
        *(named for archive in archives for named in _named_in(archive)),
        compiler_file(linker, "libgcc.a", _INSTALL_LINKER).parent,
    ]
    return merged(below_compiler(Path(linker), seen), libraries(tools))


def _compiler_mounts(rustc: Path, own: Path, own_linkers: list[Path]) -> dict[str, str]:
    """The compiler, its libraries, its linker and the standard library.

    Raises:
        ToolchainMissingError: There is no standard library.
    """
    if not (own / "lib").is_dir():
        raise ToolchainMissingError(f"{rustc} has no standard library in {own}; {_INSTALL}")
    shown = {
        str(rustc): _RUSTC,
        str(own / "lib"): f"{_SYSROOT}/lib/rustlib/{own.name}/lib",
        **{str(linker): f"{_LINKERS}/ld.lld" for linker in own_linkers},
    }
    return merged(shown, libraries([rustc, *own_linkers]))


@dataclass(frozen=True, slots=True, kw_only=True)
class _FoundRust:
    toolchain: Toolchain
    linking: tuple[str, ...]  # arguments that name places in a jail, and so are no part of the identity
    start_code: Mapping[str, bytes]  # files of a build


def _sysroot(rustc: str) -> tuple[Path, dict[str, str]]:
    """The folder of the installation that ``rustc`` on PATH stands for, and what its compiler says of itself.

    Raises:
        ToolchainMissingError: It does not work, e.g. a rustup that has no default toolchain.
    """
    sysroot = Path(next(iter(_ask(rustc, "--print=sysroot").splitlines()), "")).resolve()
    facts = dict(re.findall(r"^([\w -]+): (.+)$", _ask(rustc, "-vV"), re.MULTILINE))
    missing = {"host", "release", "LLVM version"} - facts.keys()
    if missing:
        raise ToolchainMissingError(f"`{rustc} -vV` names no {', no '.join(sorted(missing))}; {_INSTALL}")
    return sysroot, facts


def _start_code(linker: str) -> dict[str, bytes]:
    """The objects of libc's start code, and a script that makes the linker read them before any library.

    rustc puts what it is told to link behind the libraries, and a library's object that was taken already
    would be there twice. The script has the name of a file that comes first, and names that file by another
    name.
    """
    objects = members(compiler_file(linker, "libc.a", _INSTALL_LINKER), (*START_CODE, _RELOCATES_ITSELF))
    if not objects:
        return {}
    objects[f"first-{_FIRST}"] = compiler_file(linker, _FIRST, _INSTALL_LINKER).read_bytes()
    return {**objects, _FIRST: f"INPUT({' '.join(objects)})\n".encode()}


@functools.cache
def _find() -> _FoundRust:
    need_baseline()
    found = shutil.which("rustc")
    if found is None:
        raise ToolchainMissingError(f"no Rust compiler: rustc is not on PATH; {_INSTALL}")
    sysroot, facts = _sysroot(found)
    _, linker = c_compiler("rustc links by a C compiler", _INSTALL_LINKER)
    rustc = (sysroot / "bin" / "rustc").resolve()  # rustup puts a stand-in on PATH
    if not is_program(rustc):
        raise ToolchainMissingError(f"there is no Rust compiler at {rustc}, which {found} names; {_INSTALL}")
    own = sysroot / "lib" / "rustlib" / facts["host"]
    tools = _linker_tools(linker)
    own_linkers = [path for path in [own / "bin" / "rust-lld"] if path.exists()]
    mounts = merged(_compiler_mounts(rustc, own, own_linkers), _linker_mounts(linker, tools))
    toolchain = Toolchain(
        name="rustc",
        version=f"{facts['release']} (LLVM {facts['LLVM version']})",
        flags=(*_FLAGS, *(_OWN_LINKER for _ in own_linkers)),
        path=str(rustc),
        program=_RUSTC,
        mounts=mounts,
        symlinks=merged_usr_links(),
        environment={"PATH": search_path(tools, mounts), **library_path(mounts)},
    )
    prefix = ("-Clink-arg=-B", f"-Clink-arg={_LINKERS}") if own_linkers else ()
    linking = (f"--sysroot={_SYSROOT}", f"-Clinker={place_of(Path(linker), mounts)}", *prefix)
    start_code = _start_code(linker)
    first = ("-Clink-arg=-B", "-Clink-arg=./") if start_code else ()
    return _FoundRust(toolchain=toolchain, linking=(*linking, *first), start_code=start_code)


# The start code resolves the addresses of such functions before it prepares threads and the standard library.
_BEFORE_MAIN = """\
std::arch::global_asm!(
    ".globl early",
    ".type early, @gnu_indirect_function",
    "early:",
    LINES
);

extern "C" {
    fn early();
}

fn main() {
    unsafe { early() }
}
"""

# The start code of the C library calls a function of this name, which asks the processor for its features. A
# program that defines the function itself pays for none of it; it must also define the sizes that the library
# keeps beside the function, or the linker finds two functions of the name. The build refuses it where it can
# name the library's own start code.
_WITHOUT_LIBC = """\
std::arch::global_asm!(
    ".globl __libc_start_main",
    "__libc_start_main:",
    LINES
);

fn main() {}
"""


def _with_lines(program: str, lines: Iterable[str]) -> str:
    """A program with lines of assembler in it."""
    return program.replace("LINES", ",\n    ".join(f'"{line}"' for line in lines))


class Rust:
    """The Rust language. See :class:`~perfgym.languages.Language`."""

    name = "rust"
    title = "Rust"
    libraries = "the standard library and no other crate"
    code = CodeSource.PROGRAM
    source_name = SOURCE_NAMES[name]
    flags: tuple[str, ...] = _FLAGS
    null_programs: tuple[str, ...] = (
        "fn main() {}\n",
        _with_lines(_BEFORE_MAIN, architecture().end_in_assembler),
        _with_lines(
            _WITHOUT_LIBC,
            (
                *architecture().end_in_assembler,
                *(f".comm {size}, 8, 8" for size in architecture().libc_sizes),
            ),
        ),
    )
    # Programs repeat exactly, except for the standard library's hash tables, whose keys are random: a program
    # that uses nothing else varies by 0.0013 in time and 0.004 in mispredicts (8 runs of hash_table's).
    simulated_spread: float | None = 0.002
    measured_ms = (40.0, 150.0)

    def preloading(self, modules: tuple[str, ...]) -> "Rust":
        """This language itself: its programs begin with no module imported.

        Raises:
            ProblemError: A problem asks for modules.
        """
        refuse_modules(self.name, modules)
        return self

    def toolchain(self) -> Toolchain:
        """The Rust compiler and a C compiler that links its programs, found once per process.

        Raises:
            ToolchainMissingError: One of them is missing, does not work, or cannot build static programs.
        """
        return _find().toolchain

    def build_request(
        self, source: bytes, limits: Limits, hidden: tuple[str, ...] = (), flags: tuple[str, ...] = ()
    ) -> ProcessRequest:
        """The request whose artifact is the program."""
        found = _find()
        toolchain = found.toolchain
        return compile_request(
            toolchain,
            (*toolchain.flags, *flags, *found.linking, *_UNMEASURED, "-o", _OUTPUT, self.source_name),
            files={self.source_name: source, **found.start_code},
            limits=limits,
            hidden=hidden,
            environment=_BUILD_ENVIRONMENT,
            artifact=_OUTPUT,
        )

    def refusal(self, artifact: bytes) -> str:
        """Refuse a program that the kernel would give memory both writable and executable."""
        return executable_memory_refusal(artifact)

    def run_request(
        self, artifact: bytes, stdin: bytes, limits: Limits, core: int | None = None
    ) -> ProcessRequest:
        """The request that runs the program."""
        return static_binary_request(artifact, stdin, limits, core)

    def tidy(self, said: str) -> str:
        """Keep a build's first errors and a panic's message; drop commands, advice and stacks."""
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
