"""Ways to run a program without perfgym, which the benchmarks compare perfgym with.

``reference_stack`` is a common way to sandbox programs: bubblewrap builds a new jail for each run, a shell
in the jail sets limits, and data goes through pipes. Docker and other container tools are used where they
work.
"""

import contextlib
import json
import os
import resource
import secrets
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

__all__ = [
    "ContainerTool",
    "UnavailableError",
    "check",
    "compiled",
    "containers",
    "reference_stack",
    "require",
    "spawn",
    "under_limits",
]

_CFLAGS = ("-O2", "-static")
_PROBE_TIMEOUT_S = 60.0


class UnavailableError(Exception):
    """A tool is not installed or does not work here; the message names the tool and the reason."""


def require(*tools: str) -> None:
    """Check that all of these programs are installed.

    Raises:
        UnavailableError: A program is missing; the message says how to install it.
    """
    packages = {"bwrap": "bubblewrap", "gcc": "gcc libc6-dev", "taskset": "util-linux"}
    for tool in tools:
        if shutil.which(tool) is None:
            raise UnavailableError(f"{tool} is not installed; run `apt install {packages.get(tool, tool)}`")


def check(done: subprocess.CompletedProcess[bytes]) -> bytes:
    """Return the standard output of a command that must have succeeded.

    Raises:
        UnavailableError: The command failed.
    """
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines() if done.stderr else []
        why = said[-1] if said else f"exit status {done.returncode}"
        raise UnavailableError(f"`{' '.join(map(str, done.args))}` failed: {why}")
    return done.stdout


def compiled(source: str, target: Path) -> Path:
    """Build a static binary from C at ``target``."""
    command = ["gcc", *_CFLAGS, "-x", "c", "-", "-o", str(target)]
    check(subprocess.run(command, input=source.encode(), capture_output=True, check=False))
    return target


def spawn(program: Path) -> None:
    """Run a program by posix_spawn, the cheapest way to run it from Python."""
    pid = os.posix_spawn(program, [str(program)], {})
    _, status = os.waitpid(pid, 0)
    if status:
        raise UnavailableError(f"{program} failed with status {status:#x}")


def under_limits(program: Path) -> None:
    """Run a program by fork and exec, and set limits in between by ``preexec_fn``."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (10, 10))

    check(subprocess.run([program], preexec_fn=limit, capture_output=True, check=False))


def reference_stack(folder: Path, core: int, command: str, wrapper: Sequence[str] = ()) -> list[str]:
    """Return the command line that runs a shell ``command`` in a new jail, with ``folder`` as ``/work``."""
    return [
        *("taskset", "-c", str(core), *wrapper, "bwrap"),
        *("--ro-bind", "/usr", "/usr", "--symlink", "usr/lib", "/lib"),
        *("--symlink", "usr/lib64", "/lib64", "--symlink", "usr/bin", "/bin"),
        *("--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp"),
        *("--bind", str(folder), "/work", "--chdir", "/work"),
        *("--unshare-all", "--die-with-parent", "--new-session"),
        *("bash", "-c", f"ulimit -v 512000 -t 10; exec {command}"),
    ]


# ---- container tools -------------------------------------------------------------------------------

ContainerTool = Callable[[Path, Path], contextlib.AbstractContextManager[list[str]]]
"""Takes a static program and an empty folder; its context manager yields the command to run the program."""


def _output(command: Sequence[str]) -> str:
    return check(subprocess.run(command, capture_output=True, check=False, timeout=_PROBE_TIMEOUT_S)).decode()


def _engine(tool: str) -> ContainerTool:
    """Return the container tool for Docker or podman, with an image that holds the program alone."""

    @contextlib.contextmanager
    def command(program: Path, folder: Path) -> Iterator[list[str]]:
        archive, image = folder / "image.tar", f"perfgym-benchmark-{secrets.token_hex(4)}"
        with tarfile.open(archive, "w") as tar:
            tar.add(program, "program")
        _output([tool, "import", str(archive), image])
        try:
            yield [tool, "run", "--rm", "--network", "none", image, "/program"]
        finally:
            subprocess.run([tool, "rmi", "-f", image], capture_output=True, check=False)

    return command


@contextlib.contextmanager
def _runc(program: Path, folder: Path) -> Iterator[list[str]]:
    root = folder / "rootfs"
    root.mkdir()
    shutil.copy(program, root / "program")
    _output(["runc", "spec", "--bundle", str(folder), *(["--rootless"] if os.geteuid() else [])])
    settings = json.loads((folder / "config.json").read_text())
    settings["process"] |= {"args": ["/program"], "terminal": False}
    (folder / "config.json").write_text(json.dumps(settings))
    yield ["runc", "run", "--bundle", str(folder), f"perfgym-benchmark-{os.getpid()}"]


@contextlib.contextmanager
def _nsjail(program: Path, folder: Path) -> Iterator[list[str]]:
    shutil.copy(program, folder / "program")
    yield ["nsjail", "--mode", "o", "--really_quiet", "--chroot", str(folder), "--", "/program"]


@contextlib.contextmanager
def _firejail(program: Path, folder: Path) -> Iterator[list[str]]:  # noqa: ARG001
    yield ["firejail", "--quiet", "--noprofile", "--net=none", "--private-tmp", str(program)]


_TOOLS: dict[str, ContainerTool] = {
    "docker": _engine("docker"),
    "podman": _engine("podman"),
    "runc": _runc,
    "nsjail": _nsjail,
    "firejail": _firejail,
}


def _tried(tool: ContainerTool, program: Path, stack: contextlib.ExitStack) -> list[str]:
    """Return the tool's command after one run that must succeed."""
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="perfgym-benchmark-")))
    command = stack.enter_context(tool(program, folder))
    _output(command)
    return command


def containers(program: Path, stack: contextlib.ExitStack) -> tuple[dict[str, list[str]], dict[str, str]]:
    """Return commands of the container tools that work here, and why each of the others does not.

    Closing ``stack`` removes all images and files.
    """
    commands: dict[str, list[str]] = {}
    absent: dict[str, str] = {}
    for name, tool in _TOOLS.items():
        if shutil.which(name) is None:
            absent[name] = "is not installed"
            continue
        try:
            commands[name] = _tried(tool, program, stack)
        except (UnavailableError, OSError, subprocess.TimeoutExpired) as error:
            absent[name] = f"is installed but does not work: {error}"
    return commands, absent
