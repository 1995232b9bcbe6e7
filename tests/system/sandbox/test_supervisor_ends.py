"""Runs of the supervisor end with their processes, however harness, supervisor or program end."""

import contextlib
import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from perfgym.errors import HarnessError
from perfgym.sandbox import SANDBOXES
from perfgym.sandbox.request import Limits, ProcessOutcome, ProcessRequest
from perfgym.sandbox.supervisor import outside_uid
from tests.doubles.c_programs import compiled, forking


def wait_until(condition: Callable[[], object], timeout_s: float = 30.0) -> bool:
    """Wait for a condition; return whether it was true in time."""
    end = time.monotonic() + timeout_s
    while not (held := condition()) and time.monotonic() < end:
        time.sleep(0.02)
    return bool(held)


def has_ended(pid: int) -> bool:
    """Whether a process is gone or is a zombie."""
    try:
        return psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


HARNESS = """
import contextlib, os, resource, signal, sys
from pathlib import Path
from perfgym.sandbox import SANDBOXES
from perfgym.sandbox.request import Limits, ProcessRequest

program = Path(sys.argv[1]).read_bytes()

def run(name="supervisor", **changes):
    with contextlib.closing(SANDBOXES[name]()) as sandbox:
        request = ProcessRequest(argv=("x",), executable=program, limits=Limits(), **changes)
        print(sandbox.run(request).outcome.value, flush=True)
"""


def harness(script: str, tmp_path: Path, **options: object) -> "subprocess.CompletedProcess[str]":
    """Run a script in a process of its own that may change limits or signals, or kill itself."""
    program = tmp_path / "program"
    program.write_bytes(compiled("int main(void) { return 0; }"))
    command = [sys.executable, "-c", HARNESS + textwrap.dedent(script), str(program)]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    return subprocess.run(command, capture_output=True, text=True, timeout=90, check=False, env=environment)


@pytest.mark.parametrize(
    "limit", ["RLIMIT_CORE, (0, 0)", "RLIMIT_STACK, (1 << 23, 1 << 23)", "RLIMIT_NOFILE, (99, 99)"]
)
def test_a_host_with_stricter_limits_makes_runs(limit: str, tmp_path: Path) -> None:
    """``ulimit -Hc 0`` is common, and only root may raise that limit again."""
    done = harness(f"resource.setrlimit(resource.{limit}); run()", tmp_path)
    assert done.stdout == "exited\n", done.stderr


def test_a_jail_of_a_harness_that_ignores_sigterm_ends(tmp_path: Path) -> None:
    """An ignored signal is inherited, so the guard has to accept SIGTERM again."""
    done = harness("signal.signal(signal.SIGTERM, signal.SIG_IGN); run()", tmp_path)
    assert done.stdout == "exited\n", done.stderr


def test_a_jail_of_a_harness_with_many_descriptors_ends(tmp_path: Path) -> None:
    """The guard closes its copy of the control socket, however high its number is."""
    script = """
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    print("enough" if most > 2000 else "few")
    files = [os.open("/dev/null", os.O_RDONLY) for _ in range(1500 if most > 2000 else 0)]
    run()
    """
    done = harness(script, tmp_path)
    if done.stdout.startswith("few"):
        pytest.skip("this host allows too few descriptors")
    assert (done.stdout, done.stderr) == ("enough\nexited\n", "")


def test_a_control_group_is_removed_with_its_jail_when_the_harness_is_killed(tmp_path: Path) -> None:
    """The guard removes the group, because the harness may be killed at any moment."""
    script = """
    from perfgym.sandbox import cgroup
    remove = cgroup._remove
    def die_instead(folder, *arguments):
        if len(made) == 1:  # of a trial
            return remove(folder, *arguments)
        print(folder, flush=True)
        os.kill(os.getpid(), signal.SIGKILL)
    made = []
    class Counted(cgroup._Cgroup):
        def __init__(self, folder, version):
            made.append(folder)
            super().__init__(folder, version)
    cgroup._Cgroup = Counted
    cgroup._remove = die_instead
    run("bubblewrap")
    """
    *_, folder = harness(script, tmp_path).stdout.split()
    if folder == "exited":
        pytest.skip("no control group can be made here")
    assert wait_until(lambda: not Path(folder).exists())


@pytest.mark.parametrize("name", ["supervisor", "bubblewrap", "unsafe-none"])
def test_a_held_program_ends_with_its_harness(name: str, tmp_path: Path) -> None:
    """It ends even if a forked child of the harness still holds every socket."""
    script = f"""
    def attach(pid):
        child = os.fork()
        if child == 0:
            import time
            os.closerange(0, 3)
            time.sleep(60)
        print(pid, child, flush=True)
        os.kill(os.getpid(), signal.SIGKILL)

    run({name!r}, attach=attach)
    """
    held, child = map(int, harness(script, tmp_path).stdout.split())
    try:
        assert wait_until(lambda: has_ended(held))
    finally:
        os.kill(child, signal.SIGKILL)


@pytest.mark.parametrize("name", ["supervisor", "unsafe-none"])
def test_a_supervisor_killed_in_the_middle_of_a_run_ends_the_program_too(name: str, odd: bytes) -> None:
    """The error says that perfgym is at fault, and no process is left."""
    found: list[int] = []

    def kill_the_supervisor() -> None:
        time.sleep(0.3)
        program = psutil.Process(found[0])
        parents = [program, *program.parents()]
        # The program, init (in a jail), the supervisor.
        parents[2 if name == "supervisor" else 1].kill()

    killer = threading.Thread(target=kill_the_supervisor)

    def attach(pid: int) -> None:
        found.append(pid)
        killer.start()

    with (
        contextlib.closing(SANDBOXES[name]()) as sandbox,
        pytest.raises(HarnessError, match="in the middle of a run"),
    ):
        sandbox.run(
            ProcessRequest(argv=("x", "sleep"), executable=odd, limits=Limits(wall_s=20), attach=attach)
        )
    killer.join()
    assert wait_until(lambda: has_ended(found[0]))


@pytest.mark.parametrize("name", ["supervisor", "unsafe-none"])
def test_a_fork_bomb_dies_with_its_run(name: str) -> None:
    """Without a namespace that kills all processes at once, a bomb could replace each killed process.

    Runs in ``unsafe-none`` share one limit of processes, that of their user. A run of another worker may have
    filled it. The kernel then refuses the first child, there is no bomb, and the test tries again.
    """
    bomb = compiled("""
    #include <time.h>
    #include <unistd.h>
    int main(void) {
        time_t end = time(0) + 60;
        pid_t child = fork();
        if (child < 0) return 1;
        if (!child) while (time(0) < end) fork();
        usleep(100000);
        return 0;
    }
    """)
    for _ in range(10):
        start = time.monotonic()
        with contextlib.closing(SANDBOXES[name]()) as sandbox:
            result = sandbox.run(forking(bomb, limits=Limits(wall_s=20, processes=300)))
        if (result.outcome, result.exit_code) != (ProcessOutcome.EXITED, 1):
            break
        time.sleep(0.5)
    assert result.outcome is ProcessOutcome.LEFT_PROCESSES
    assert time.monotonic() - start < 50


@pytest.mark.parametrize("name", ["supervisor", "unsafe-none"])
def test_a_child_that_the_program_killed_does_not_count_as_left(name: str) -> None:
    """The child is dead when the program ends, although nobody has waited for it."""
    killing = compiled("""
    #include <signal.h>
    #include <sys/wait.h>
    #include <unistd.h>
    int main(void) {
        pid_t child = fork();
        if (child < 0) return 1;
        if (!child) pause();
        kill(child, SIGKILL);
        return waitid(P_PID, (id_t)child, &(siginfo_t){0}, WEXITED | WNOWAIT);  /* until it is dead */
    }
    """)
    with contextlib.closing(SANDBOXES[name]()) as sandbox:
        result = sandbox.run(forking(killing))
        assert (result.outcome, result.exit_code) == (ProcessOutcome.EXITED, 0)


def test_other_processes_of_the_same_user_do_not_reduce_the_process_limit_of_a_run() -> None:
    """Outside a jail the kernel counts all processes of a user against one limit."""
    start_one = compiled("""
    #include <sys/wait.h>
    #include <unistd.h>
    int main(void) {
        pid_t child = fork();
        if (child < 0) return 1;
        if (!child) _exit(0);
        return wait(0) != child;
    }
    """)
    others = [subprocess.Popen(["sleep", "60"], user=outside_uid()) for _ in range(Limits().processes + 8)]
    try:
        with contextlib.closing(SANDBOXES["unsafe-none"]()) as sandbox:
            assert sandbox.run(forking(start_one)).exit_code == 0
    finally:
        for other in others:
            other.kill()
            other.wait()
