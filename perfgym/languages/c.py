"""C: built by gcc or clang into one static binary, so that a run needs no file of the host."""

import functools
import re
from collections.abc import Iterable
from pathlib import Path

from perfgym.errors import ToolchainMissingError
from perfgym.languages.discovery import ask, c_compiler, compiler_file, compiler_program, need_baseline
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
from perfgym.sandbox.request import SCRATCH, CodeSource, Limits, ProcessRequest
from perfgym.source_names import SOURCE_NAMES

__all__ = ["C"]

_FLAGS = (
    "-O2",
    *architecture().c_flags,
    "-falign-functions=64",  # otherwise a change elsewhere moves functions, which may change their speed
    "-static",
    "-pipe",
)
_FAST_LINKER = "gold"  # binutils' default linker spends more time on a static program than the compiler does
_LIBRARIES = ("-lm",)
_TOOLS = ("cc1", "collect2", "as", "ld", f"ld.{_FAST_LINKER}")
_NEEDED_BY_GCC = ("cc1", "as", "ld")
_INSTALL = "run `apt install gcc libc6-dev`"
_OUTPUT = f"{SCRATCH}/solution"
_BUILD_ENVIRONMENT = {
    "LC_ALL": "C",
    "TMPDIR": SCRATCH,
    "SOURCE_DATE_EPOCH": "0",  # otherwise __TIME__ makes a different program each time
}


def _ask(compiler: str, *arguments: str) -> str:
    return ask([compiler, *arguments], _INSTALL)


def _linker_flags(tools: Iterable[Path]) -> tuple[str, ...]:
    fast = f"ld.{_FAST_LINKER}"
    return (f"-fuse-ld={_FAST_LINKER}",) if any(tool.name == fast for tool in tools) else ()


def _include_folders(compiler: str) -> list[Path]:
    said = _ask(compiler, "-xc", "-E", "-v", "/dev/null")
    listed = re.search(r"search starts here:\n((?: .*\n)+?)End of search list", said)
    return [Path(line.strip()) for line in listed[1].splitlines()] if listed else []


def _tools(name: str, compiler: str) -> list[Path]:
    """The programs that the compiler calls.

    Raises:
        ToolchainMissingError: One is missing that it cannot do without.
    """
    found = {tool: compiler_program(compiler, tool, _INSTALL) for tool in _TOOLS}
    missing = [tool for tool in _NEEDED_BY_GCC if name == "gcc" and found[tool] is None]
    if missing:
        raise ToolchainMissingError(f"{compiler} finds no {' and no '.join(missing)}; {_INSTALL}")
    return [path for path in found.values() if path is not None]


def _mounts(compiler: Path, tools: list[Path]) -> dict[str, str]:
    needed = ("libc.a", "libm.a", "crt1.o", "libgcc.a")
    files = [compiler_file(str(compiler), name, _INSTALL) for name in needed]
    seen = [
        compiler,
        *tools,
        *(tool.parent for tool in tools if tool.name in ("cc1", "collect2")),
        *(file.parent for file in files),
        *filter(Path.is_dir, _include_folders(str(compiler))),
    ]
    return merged(below_compiler(compiler, seen), libraries([compiler, *tools]))


@functools.cache
def _start_code() -> dict[str, bytes]:
    return members(compiler_file(_find().path, "libc.a", _INSTALL), START_CODE)


@functools.cache
def _find() -> Toolchain:
    need_baseline()
    name, path = c_compiler("no C compiler", _INSTALL)
    tools = _tools(name, path)
    mounts = _mounts(Path(path), tools)
    return Toolchain(
        name=name,
        version=_ask(path, "-dumpfullversion", "-dumpversion").strip(),
        flags=(*_FLAGS, *_linker_flags(tools), *_LIBRARIES),
        path=path,
        program=place_of(Path(path), mounts),
        mounts=mounts,
        symlinks=merged_usr_links(),
        environment={"PATH": search_path([Path(path), *tools], mounts), **library_path(mounts)},
    )


# The start code resolves the addresses of such functions before it prepares threads and the standard library.
_BEFORE_MAIN = f"""\
static void *resolve(void) {{
    {architecture().end_in_c}
}}
void early(void) __attribute__((ifunc("resolve")));
int main(void) {{
    early();
    return 0;
}}
"""

# The start code of the C library calls a function of this name, which asks the processor for its features and
# fills tables with the answers. A program that defines the function itself pays for none of it; the build
# refuses it where it can name the library's own start code.
_WITHOUT_LIBC = f"""\
_Noreturn void __libc_start_main(void) {{
    {architecture().end_in_c}
}}
int main(void) {{ return 0; }}
"""


class C:
    """The C language. See :class:`~perfgym.languages.Language`."""

    name = "c"
    title = "C"
    libraries = "the C library, with POSIX, and the compiler's own headers; no other library is installed"
    code = CodeSource.PROGRAM
    source_name = SOURCE_NAMES[name]
    flags: tuple[str, ...] = (*_FLAGS, *_LIBRARIES)
    null_programs: tuple[str, ...] = ("int main(void) { return 0; }\n", _BEFORE_MAIN, _WITHOUT_LIBC)
    simulated_spread: float | None = 0.0
    measured_ms = (40.0, 150.0)

    def preloading(self, modules: tuple[str, ...]) -> "C":
        """This language itself: its programs begin with no module imported.

        Raises:
            ProblemError: A problem asks for modules.
        """
        refuse_modules(self.name, modules)
        return self

    def toolchain(self) -> Toolchain:
        """The C compiler, found once per process.

        Raises:
            ToolchainMissingError: There is no C compiler, or it cannot build static programs.
        """
        return _find()

    def build_request(
        self, source: bytes, limits: Limits, hidden: tuple[str, ...] = (), flags: tuple[str, ...] = ()
    ) -> ProcessRequest:
        """The request whose artifact is the program."""
        toolchain = self.toolchain()
        start_code = _start_code()
        few_errors = "-ferror-limit=5" if toolchain.name == "clang" else "-fmax-errors=5"
        return compile_request(
            toolchain,
            (few_errors, "-o", _OUTPUT, self.source_name, *toolchain.flags, *flags, *start_code),
            files={self.source_name: source, **start_code},
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
        """Return the text unchanged."""
        return said
