"""The bound on the memory of a process tree where no control group is available."""

import contextlib
import os
import subprocess
import sys

import pytest

from perfgym.languages import LANGUAGES
from perfgym.sandbox.jailed import SupervisorSandbox
from perfgym.sandbox.request import Limits, ProcessOutcome, ProcessRequest
from perfgym.sandbox.watchdog import tree_memory

_HOLD = "import sys; block = bytearray(64 << 20); print(flush=True); sys.stdin.read()"

_TREE = b"""
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
int main(void) {
    char *block = malloc(100 << 20);
    for (int i = 0; i < 6; i++)
        if (fork() == 0) { memset(block, 1, 100 << 20); write(2, block, 1); pause(); }
    sleep(5);
    return 0;
}
"""


def test_memory_of_descendants_is_counted() -> None:
    """The sum covers a process and its children."""
    nested = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {_HOLD!r}])"
    with subprocess.Popen(
        [sys.executable, "-c", nested], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as parent:
        assert parent.stdout is not None
        parent.stdout.readline()
        assert (64 << 20) < tree_memory(parent.pid) < (128 << 20)
        parent.communicate(b"")


def test_a_process_that_has_ended_holds_no_memory() -> None:
    """A missing process is not an error."""
    with subprocess.Popen([sys.executable, "-c", ""]) as ended:
        ended.wait()
    assert tree_memory(ended.pid) == 0
    assert tree_memory(os.getpid()) > 0


def test_a_tree_that_grows_beyond_its_bound_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each of its processes stays within its own limit, and the next run works."""
    monkeypatch.setattr("perfgym.sandbox.cgroup.make_memory_cgroup", lambda: None)
    with contextlib.closing(SupervisorSandbox()) as sandbox:
        build = sandbox.run(LANGUAGES["c"].build_request(_TREE, Limits(memory_bytes=2 << 30)))
        assert build.artifact
        limits = Limits(memory_bytes=256 << 20, wall_s=10)
        request = ProcessRequest(argv=("tree",), executable=build.artifact, limits=limits, may_fork=True)
        assert sandbox.run(request).outcome is ProcessOutcome.OUT_OF_MEMORY
        again = sandbox.run(LANGUAGES["c"].build_request(_TREE, Limits(memory_bytes=2 << 30)))
        assert again.artifact
