"""A command of the user's as a launcher, e.g. ``modal run``, ``torchrun`` or ``uv run``.

No shell is involved. The command is the user's and trusted; the program that it runs is not in a sandbox.
"""

import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

from perfgym.errors import SettingsError
from perfgym.research.launchers.launcher import Launch, Launched, LaunchOutcome
from perfgym.research.launchers.leftovers import RUN_VARIABLE, end_processes

__all__ = ["CommandLauncher"]

_MOST_LOG_BYTES = 16 << 20
_ALWAYS = ("PATH", "HOME", "LANG", "LC_*", "TERM", "TMPDIR", "XDG_*", "CUDA_*", "NVIDIA_*", "LD_LIBRARY_PATH")
_LOOK_S = 0.02


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandLauncher:
    """Runs a command for each run.

    Attributes:
        command: The words of the command. ``{file}``, ``{folder}``, ``{clone}``, ``{log}``,
            ``{run_id}`` and ``{seed}`` in a word are replaced.
        environment: Globs of the user's variables that the command gets, beside a few that every one gets.
        variables: Name to value of variables that are set; values are replaced as words are.
        seed_variable: Name of the variable that gets the seed; empty for none.
        name: Short name.
    """

    command: Sequence[str]
    environment: Sequence[str] = ()
    variables: Mapping[str, str] = field(default_factory=dict[str, str])
    seed_variable: str = ""
    name: str = "command"

    def run(self, launch: Launch) -> Launched:
        """Run the command to its end, or until its time is over; then end all that it started.

        Raises:
            SettingsError: A word of the command names something that is not there to be replaced.
        """
        argv = [_filled(word, launch) for word in self.command]
        launch.log.parent.mkdir(parents=True, exist_ok=True)
        end_processes(launch.run_id)  # of a session that was killed in this run
        started = time.monotonic()
        try:
            with launch.log.open("wb") as log:
                process = subprocess.Popen(
                    argv,
                    cwd=launch.folder,
                    env=self._environment(launch),
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=subprocess.STDOUT,
                    start_new_session=True,  # an interrupt at the terminal reaches the session alone
                )
        except OSError as error:
            return Launched(outcome=LaunchOutcome.NOT_STARTED, detail=f"`{argv[0]}` cannot be run: {error}")
        try:
            finished = _wait(process, started + launch.timeout_s)
        finally:
            end_processes(launch.run_id)
            code, cpu_s = _reaped(process)
        return Launched(
            outcome=LaunchOutcome.EXITED if finished else LaunchOutcome.TIMED_OUT,
            exit_code=code,
            log=_read(launch),
            wall_s=time.monotonic() - started,
            cpu_s=cpu_s,
        )

    def _environment(self, launch: Launch) -> dict[str, str]:
        globs = (*_ALWAYS, *self.environment)
        chosen = {
            name: value
            for name, value in os.environ.items()
            if any(fnmatchcase(name, glob) for glob in globs)
        }
        chosen |= {name: _filled(value, launch) for name, value in self.variables.items()}
        if self.seed_variable:
            chosen[self.seed_variable] = str(launch.seed)
        return chosen | {"PYTHONUNBUFFERED": "1", RUN_VARIABLE: launch.run_id}


def _filled(word: str, launch: Launch) -> str:
    values = {
        "file": launch.file,
        "folder": str(launch.folder),
        "clone": str(launch.clone),
        "log": str(launch.log),
        "run_id": launch.run_id,
        "seed": str(launch.seed),
    }
    try:
        return word.format_map(values)
    except (KeyError, ValueError, IndexError, AttributeError) as error:
        raise SettingsError(
            f"the launcher's word {word!r} cannot be filled in ({error}); "
            f"it can name {', '.join('{' + name + '}' for name in values)}"
        ) from None


def _wait(process: "subprocess.Popen[bytes]", deadline: float) -> bool:
    """Wait until the process ended or its time is over; return whether it ended. It stays to be reaped."""
    while os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
        if time.monotonic() >= deadline:
            return False
        time.sleep(_LOOK_S)
    return True


def _reaped(process: "subprocess.Popen[bytes]") -> tuple[int, float]:
    """Exit status and CPU seconds of a process, which is killed if it hides from the search for it."""
    os.kill(process.pid, signal.SIGKILL)  # one that has ended keeps its status
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return process.returncode, used.ru_utime + used.ru_stime


def _read(launch: Launch) -> str:
    """The log, or both its ends if it is very long."""
    size = launch.log.stat().st_size
    with launch.log.open("rb") as log:
        head = log.read(_MOST_LOG_BYTES // 2)
        log.seek(max(size - _MOST_LOG_BYTES // 2, len(head)))
        tail = log.read()
    cut = b"\n[...]\n" if len(head) + len(tail) < size else b""
    return (head + cut + tail).decode(errors="replace")
