"""TypeScript: esbuild translates a program to one JavaScript module, which Node.js runs."""

import dataclasses
import functools
import json
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from perfgym.errors import ToolchainMissingError
from perfgym.languages.discovery import ask, is_program
from perfgym.languages.mounts import libraries, library_path, merged, merged_usr_links
from perfgym.languages.toolchain import Toolchain, interpreter_request, refuse_flags, refuse_modules
from perfgym.sandbox.request import RUNTIME, SCRATCH, CodeSource, Limits, ProcessRequest
from perfgym.source_names import SOURCE_NAMES

__all__ = ["TypeScript"]

_INSTALL_NODE = "run `apt install nodejs` (Node.js 18 or newer)"
_INSTALL_ESBUILD = "run `npm install -g esbuild`"
_OLDEST_NODE = 18
_IN_PREFIX = "lib/perfgym-node/node_modules"  # where .ci/bootstrap puts it
_NATIVE = "@esbuild/linux-x64/bin/esbuild"
_NODE = f"{RUNTIME}/bin/node"

_MODULE = "solution.mjs"
_OUTPUT = f"{SCRATCH}/{_MODULE}"
# Without this file, esbuild would take a program that names `module` for CommonJS and wrap it.
_PACKAGE = {"package.json": b'{"type":"module"}'}
# This code precedes each program. ``require`` and ``module`` are globals, so that a program may declare
# variables of these names. A run sees no ``/dev``, so the usual names in there stand for descriptors. The
# import of fs takes Node.js 10 ms; in this place, that belongs to the start-up.
_BANNER = (
    'import perfgym_fs from"node:fs";'
    'import{createRequire as perfgym_require,syncBuiltinESMExports as perfgym_sync}from"node:module";'
    "globalThis.require=perfgym_require(import.meta.url);"
    "globalThis.module=globalThis.require.main={exports:{}};"
    "for(const name of['readFileSync','writeFileSync']){"
    "const plain=perfgym_fs[name],streams=['/dev/stdin','/dev/stdout','/dev/stderr'];"
    "perfgym_fs[name]=(file,...rest)=>plain(streams.includes(file)?streams.indexOf(file):file,...rest)}"
    "perfgym_sync();"
)
_BUILD_FLAGS = ("--format=esm", "--platform=node", "--legal-comments=none")
# A run has one core: helper threads would gain nothing, and add noise by the time at which they run.
_RUN_FLAGS = ("--single-threaded", "--stack-size=32768")
_RESERVED_BY_ESBUILD = 2 << 30
_RESERVED_BY_NODE = 4 << 30


def _node() -> tuple[str, str]:
    """Path of Node.js's own program, and its version.

    Raises:
        ToolchainMissingError: Node.js is missing, does not work, or is too old.
    """
    found = shutil.which("node")
    if found is None:
        raise ToolchainMissingError(f"no node on PATH, which TypeScript needs; {_INSTALL_NODE}")
    said = ask([found, "-p", "JSON.stringify([process.execPath, process.versions.node])"], _INSTALL_NODE)
    try:
        path, version = json.loads(said.splitlines()[0])
        major = int(version.partition(".")[0])
    except (ValueError, IndexError) as error:
        raise ToolchainMissingError(
            f"{found} printed {said[:200]!r} instead of its path and version; {_INSTALL_NODE}"
        ) from error
    if major < _OLDEST_NODE:
        raise ToolchainMissingError(f"{path} is Node.js {version}, which is too old; {_INSTALL_NODE}")
    return path, version


def _esbuild_places() -> Iterator[Path]:
    """Paths where esbuild's native program may be; npm's ``esbuild`` may be a script that starts it."""
    yield Path(sys.prefix) / _IN_PREFIX / _NATIVE
    if found := shutil.which("esbuild"):
        package = Path(found).resolve().parents[1]
        yield from (Path(found).resolve(), package / "node_modules" / _NATIVE, package.parent / _NATIVE)


def _esbuild() -> str:
    for path in filter(is_program, _esbuild_places()):
        return str(path)
    raise ToolchainMissingError(f"no esbuild, which TypeScript is compiled with; {_INSTALL_ESBUILD}")


@functools.cache
def _compiler() -> bytes:
    """The static program esbuild, which is run from memory and so sees no file of the host."""
    return Path(_esbuild()).read_bytes()


@functools.cache
def _find() -> Toolchain:
    node, node_version = _node()
    esbuild = _esbuild()
    version = ask([esbuild, "--version"], _INSTALL_ESBUILD).strip()
    if not version[:1].isdigit():
        raise ToolchainMissingError(
            f"{esbuild} printed {version[:200]!r} instead of a version; {_INSTALL_ESBUILD}"
        )
    program = Path(node).resolve()
    runtime_mounts = merged({str(program): _NODE}, libraries([program]))
    return Toolchain(
        name="node",
        version=f"{node_version}, esbuild {version}",
        flags=(*_BUILD_FLAGS, f"--target=node{node_version}", *_RUN_FLAGS),
        path=node,
        program=_NODE,
        mounts={},
        runtime_mounts=runtime_mounts,
        symlinks=merged_usr_links(),
        environment=library_path(runtime_mounts),
    )


class TypeScript:
    """TypeScript on Node.js. See :class:`~perfgym.languages.Language`.

    esbuild removes types and translates what JavaScript does not have (enumerations, namespaces,
    ``import = require()``). It checks no types, so a program with type errors runs.
    The program is one ECMAScript module, in which ``require`` and ``module`` work too. A run sees no ``/dev``
    and no ``/proc``: ``readFileSync("/dev/stdin")`` works nevertheless, streams from there do not.
    """

    name = "typescript"
    title = "TypeScript"
    libraries = "the modules of Node.js; no other package is installed"
    code = CodeSource.ANYWHERE
    source_name = SOURCE_NAMES[name]
    flags: tuple[str, ...] = (*_BUILD_FLAGS, *_RUN_FLAGS)
    # The second does not pay for the end of the run-time system.
    null_programs: tuple[str, ...] = ("export {};\n", "(process as any).reallyExit(0);\n")
    simulated_spread: float | None = None
    measured_ms = (60.0, 150.0)

    def preloading(self, modules: tuple[str, ...]) -> "TypeScript":
        """This language itself: its programs begin with no module imported.

        Raises:
            ProblemError: A problem asks for modules.
        """
        refuse_modules(self.name, modules)
        return self

    def toolchain(self) -> Toolchain:
        """The compiler esbuild and Node.js, found once per process.

        Raises:
            ToolchainMissingError: One of them is missing or does not work.
        """
        return _find()

    def build_request(
        self, source: bytes, limits: Limits, hidden: tuple[str, ...] = (), flags: tuple[str, ...] = ()
    ) -> ProcessRequest:
        """The request whose artifact is the module; the build reads no other module."""
        refuse_flags(self.name, flags)
        toolchain = self.toolchain()
        target = next(flag for flag in toolchain.flags if flag.startswith("--target="))
        return ProcessRequest(
            argv=(
                "esbuild",
                self.source_name,
                f"--outfile={_OUTPUT}",
                *_BUILD_FLAGS,
                target,
                f"--banner:js={_BANNER}",
                "--tsconfig-raw={}",
                "--log-level=warning",
                "--log-limit=5",
                "--log-override:unsupported-require-call=silent",
                "--log-override:commonjs-variable-in-esm=silent",
                "--color=false",
            ),
            limits=dataclasses.replace(limits, reserved_bytes=_RESERVED_BY_ESBUILD),
            executable=_compiler(),
            files={self.source_name: source, **_PACKAGE},
            hidden=hidden,
            may_fork=True,
            code=CodeSource.ANYWHERE,
            artifact=_OUTPUT,
        )

    def refusal(self, artifact: bytes) -> str:  # noqa: ARG002
        """Every program may run: it is text, which the interpreter reads."""
        return ""

    def run_request(
        self, artifact: bytes, stdin: bytes, limits: Limits, core: int | None = None
    ) -> ProcessRequest:
        """The request that runs the module; it sees Node.js and its libraries."""
        toolchain = self.toolchain()
        # The sandbox ends a run at the limit; with a smaller heap, Node.js would collect garbage for seconds.
        heap_mib = max(limits.memory_bytes >> 20, 1)
        return interpreter_request(
            toolchain,
            (*_RUN_FLAGS, f"--max-old-space-size={heap_mib}", _MODULE),
            files={_MODULE: artifact},
            stdin=stdin,
            limits=dataclasses.replace(limits, reserved_bytes=_RESERVED_BY_NODE),
            core=core,
            code=self.code,
        )

    def tidy(self, said: str) -> str:
        """Drop Node.js's own frames and its version."""
        lines = said.split("\n")
        return "\n".join(line for line in lines if not _is_noise(line))


def _is_noise(line: str) -> bool:
    return line.startswith("Node.js v") or (line.startswith("    at ") and "node:internal" in line)
