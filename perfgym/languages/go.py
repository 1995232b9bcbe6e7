"""Go: compiled and linked offline against the standard library into one static binary.

The compiler and the linker are called directly, in the way that ``go build`` calls them. That takes half the
time, needs no writable cache, and rules out cgo, embedded files and other packages. Both need the standard
library, compiled with the same flags. It is compiled once, and kept with a copy of the two programs in the
user's cache folder.
"""

import fcntl
import functools
import hashlib
import re
import shlex
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import platformdirs

from perfgym.errors import ToolchainMissingError
from perfgym.languages.discovery import ask, need_baseline
from perfgym.languages.executable import executable_memory_refusal
from perfgym.languages.go_command import (
    BUILD_ENVIRONMENT,
    COMPILE,
    COMPILE_STD_TIMEOUT_S,
    INSTALL_GO,
    LINK,
    RESERVED_BYTES,
    RUN_ENVIRONMENT,
    facts,
    installed,
    plain_environment,
)
from perfgym.languages.jail_tools import SHELL
from perfgym.languages.mounts import at_home, libraries, merged, merged_usr_links
from perfgym.languages.toolchain import Toolchain, refuse_modules, static_binary_request
from perfgym.sandbox.own_folder import refuse_if_foreign
from perfgym.sandbox.request import RUNTIME, SCRATCH, WORK, CodeSource, Limits, ProcessRequest
from perfgym.source_names import SOURCE_NAMES

__all__ = ["Go", "prepare"]

_LINK_FLAGS = ("-s", "-w")
_FLAGS = (
    *(f"{name}={value}" for name, value in (BUILD_ENVIRONMENT | RUN_ENVIRONMENT).items()),
    *_LINK_FLAGS,
)
_OBJECT, _OUTPUT = f"{SCRATCH}/main.o", f"{SCRATCH}/solution"

# A build sees one folder of Go's: it holds the two programs, and the compiled library in two halves, because
# programs may import only one of them.
_PUBLIC, _INTERNAL = "public", "internal"
_KIT = f"{RUNTIME}/go"

_MOST_FRAMES = 12
_TRACE = re.compile(r"goroutine \d+ .*\[.*\]:|runtime stack:")
_OFFSET = re.compile(r" \+0x[0-9a-f]+$")


def _kit_folder(version: str) -> Path:
    key = hashlib.sha256(repr((version, BUILD_ENVIRONMENT)).encode()).hexdigest()[:12]
    return platformdirs.user_cache_path("perfgym").resolve() / "go" / f"{version}-{key}"


@functools.cache
def _find() -> Toolchain:
    need_baseline()
    go = installed()
    if go is None:
        raise ToolchainMissingError(f"Go is not installed; {INSTALL_GO}")
    version, _ = facts(go)
    shell = Path(SHELL)
    return Toolchain(
        name="go",
        version=version,
        flags=_FLAGS,
        path=go,
        program=f"{_KIT}/{COMPILE}",
        mounts=merged({str(_kit_folder(version)): _KIT}, at_home([shell]), libraries([shell])),
        symlinks=merged_usr_links(),
    )


def _compiled_packages(go: str, scratch: Path) -> Iterator[tuple[str, Path]]:
    """Compile the standard library below ``scratch``; yield import path and object file of each package."""
    form = "{{if .Export}}{{.ImportPath}}={{.Export}}{{end}}"
    command = [go, "list", "-export", "-trimpath", "-f", form, "std"]
    said = ask(command, INSTALL_GO, plain_environment(scratch), timeout_s=COMPILE_STD_TIMEOUT_S)
    for line in said.splitlines():
        name, equals, file = line.partition("=")
        if equals and Path(file).is_relative_to(scratch):
            yield name, Path(file)


def _half_of(package: str) -> str:
    return _INTERNAL if {"internal", "vendor"} & set(package.split("/")) else _PUBLIC


def _fill(kit: Path, tools: Path, packages: Iterable[tuple[str, Path]]) -> None:
    """Copy the tools to the kit, and move each package to where they look for it, readable by any user."""
    for tool in (COMPILE, LINK):
        shutil.copy(tools / tool, kit / tool)
        (kit / tool).chmod(0o755)
    for name, file in packages:
        place = kit / _half_of(name) / f"{name}.a"
        place.parent.mkdir(parents=True, exist_ok=True)
        file.rename(place)
        place.chmod(0o644)
    for folder in (kit, *filter(Path.is_dir, kit.rglob("*"))):
        folder.chmod(0o755)


def _make_kit(go: str, tools: Path, target: Path) -> None:
    """Make ``target``, whole or not at all. A second process waits for the first one."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with (target.parent / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if target.is_dir():
            return
        scratch = target.parent / ".partial"
        shutil.rmtree(scratch, ignore_errors=True)  # a killed process may have left it
        try:
            kit = scratch / "kit"
            kit.mkdir(parents=True)
            _fill(kit, tools, _compiled_packages(go, scratch))
            kit.rename(target)
        finally:
            shutil.rmtree(scratch, ignore_errors=True)


@functools.cache
def prepare() -> Path:
    """The folder with everything that builds need. To make it, once per machine, takes about a minute.

    Raises:
        ToolchainMissingError: Go is missing, or the folder cannot be written, or other users can change it.
    """
    go = _find().path
    version, tools = facts(go)
    folder = _kit_folder(version)
    try:
        if not folder.is_dir():
            _make_kit(go, tools, folder)
        refuse_if_foreign(folder, folder.stat())
    except OSError as error:
        raise ToolchainMissingError(
            f"Go's compiled standard library cannot be kept in {folder}: {error}; it takes 200 MB in a "
            "folder that can be written, which XDG_CACHE_HOME can name"
        ) from error
    return folder


def _script(source: str, flags: tuple[str, ...]) -> str:
    """Shell commands that call the compiler, then the linker. No word of them comes from the submission."""
    public, internal = f"{_KIT}/{_PUBLIC}", f"{_KIT}/{_INTERNAL}"
    compiler = [f"{_KIT}/{COMPILE}", "-p", "main", "-complete", "-pack", "-trimpath", WORK, "-I", public]
    linker = [f"{_KIT}/{LINK}", *_LINK_FLAGS, "-buildid=", "-L", public, "-L", internal]
    steps = [*compiler, *flags, "-o", _OBJECT, source], [*linker, "-o", _OUTPUT, _OBJECT]
    return "exec 1>&2\n" + " && exec ".join(map(shlex.join, steps))  # diagnostics go to standard output


def _own_frames(lines: list[str], source: str) -> Iterator[str]:
    """Lines of stack traces that are headings, or belong to frames in the program's own source."""
    frames = 0
    for line, after in zip(lines, [*lines[1:], ""], strict=False):
        if not line.strip() or _TRACE.fullmatch(line):
            yield line
        elif after.startswith(f"\t{source}:") and frames < _MOST_FRAMES:
            frames += 1
            yield line
            yield _OFFSET.sub("", after)


_BEFORE_MAIN = """\
package main

import "syscall"

func init() {
\tsyscall.RawSyscall(syscall.SYS_EXIT_GROUP, 0, 0, 0)
}

func main() {}
"""


class Go:
    """The Go language. See :class:`~perfgym.languages.Language`."""

    name = "go"
    title = "Go"
    libraries = "the standard library; no other module is installed, and there is no cgo"
    code = CodeSource.PROGRAM
    source_name = SOURCE_NAMES[name]
    flags: tuple[str, ...] = _FLAGS
    null_programs: tuple[str, ...] = ("package main\n\nfunc main() {}\n", _BEFORE_MAIN)
    simulated_spread: float | None = None
    measured_ms = (40.0, 150.0)

    def preloading(self, modules: tuple[str, ...]) -> "Go":
        """This language itself: its programs begin with no module imported.

        Raises:
            ProblemError: A problem asks for modules.
        """
        refuse_modules(self.name, modules)
        return self

    def toolchain(self) -> Toolchain:
        """The Go toolchain, found once per process.

        Raises:
            ToolchainMissingError: Go is missing, does not work, or is too old.
        """
        return _find()

    def build_request(
        self, source: bytes, limits: Limits, hidden: tuple[str, ...] = (), flags: tuple[str, ...] = ()
    ) -> ProcessRequest:
        """The request whose artifact is the program."""
        toolchain = self.toolchain()
        prepare()
        return ProcessRequest(
            argv=(SHELL, "-c", _script(self.source_name, flags)),
            limits=replace(limits, reserved_bytes=RESERVED_BYTES),
            files={self.source_name: source},
            mounts=toolchain.mounts,
            hidden=hidden,
            symlinks=toolchain.symlinks,
            environment={**BUILD_ENVIRONMENT, "TMPDIR": SCRATCH},
            may_fork=True,
            code=CodeSource.ANYWHERE,
            artifact=_OUTPUT,
        )

    def refusal(self, artifact: bytes) -> str:
        """Refuse a program that the kernel would give memory both writable and executable."""
        return executable_memory_refusal(artifact)

    def run_request(
        self, artifact: bytes, stdin: bytes, limits: Limits, core: int | None = None
    ) -> ProcessRequest:
        """The request that runs the program."""
        roomy = replace(limits, reserved_bytes=RESERVED_BYTES)
        return static_binary_request(artifact, stdin, roomy, core, RUN_ENVIRONMENT)

    def tidy(self, said: str) -> str:
        """Keep only the program's own frames of a panic's stack traces."""
        lines = said.split("\n")
        first = next((i for i, line in enumerate(lines) if _TRACE.fullmatch(line)), len(lines))
        return "\n".join([*lines[:first], *_own_frames(lines[first:], self.source_name)])
