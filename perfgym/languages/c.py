"""C: built by gcc (or clang) into one static binary, so that a run needs no file of the host."""

import functools
import os
import re
import shutil
import subprocess
from pathlib import Path

from perfgym.errors import ToolchainMissingError
from perfgym.languages.toolchain import Toolchain
from perfgym.machine import runs_x86_64_v3
from perfgym.types import Limits, RunRequest

__all__ = ["C"]

_COMPILERS = ("gcc", "clang", "cc")
_FLAGS = ("-O2", "-march=x86-64-v3", "-static", "-pipe")
_FAST_LINKER = "gold"  # binutils' default linker spends more on a static program than the compiler does
_LIBRARIES = ("-lm",)
_TOOLS = ("cc1", "collect2", "as", "ld", f"ld.{_FAST_LINKER}")
_INSTALL = "run `apt install gcc libc6-dev`"
_OUTPUT = "/tmp/solution"


def _ask(compiler: str, *arguments: str) -> str:
    """What the compiler says of itself; it is trusted, and sees no untrusted input here."""
    environment = {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C"}
    command = [compiler, *arguments]
    done = subprocess.run(
        command, capture_output=True, text=True, stdin=subprocess.DEVNULL, env=environment, check=False
    )
    if done.returncode:
        raise ToolchainMissingError(
            f"`{' '.join(command)}` failed: {done.stderr.strip() or done.returncode}; {_INSTALL}"
        )
    return done.stdout + done.stderr


def _file(compiler: str, name: str) -> Path:
    """Where the compiler finds one of its files, e.g. ``libc.a``."""
    path = Path(_ask(compiler, f"-print-file-name={name}").strip())
    if not path.is_absolute() or not path.exists():
        raise ToolchainMissingError(
            f"{compiler} has no {name}, which static programs need; {_INSTALL} (Debian) or "
            "`dnf install glibc-static`"
        )
    return path


def _program(compiler: str, name: str) -> Path | None:
    path = shutil.which(_ask(compiler, f"-print-prog-name={name}").strip())
    return Path(path) if path else None


def _linker_flags(compiler: str) -> tuple[str, ...]:
    return (f"-fuse-ld={_FAST_LINKER}",) if _program(compiler, f"ld.{_FAST_LINKER}") else ()


def _include_folders(compiler: str) -> list[Path]:
    said = _ask(compiler, "-xc", "-E", "-v", "/dev/null")
    listed = re.search(r"search starts here:\n((?: .*\n)+?)End of search list", said)
    return [Path(line.strip()) for line in listed[1].splitlines()] if listed else []


def _shared_libraries(programs: list[Path]) -> list[Path]:
    """Loader and libraries of the tools themselves, as ``ldd`` finds them."""
    done = subprocess.run(
        ["ldd", *map(str, programs)], capture_output=True, text=True, check=False, env={"LC_ALL": "C"}
    )
    return [Path(path) for path in re.findall(r"(/\S+) \(0x", done.stdout)]


def _outermost(paths: list[Path]) -> tuple[str, ...]:
    """Without the ones that lie below another; folders by their real path, as links are added."""
    unique = sorted({path.parent.resolve() / path.name for path in paths})
    return tuple(str(p) for p in unique if not any(q in p.parents for q in unique))


def _mounts(compiler: str) -> tuple[str, ...]:
    tools = [path for path in (_program(compiler, name) for name in _TOOLS) if path is not None]
    files = [_file(compiler, name) for name in ("libc.a", "libm.a", "crt1.o", "libgcc.a")]
    own_folders = [tool.parent for tool in tools if tool.name in ("cc1", "collect2")]
    return _outermost(
        [
            Path(compiler),
            *tools,
            *own_folders,
            *(file.parent for file in files),
            *filter(Path.is_dir, _include_folders(compiler)),
            *_shared_libraries([Path(compiler), *tools]),
        ]
    )


def _merged_usr_links() -> dict[str, str]:
    """The host's links such as ``/lib`` to ``usr/lib``: loaders and scripts name files by them."""
    links = map(Path, ("/bin", "/lib", "/lib64"))
    return {str(link): str(link.readlink()) for link in links if link.is_symlink()}


@functools.cache
def _find() -> Toolchain:
    if not runs_x86_64_v3():
        raise ToolchainMissingError(
            "programs are built for x86-64-v3 (AVX2, FMA, BMI2), which this CPU cannot run; "
            "use a machine from Intel Haswell or AMD Zen on"
        )
    for name in _COMPILERS:
        if path := shutil.which(name):
            return Toolchain(
                name=name,
                version=_ask(path, "-dumpfullversion", "-dumpversion").strip(),
                flags=(*_FLAGS, *_linker_flags(path), *_LIBRARIES),
                path=path,
                mounts=_mounts(path),
                symlinks=_merged_usr_links(),
            )
    raise ToolchainMissingError(f"no C compiler: none of {', '.join(_COMPILERS)} is on PATH; {_INSTALL}")


class C:
    """The C language. See :class:`~perfgym.languages.Language`."""

    name = "c"
    source_name = "solution.c"
    null_program = "int main(void) { return 0; }\n"
    simulated_spread: float | None = 0.0

    def toolchain(self) -> Toolchain:
        """The C compiler, found once a process.

        Raises:
            ToolchainMissingError: There is none, or it cannot build static programs.
        """
        return _find()

    def build_request(self, source: bytes, limits: Limits, hidden: tuple[str, ...] = ()) -> RunRequest:
        """The request whose artifact is the program."""
        toolchain = self.toolchain()
        return RunRequest(
            argv=(
                toolchain.path,
                "-fmax-errors=5" if toolchain.name != "clang" else "-ferror-limit=5",
                "-o",
                _OUTPUT,
                self.source_name,
                *toolchain.flags,
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
    ) -> RunRequest:
        """The request that runs the program; it sees no file but its input."""
        return RunRequest(argv=("solution",), executable=artifact, stdin=stdin, limits=limits, core=core)
