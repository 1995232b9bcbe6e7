"""Static C programs for the supervisor to run, built by the host's own compiler."""

import contextlib
import os
import subprocess
from dataclasses import replace
from pathlib import Path

from perfgym.sandbox.request import Limits, ProcessRequest

__all__ = ["ODD", "compiled", "forking"]


ODD = r"""
    #include <fcntl.h>
    #include <signal.h>
    #include <stdio.h>
    #include <stdlib.h>
    #include <string.h>
    #include <unistd.h>
    int main(int argc, char **argv) {
        const char *what = argv[1];
        char page[4096] = {1};
        if (!strcmp(what, "echo")) for (long n; (n = read(0, page, sizeof page)) > 0;) write(1, page, n);
        if (!strcmp(what, "flood")) for (;;) write(1, page, sizeof page);
        if (!strcmp(what, "sleep")) sleep(60);
        if (!strcmp(what, "spin")) for (;;) {}
        if (!strcmp(what, "crash")) raise(SIGSEGV);
        if (!strcmp(what, "memory"))
            for (char *p;;) if ((p = malloc(1 << 20))) memset(p, 1, 1 << 20); else return 7;
        if (!strcmp(what, "leave")) for (int i = 0; i < 5; i++) if (!fork()) { setsid(); sleep(60); }
        if (!strcmp(what, "artifact")) {
            int file = open(argv[2], O_CREAT | O_WRONLY, 0600);
            for (int i = 0; i < atoi(argv[3]); i++) write(file, page, sizeof page);
        }
        if (!strcmp(what, "list")) return access(argv[2], R_OK) ? 1 : 0;
        return 0;
    }
    """
"""A program whose first argument chooses how it misbehaves."""


def compiled(source: str, *flags: str) -> bytes:
    """Build a static binary with the host's own compiler."""
    command = ["gcc", "-O1", "-static", *flags, "-x", "c", "-", "-o", "/dev/stdout"]
    with contextlib.closing(open(os.memfd_create("binary"), "w+b")) as binary:
        command[-1] = f"/proc/self/fd/{binary.fileno()}"
        subprocess.run(command, input=source.encode(), check=True, pass_fds=[binary.fileno()])
        return Path(f"/proc/self/fd/{binary.fileno()}").read_bytes()


def forking(program: bytes, **changes: object) -> ProcessRequest:
    """Return a request for a run that may start processes."""
    request = ProcessRequest(argv=("x",), executable=program, limits=Limits(wall_s=5), may_fork=True)
    return replace(request, **changes)  # type: ignore[arg-type]
