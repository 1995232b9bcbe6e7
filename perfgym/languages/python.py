"""Python: the interpreter of this environment with its standard library and NumPy, and nothing else.

The artifact is the source itself, once the build has checked its syntax: tracebacks show its lines, and
programs that differ in a comment are two programs. Runs see neither ``/dev`` nor ``/proc``, so that
``open("/dev/stdin")`` fails; ``sys.stdin.buffer`` and ``open(0)`` work. The time that NumPy takes to
import is the program's, and may be more than a small problem is worth.
"""

import functools
import sys
from pathlib import Path

import numpy as np

from perfgym.errors import ToolchainMissingError
from perfgym.languages.discovery import ask, merged_usr_links, outermost, shared_libraries
from perfgym.languages.toolchain import Toolchain, refuse_flags
from perfgym.sandbox.request import Limits, ProcessRequest, seen_at

__all__ = ["Python"]

_OUTPUT = "/tmp/solution.py"
# No .pyc written, nothing imported from the working folder, no site and no site-packages of anyone's.
_FLAGS = ("-B", "-P", "-S", "-s")
_ENVIRONMENT = {
    "PYTHONHASHSEED": "0",  # sets of strings are walked in the same order in each run
    "PYTHONUTF8": "1",
    "PYTHONCOERCECLOCALE": "0",
}
_ONE_THREAD = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
_OF_OTHERS = ("site-packages", "dist-packages")
_INSTALL = "install Python 3.11 or newer, or start perfgym by the full path of one"
_WHAT_IT_HAS = """
import platform, sys
print(platform.python_implementation(), platform.python_version(), *sys.path, sep="\\n")
"""
_CHECK = """
import sys
with open("solution.py", "rb") as file:
    source = file.read()
try:
    compile(source, "solution.py", "exec", dont_inherit=True)
except (SyntaxError, ValueError, OverflowError, RecursionError, MemoryError) as error:
    import traceback
    sys.exit("".join(traceback.format_exception_only(error)))
with open(sys.argv[1], "wb") as file:
    file.write(source)
"""
_FRAME, _ITS_OWN, _BELOW_FRAME = '  File "', '  File "solution.py"', ("    ", "  [Previous line repeated")


def _interpreter() -> Path:
    """The program itself: in a virtual environment, ``sys.executable`` is but a link to it."""
    path: str = getattr(sys, "_base_executable", None) or sys.executable
    if not path:
        raise ToolchainMissingError(f"this Python cannot tell where its own program lies; {_INSTALL}")
    return Path(path).resolve()


def _numpy() -> list[Path]:
    """NumPy's folder, and that of the libraries that its wheel brings along."""
    package = Path(np.__file__).resolve().parent
    return [package, *filter(Path.is_dir, [package.parent / "numpy.libs"])]


def _extension_modules(folder: Path) -> list[Path]:
    """Those directly in a folder; Tk's is left out, as it wants a dozen libraries and a display."""
    return [path for path in folder.glob("*.so*") if not path.name.startswith("_tkinter.")]


@functools.cache
def _find() -> Toolchain:
    interpreter = _interpreter()
    kind, version, *places = ask([str(interpreter), *_FLAGS, "-c", _WHAT_IT_HAS], _INSTALL).splitlines()
    library = [path.resolve() for path in map(Path, places) if path.exists()]
    native = [interpreter, *(module for folder in library for module in _extension_modules(folder))]
    mounts = outermost([interpreter, *library, *shared_libraries(native)])
    numpy = _numpy()
    with_numpy = [*numpy, *shared_libraries(path for folder in numpy for path in folder.rglob("*.so*"))]
    return Toolchain(
        name=kind.lower(),
        version=f"{version} with NumPy {np.__version__}",
        flags=_FLAGS,
        path=str(interpreter),
        mounts=mounts,
        runtime_mounts=outermost([*map(Path, mounts), *with_numpy]),
        hidden=tuple(str(path) for folder in library for path in _folders_of_others(folder)),
        symlinks=merged_usr_links(),
    )


def _folders_of_others(library: Path) -> list[Path]:
    """What lies in the standard library's folder and is no part of it: the bank may be installed there."""
    return [path for name in _OF_OTHERS if (path := library / name).is_dir() and not path.is_symlink()]


class Python:
    """The Python language. See :class:`~perfgym.languages.Language`."""

    name = "python"
    source_name = "solution.py"
    null_program = "pass\n"
    simulated_spread: float | None = None  # the interpreter opens files, which a simulated run may not
    measured_ms = (60.0, 150.0)

    def toolchain(self) -> Toolchain:
        """The interpreter and its library, found once a process.

        Raises:
            ToolchainMissingError: This process runs in an interpreter that cannot be found again.
        """
        return _find()

    def build_request(
        self, source: bytes, limits: Limits, hidden: tuple[str, ...] = (), flags: tuple[str, ...] = ()
    ) -> ProcessRequest:
        """The request whose artifact is the source, where that can be compiled."""
        refuse_flags(self.name, flags)
        toolchain = self.toolchain()
        return ProcessRequest(
            argv=(seen_at(toolchain.path), *_FLAGS, "-c", _CHECK, _OUTPUT),
            limits=limits,
            files={self.source_name: source},
            mounts=toolchain.mounts,
            hidden=(*toolchain.hidden, *hidden),
            symlinks=toolchain.symlinks,
            environment=_ENVIRONMENT,
            may_fork=True,
            artifact=_OUTPUT,
        )

    def run_request(
        self, artifact: bytes, stdin: bytes, limits: Limits, core: int | None = None
    ) -> ProcessRequest:
        """The request that runs the program."""
        toolchain = self.toolchain()
        packages = seen_at(str(_numpy()[0].parent))
        return ProcessRequest(
            argv=(seen_at(toolchain.path), *_FLAGS, f"/work/{self.source_name}"),
            limits=limits,
            stdin=stdin,
            files={self.source_name: artifact},
            mounts=toolchain.runtime_mounts,
            hidden=toolchain.hidden,
            symlinks=toolchain.symlinks,
            environment=_ENVIRONMENT | _ONE_THREAD | {"PYTHONPATH": packages},
            core=core,
        )

    def tidy(self, said: str) -> str:
        """Tracebacks without the frames that are not the program's."""
        kept: list[str] = []
        in_library = False
        for line in said.splitlines(keepends=True):
            in_library = (
                not line.startswith(_ITS_OWN)
                if line.startswith(_FRAME)
                else in_library and line.startswith(_BELOW_FRAME)
            )
            if not in_library:
                kept.append(line)
        return "".join(kept)
