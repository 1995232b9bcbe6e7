"""Runs git outside the jail, on canonical repositories alone: to serve one, and to bring one here.

No agent can write to a canonical repository, so nothing in it asks git to run a command. Git still reads no
settings but those that are given here. A repository that an agent has touched belongs into the jail.
"""

import contextlib
import os
import resource
import shutil
import signal
import subprocess
import threading
from collections.abc import Mapping
from typing import IO

from perfgym.errors import HarnessError, MachineError

__all__ = ["TrustedGit", "git_settings"]

_INSTALL = "install git, e.g. with `apt-get install git`"
_FROM_USER = ("PATH", "LD_LIBRARY_PATH", "SSL_CERT_FILE", "SSL_CERT_DIR", "GIT_SSL_CAINFO")
_PROXIES = ("http_proxy", "https_proxy", "no_proxy", "all_proxy")
_ALONE = {
    "LC_ALL": "C",
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_ASKPASS": "",
}


def git_settings(settings: Mapping[str, str]) -> dict[str, str]:
    """Return the variables that give git these settings; unlike arguments, other users cannot see them."""
    variables = {"GIT_CONFIG_COUNT": str(len(settings))}
    for number, (name, value) in enumerate(settings.items()):
        variables |= {f"GIT_CONFIG_KEY_{number}": name, f"GIT_CONFIG_VALUE_{number}": value}
    return variables


class TrustedGit:
    """Starts git, from any thread, and can end all that it started.

    Raises:
        MachineError: There is no git.
    """

    def __init__(self) -> None:
        found = shutil.which("git")
        if found is None:
            raise MachineError(f"git is not on PATH; {_INSTALL}")
        self._git = found
        self._lock = threading.Lock()
        self._running: set[subprocess.Popen[bytes]] = set()
        self._closed = False

    def run(
        self,
        arguments: list[str],
        variables: Mapping[str, str],
        *,
        timeout_s: float,
        stdin: int | IO[bytes] = subprocess.DEVNULL,
        stdout: int | IO[bytes] = subprocess.DEVNULL,
        most_file_bytes: int | None = None,
    ) -> tuple[int, str]:
        """Run git to its end.

        Args:
            arguments: What follows ``git``.
            variables: Its environment, beside the few variables that every git gets.
            timeout_s: Seconds after which it is killed, with all processes that it started.
            stdin: The file that it reads.
            stdout: The file that it writes.
            most_file_bytes: Size of the largest file that it may write; None for no limit.

        Returns:
            Its exit status, and what it wrote to standard error.

        Raises:
            TimeoutError: It was killed after ``timeout_s``.
            HarnessError: This object was closed.
        """
        process = self._start(arguments, variables, stdin, stdout)
        try:
            if most_file_bytes is not None:
                _limit_files(process.pid, most_file_bytes)
            _, errors = process.communicate(timeout=timeout_s)
        except BaseException as error:
            _kill(process)
            process.communicate()
            if isinstance(error, subprocess.TimeoutExpired):
                raise TimeoutError(f"git {arguments[0]} took longer than {timeout_s:g} s") from error
            raise
        finally:
            with self._lock:
                self._running.discard(process)
        return process.returncode, errors.decode(errors="replace").strip()

    def has(self, command: str) -> bool:
        """Whether this git has a command that some distributions leave out, e.g. ``http-backend``."""
        with open(os.memfd_create("git"), "w+b") as said:
            self.run(["--exec-path"], {}, timeout_s=60.0, stdout=said)
            said.seek(0)
            folder = said.read().decode().strip()
        return shutil.which(f"git-{command}", path=folder) is not None

    def close(self) -> None:
        """Kill what is running, and start nothing any more. Calling it twice is harmless."""
        with self._lock:
            self._closed = True
            for process in self._running:
                _kill(process)

    def _start(
        self,
        arguments: list[str],
        variables: Mapping[str, str],
        stdin: int | IO[bytes],
        stdout: int | IO[bytes],
    ) -> "subprocess.Popen[bytes]":
        with self._lock:
            if self._closed:
                raise HarnessError("git was asked for after the repositories' host was closed")
            process = subprocess.Popen(
                [self._git, *arguments],
                stdin=stdin,
                stdout=stdout,
                stderr=subprocess.PIPE,
                env=_inherited() | _ALONE | dict(variables),
                cwd="/",
                process_group=0,  # so that one signal reaches the processes that git starts, too
            )
            self._running.add(process)
        return process


def _inherited() -> dict[str, str]:
    names = (*_FROM_USER, *_PROXIES, *map(str.upper, _PROXIES))
    return {name: os.environ[name] for name in names if name in os.environ}


def _limit_files(process: int, most_bytes: int) -> None:
    """Limit the files of a process that has just begun, and of all that it will start."""
    _, hard = resource.prlimit(process, resource.RLIMIT_FSIZE)
    most = most_bytes if hard == resource.RLIM_INFINITY else min(most_bytes, hard)
    resource.prlimit(process, resource.RLIMIT_FSIZE, (most, most))


def _kill(process: "subprocess.Popen[bytes]") -> None:
    """Kill a process whose end has not been awaited yet, and all that it started."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
