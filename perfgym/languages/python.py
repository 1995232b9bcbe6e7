"""Python: the interpreter of this environment with its standard library and NumPy, and nothing else.

The artifact is the source itself, after the build has checked its syntax: tracebacks show its lines, and
programs that differ in a comment are two programs. Runs see neither ``/dev`` nor ``/proc``, so
``open("/dev/stdin")`` fails; ``sys.stdin.buffer`` and ``open(0)`` work.

The time that it takes to import NumPy, 50 to 200 ms, is longer than many programs run. It counts as the
program's own, unless the problem says that its runs begin with NumPy imported. A runner then imports
NumPy before it runs the program, whatever the program is: reference, candidate and null program pay for
the import alike, and it is subtracted from each as part of the start-up. Nobody pays for the end of
NumPy's modules. A program finds the interpreter as it would without the runner, apart from modules that
are loaded already.

A run sees the interpreter and its library in ``/runtime/python`` and NumPy in ``/runtime/packages``,
wherever they are installed on the host. What does not belong to the distribution is copied, without the paths
of the host that it holds; the tests, editors and installers in the library are left out.
"""

import functools
import sys
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from perfgym.errors import ToolchainMissingError
from perfgym.languages.discovery import ask
from perfgym.languages.mounts import libraries, library_path, merged, merged_usr_links
from perfgym.languages.relocated import relocated
from perfgym.languages.toolchain import (
    Toolchain,
    compile_request,
    interpreter_request,
    refuse_flags,
    refuse_modules,
)
from perfgym.sandbox.request import RUNTIME, SCRATCH, WORK, CodeSource, Limits, ProcessRequest
from perfgym.source_names import SOURCE_NAMES

__all__ = ["Python"]

_OUTPUT = f"{SCRATCH}/solution.py"
_PREFIX = f"{RUNTIME}/python"
_PACKAGES = f"{RUNTIME}/packages"
# Write no .pyc, import nothing from the working folder, and add no site-packages to the search path.
_FLAGS = ("-B", "-P", "-S", "-s")
_ENVIRONMENT = {
    "PYTHONHASHSEED": "0",  # each run iterates over a set of strings in the same order
    "PYTHONUTF8": "1",
    "PYTHONCOERCECLOCALE": "0",
}
_ONE_THREAD = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
_RUN_ENVIRONMENT = {**_ONE_THREAD, "PYTHONPATH": _PACKAGES}
_PACKAGE_FOLDERS = ("site-packages", "dist-packages")
_LEFT_OUT = frozenset({*_PACKAGE_FOLDERS, "test", "idlelib", "turtledemo", "ensurepip"})
_INSTALL = "install Python 3.11 or newer, or start perfgym by the full path of one"
_WHAT_IT_HAS = """
import platform, sys
facts = (platform.python_implementation(), platform.python_version(), sys.base_prefix, sys.base_exec_prefix)
print(*facts, *sys.path, sep="\\n")
"""
_FACTS = 4  # lines of facts, before the search path
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
_PRELOADABLE = ("numpy",)
# It executes a program in its own module, __main__, which first becomes what it is in a run without it.
# Tracebacks begin with frames of this text, which `tidy` leaves out.
# The end of an interpreter with NumPy takes 10 to 20 ms, most of it for NumPy's own modules. A program
# that calls os._exit() would not pay for that, so no program does: the runner ends the process as soon as
# the program's own threads, exit handlers, global variables and files have ended. What was there before
# the program is frozen, so that the search for its files does not look there.
_RUNNER = """
def begin():
    import atexit, gc, importlib.machinery, io, posix, sys, threading
    files = io.TextIOWrapper, io.BufferedWriter, io.BufferedRandom
    _, path, *modules = sys.argv
    for module in modules:
        __import__(module)
    gc.freeze()
    sys.argv[:] = [path]
    with open(path, "rb") as file:
        program = compile(file.read(), path, "exec", dont_inherit=True)
    names = globals()
    for name in [name for name in names if not name.startswith("__")]:
        del names[name]
    loader = importlib.machinery.SourceFileLoader("__main__", path)
    names.update(__file__=path, __cached__=None, __loader__=loader)
    def run():
        try:
            exec(program, names)
        except SystemExit as end:
            if end.code not in (None, 0):
                raise
        threading._shutdown()
        atexit._run_exitfuncs()
        for name in [name for name in names if not name.startswith("__")]:
            names[name] = None
        own = [thing for thing in gc.get_objects() if isinstance(thing, files)]
        for file in (*own, sys.stdout, sys.__stdout__, sys.stderr, sys.__stderr__):
            if file is not None and not file.closed:
                file.flush()
        posix._exit(0)
    return run
begin()()
"""
_FRAME, _ITS_OWN, _BELOW_FRAME = '  File "', '  File "solution.py"', ("    ", "  [Previous line repeated")


def _interpreter() -> Path:
    """The interpreter's own program; in a virtual environment, ``sys.executable`` is a link to it.

    Raises:
        ToolchainMissingError: This Python does not know where it is, as where it is embedded in a program.
    """
    path: str = getattr(sys, "_base_executable", None) or sys.executable
    if not path:
        raise ToolchainMissingError(f"sys.executable does not name this Python's program; {_INSTALL}")
    return Path(path).resolve()


def _numpy() -> dict[str, str]:
    """Mounts of NumPy's folder, and of the folder with the libraries that its wheel brings along."""
    package = Path(np.__file__).resolve().parent
    bundled = package.parent / "numpy.libs"
    return {str(path): f"{_PACKAGES}/{path.name}" for path in (package, bundled) if path.is_dir()}


def _extension_modules(folder: Path) -> list[Path]:
    """The extension modules directly in a folder, except Tk's, which needs many libraries and a display."""
    return [path for path in folder.glob("*.so*") if not path.name.startswith("_tkinter.")]


def _library(places: list[str], prefixes: list[str]) -> dict[Path, str]:
    """Each file and folder of the standard library, with its path in a jail.

    Raises:
        ToolchainMissingError: One lies outside the installation.
    """
    found: dict[Path, str] = {}
    for path in filter(Path.exists, map(Path, places)):
        prefix = next((prefix for prefix in prefixes if path.is_relative_to(prefix)), None)
        if prefix is None:
            raise ToolchainMissingError(
                f"this Python finds its library in {path}, outside its prefix {prefixes[0]}; {_INSTALL}"
            )
        found[path.resolve()] = str(Path(_PREFIX, path.relative_to(prefix)))
    return found


@functools.cache
def _find() -> Toolchain:
    interpreter = _interpreter()
    said = ask([str(interpreter), *_FLAGS, "-c", _WHAT_IT_HAS], _INSTALL).splitlines()
    if len(said) <= _FACTS:
        raise ToolchainMissingError(f"{interpreter} did not print where its library is; {_INSTALL}")
    (kind, version, *prefixes), places = said[:_FACTS], said[_FACTS:]
    library = _library(places, prefixes)
    native = [interpreter, *(module for folder in library for module in _extension_modules(folder))]
    program = f"{_PREFIX}/bin/{interpreter.name}"
    own = {str(interpreter): program, **{str(path): place for path, place in library.items()}}
    mounts = merged(own, libraries(native))
    numpy = _numpy()
    needed_by_numpy = libraries(path for folder in numpy for path in Path(folder).rglob("*.so*"))
    runtime_mounts = merged(mounts, numpy, needed_by_numpy)
    copies = relocated(mounts | runtime_mounts, _named_folders(prefixes), _left_out(library))
    mounts = {copies[path]: place for path, place in mounts.items()}
    runtime_mounts = {copies[path]: place for path, place in runtime_mounts.items()}
    return Toolchain(
        name=kind.lower(),
        version=f"{version} with NumPy {np.__version__}",
        flags=_FLAGS,
        path=str(interpreter),
        program=program,
        mounts=mounts,
        runtime_mounts=runtime_mounts,
        hidden=tuple(str(path) for folder in library for path in _folders_of_packages(folder)),
        symlinks=merged_usr_links(),
        environment=_ENVIRONMENT | library_path(runtime_mounts),
    )


def _named_folders(prefixes: list[str]) -> set[Path]:
    """The folders that installed files may name: those of the interpreter, NumPy and this environment."""
    found = {*map(Path, prefixes), Path(sys.prefix), Path(np.__file__).parents[1]}
    return found | {path.resolve() for path in found}


def _left_out(library: Iterable[Path]) -> frozenset[str]:
    """Names of folders that no copy has; those of a static build of the interpreter are large."""
    return _LEFT_OUT | {path.name for folder in library for path in folder.glob("config-*")}


def _folders_of_packages(library: Path) -> list[Path]:
    """Folders of installed packages in the standard library's folder: the bank may be installed there."""
    return [path for name in _PACKAGE_FOLDERS if (path := library / name).is_dir() and not path.is_symlink()]


class Python:
    """The Python language. See :class:`~perfgym.languages.Language`.

    Args:
        preloaded: Modules that every run imports before its program begins.

    Raises:
        ProblemError: A module is not NumPy.
    """

    name = "python"
    title = "Python"
    libraries = "the standard library and NumPy; no other package is installed"
    code = CodeSource.FILES
    source_name = SOURCE_NAMES[name]
    flags: tuple[str, ...] = _FLAGS
    # The second does not pay for the end of the interpreter.
    null_programs: tuple[str, ...] = ("pass\n", "import posix\n\nposix._exit(0)\n")
    simulated_spread: float | None = None  # the interpreter opens files, which a simulated run may not

    def __init__(self, preloaded: tuple[str, ...] = ()) -> None:
        refuse_modules(self.name, preloaded, _PRELOADABLE)
        self._preloaded = preloaded
        # The import makes the start-up longer, and its noise larger.
        self.measured_ms = (80.0, 150.0) if preloaded else (60.0, 150.0)

    def preloading(self, modules: tuple[str, ...]) -> "Python":
        """The Python whose runs begin with these modules imported.

        Raises:
            ProblemError: A module is not NumPy.
        """
        return Python(modules)

    def toolchain(self) -> Toolchain:
        """The interpreter and its library, found once per process.

        Raises:
            ToolchainMissingError: The interpreter that runs this process cannot be found, or does not work.
        """
        return _find()

    def build_request(
        self, source: bytes, limits: Limits, hidden: tuple[str, ...] = (), flags: tuple[str, ...] = ()
    ) -> ProcessRequest:
        """The request whose artifact is the source, if it compiles."""
        refuse_flags(self.name, flags)
        toolchain = self.toolchain()
        return compile_request(
            toolchain,
            (*_FLAGS, "-c", _CHECK, _OUTPUT),
            files={self.source_name: source},
            limits=limits,
            hidden=hidden,
            artifact=_OUTPUT,
        )

    def refusal(self, artifact: bytes) -> str:  # noqa: ARG002
        """Every program may run: it is text, which the interpreter reads."""
        return ""

    def run_request(
        self, artifact: bytes, stdin: bytes, limits: Limits, core: int | None = None
    ) -> ProcessRequest:
        """The request that runs the program, after the modules that its problem preloads."""
        toolchain = self.toolchain()
        program = f"{WORK}/{self.source_name}"
        runner = ("-c", _RUNNER, program, *self._preloaded) if self._preloaded else (program,)
        return interpreter_request(
            toolchain,
            (*_FLAGS, *runner),
            files={self.source_name: artifact},
            stdin=stdin,
            limits=limits,
            environment=_RUN_ENVIRONMENT,
            core=core,
            code=self.code,
        )

    def tidy(self, said: str) -> str:
        """Drop the frames of a traceback that are not in the program's own source."""
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
