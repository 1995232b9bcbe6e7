"""Runs the command as a person does, who looks at it on a terminal."""

import fcntl
import os
import pty
import re
import struct
import subprocess
import sys
import termios
from pathlib import Path

__all__ = ["COMMAND", "REPOSITORY", "on_terminal"]

REPOSITORY = Path(__file__).parents[2]
_CONTROL = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\r")

COMMAND = [sys.executable, "-m", "perfgym"]
"""The command, to be run in the folder `REPOSITORY`."""


def on_terminal(*arguments: str, columns: int = 80) -> tuple[int, list[str]]:
    """Exit status, and the lines that a terminal of so many columns shows; broken ones count as two."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("4H", 50, columns, 0, 0))
    environment = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES")}
    process = subprocess.Popen(
        [*COMMAND, *arguments],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        cwd=REPOSITORY,
        env=environment | {"TERM": "xterm"},
    )
    os.close(theirs)
    written = b""
    while True:
        try:
            written += (more := os.read(ours, 1 << 16))
        except OSError:  # the other side is closed
            break
        if not more:
            break
    os.close(ours)
    lines = _CONTROL.sub("", written.decode()).splitlines()
    shown = [line[i : i + columns] for line in lines for i in range(0, max(len(line), 1), columns)]
    return process.wait(), shown
