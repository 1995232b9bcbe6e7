"""Failures around an environment: whose fault they are, what they leave behind, and what works afterwards.

``make test-all`` adds further moments and another signal at which a process is killed.
"""

import contextlib
import gc
import os
import random
import re
import resource
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Generator
from pathlib import Path

import gymnasium as gym
import psutil
import pytest

import perfgym
from perfgym.errors import HarnessError
from perfgym.evaluation import evaluate
from perfgym.languages import LANGUAGES
from perfgym.machine.leases import Lease, lease_core
from perfgym.redteam.traces import control_groups
from perfgym.sandbox import SANDBOXES, Sandbox, make_sandbox, shared
from perfgym.sandbox.native import SOURCES
from perfgym.sandbox.request import Limits, ProcessOutcome, ProcessRequest

ID = "PerfOptimize-matmul-c-v0"
SPIN = "int main(void) { for (volatile int i = 0;; i++) {} }"
WRONG = {"code": "int main(void) { return 0; }", "submit": 0}


def traces(owner: int) -> set[str]:
    """Return the control groups of one process, and the temporary files of all processes."""
    files = Path(tempfile.gettempdir()).glob("perfgym-*")
    return {str(path) for path in (*control_groups(owner), *files)}


def traces_at_last(owner: int, wanted: set[str]) -> set[str]:
    """The same, waiting for the wanted ones: a guard removes its control group when its jail has ended."""
    deadline = time.monotonic() + 30
    while (found := traces(owner)) != wanted and time.monotonic() < deadline:
        time.sleep(0.02)
    return found


def descriptors() -> list[str]:
    """Return the targets of this process's open descriptors."""
    found: list[str] = []
    for descriptor in Path("/proc/self/fd").iterdir():
        with contextlib.suppress(FileNotFoundError):
            found.append(re.sub(r"\d+", "N", str(descriptor.readlink())))
    return sorted(found)


@pytest.fixture(autouse=True)
def nothing_is_left(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Generator[None]:
    """Check that a test leaves no process, file, control group or descriptor, but the session's sandbox."""
    monkeypatch.setattr(shared, "_kinds", {})
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    gc.collect()
    before, processes, open_before = traces(os.getpid()), set(own_processes()), descriptors()
    yield
    gc.collect()
    _, alive = psutil.wait_procs(set(own_processes()) - processes, timeout=30)
    assert alive == []
    assert traces_at_last(os.getpid(), before) == before
    now = descriptors()
    for what in open_before:
        now.remove(what)
    # Python can lose a descriptor between the call that makes it and the next step, when interrupted there.
    assert len(now) <= int("interrupt" in request.node.name), now


@pytest.fixture
def fresh() -> Generator[Sandbox]:
    """A sandbox of the test's own."""
    with contextlib.closing(SANDBOXES["supervisor"]()) as sandbox:
        yield sandbox


def spinner(sandbox: Sandbox, wall_s: float) -> ProcessRequest:
    """Return a request for a program that never ends."""
    build = sandbox.run(LANGUAGES["c"].build_request(SPIN.encode(), Limits(memory_bytes=2 << 30)))
    assert build.artifact
    return LANGUAGES["c"].run_request(build.artifact, b"", Limits(wall_s=wall_s))


def own_processes() -> list[psutil.Process]:
    """Return guard, bubblewrap, supervisor, init and program of each jail, parents first."""
    processes: list[psutil.Process] = []
    for process in psutil.Process().children(recursive=True):
        with contextlib.suppress(psutil.NoSuchProcess):
            if process.status() != psutil.STATUS_ZOMBIE:
                processes.append(process)
    return processes


def jails() -> set[int]:
    """Return the process IDs of the guards of this process's jails."""
    return {process.pid for process in own_processes()} & {one.pid for one in psutil.Process().children()}


def busy_jail() -> list[psutil.Process]:
    """Wait for a program to run; return the processes of its jail, from guard to program."""
    for _ in range(3000):
        for process in own_processes():
            with contextlib.suppress(psutil.Error):
                if process.name() == "solution" or process.cmdline() == ["solution"]:
                    return [*reversed(process.parents()[:4]), process]
        time.sleep(0.01)
    raise AssertionError("no program runs")


@pytest.mark.parametrize("victim", range(4), ids=["guard", "bubblewrap", "supervisor", "init"])
def test_a_jail_that_is_killed_in_the_middle_of_a_run_is_our_fault(fresh: Sandbox, victim: int) -> None:
    """The program did not cause it, so it is an exception and not a result. The next run works."""
    request = spinner(fresh, wall_s=20)

    def kill() -> None:
        busy_jail()[victim].kill()

    killer = threading.Thread(target=kill)
    killer.start()
    started = time.monotonic()
    with pytest.raises(HarnessError, match="killed in the middle of a run"):
        fresh.run(request)
    assert time.monotonic() - started < 18
    killer.join()
    assert fresh.run(spinner(fresh, wall_s=0.1)).outcome is ProcessOutcome.TIMED_OUT


def test_a_supervisor_that_is_killed_between_runs_is_replaced(fresh: Sandbox) -> None:
    """The next run works as if nothing had happened."""
    request = spinner(fresh, wall_s=0.1)
    for process in own_processes():
        with contextlib.suppress(psutil.NoSuchProcess):
            process.kill()
    assert fresh.run(request).outcome is ProcessOutcome.TIMED_OUT


def test_a_killed_supervisor_ends_the_episode_without_a_reward() -> None:
    """The episode is truncated and flagged. The environment works after a reset."""
    with contextlib.closing(gym.make(ID, backend="fake", sandbox="supervisor")) as env:
        env.reset(seed=0)

        def kill() -> None:
            busy_jail()[2].kill()

        killer = threading.Thread(target=kill)
        killer.start()
        _, reward, terminated, truncated, info = env.step({"code": SPIN, "submit": 0})
        killer.join()
        assert (reward, terminated, truncated, info["fault"]) == (0.0, False, True, 1.0)
        assert "killed" in info["fault_kind"]
        env.reset(seed=0)
        assert env.step(WRONG)[4]["status"] == "WRONG_OUTPUT"


_STEPPING = f"""
import signal
import gymnasium as gym, perfgym
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background jobs ignore it
env = gym.make("{ID}", backend="fake")
env.reset(seed=0)
print("ready", flush=True)
while True:
    env.reset(seed=0)
    env.step({{"code": "int main(void) {{ return 0; }}", "submit": 0}})
"""


@pytest.mark.parametrize(
    "how", [signal.SIGKILL, pytest.param(signal.SIGTERM, marks=pytest.mark.full), signal.SIGINT]
)
@pytest.mark.parametrize("moment", [0, *(pytest.param(n, marks=pytest.mark.full) for n in (1, 2))])
def test_a_process_that_is_killed_leaves_nothing(how: signal.Signals, moment: int) -> None:
    """It is killed at a random moment of a step, and no other process cleans up after it."""
    draw = random.Random(f"{how}{moment}")
    with subprocess.Popen(
        [sys.executable, "-c", _STEPPING], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        time.sleep(draw.uniform(0, 0.8))
        started = psutil.Process(process.pid).children(recursive=True)
        assert started
        process.send_signal(how)
        try:
            process.wait(60)
        finally:
            process.kill()
    _, alive = psutil.wait_procs(started, timeout=30)
    assert alive == []
    assert traces_at_last(process.pid, set()) == set()


def test_an_interrupt_at_any_moment_leaves_a_working_environment() -> None:
    """After Ctrl-C in the middle of a step the next step works, and nothing is left at the end."""
    draw = random.Random(0)

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    previous = signal.signal(signal.SIGALRM, interrupt)
    try:
        with contextlib.closing(gym.make(ID, backend="fake", max_turns=1000)) as env:
            env.reset(seed=0)
            interrupts = 0
            for _ in range(30):
                try:
                    signal.setitimer(signal.ITIMER_REAL, draw.uniform(0.0005, 0.15))
                    env.step(WRONG)
                except KeyboardInterrupt:
                    interrupts += 1
                finally:
                    signal.setitimer(signal.ITIMER_REAL, 0)
            assert interrupts > 5
            *_, info = env.step(WRONG)
            assert info["status"] == "WRONG_OUTPUT"
    finally:
        signal.signal(signal.SIGALRM, previous)


@contextlib.contextmanager
def _without_descriptors() -> Generator[None]:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (3, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


@contextlib.contextmanager
def _leased_without_descriptors(cores: tuple[int, ...], limit_s: float) -> Generator[Lease]:
    with lease_core(cores, limit_s) as lease, _without_descriptors():
        yield lease


@pytest.mark.parametrize("leased", [False, True])
def test_out_of_descriptors_is_a_fault_and_passes(leased: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """It happens before and after a core is leased. The environment works when descriptors are free again."""
    with contextlib.closing(gym.make(ID, backend="fake", sandbox="supervisor")) as env:
        env.reset(seed=0)
        with monkeypatch.context() as patch, contextlib.nullcontext() if leased else _without_descriptors():
            if leased:
                patch.setattr(evaluate, "lease_core", _leased_without_descriptors)
            _, reward, _, truncated, info = env.step(WRONG)
        assert (reward, truncated, info["fault"]) == (0.0, True, 1.0)
        assert "Too many open files" in info["fault_kind"]
        env.reset(seed=0)
        assert env.step(WRONG)[4]["status"] == "WRONG_OUTPUT"


_FULL = """
import os, sys
from perfgym.errors import SandboxUnavailableError
from perfgym.sandbox import make_sandbox
try:
    make_sandbox("auto").close()
except SandboxUnavailableError as error:
    print(error)
else:
    print("works")
"""


def _on_small_disks(size: int, cache: str, temporary: str) -> str:
    """Make a sandbox with cache and temporary folder on a small file system; return what it prints."""
    with tempfile.TemporaryDirectory(prefix="small-") as folder:
        mount = ["--size", str(size), "--tmpfs", folder]
        environment = {**os.environ, "XDG_CACHE_HOME": f"{folder}{cache}", "TMPDIR": f"{folder}{temporary}"}
        done = subprocess.run(
            ["bwrap", "--dev-bind", "/", "/", *mount, sys.executable, "-c", _FULL],
            capture_output=True,
            text=True,
            env=environment,
            check=False,
        )
    return done.stdout + done.stderr


def test_the_error_about_a_full_disk_names_the_fix() -> None:
    """Neither the cache nor the temporary folder can hold the supervisor."""
    said = _on_small_disks(4096, cache="", temporary="")
    assert "No space left on device" in said
    assert "TMPDIR" in said


def test_a_cache_on_another_file_system_works() -> None:
    """No file is renamed from one file system to another."""
    assert _on_small_disks(64 << 20, cache="/cache", temporary="").strip() == "works"


def test_a_cache_that_cannot_be_written_is_not_needed() -> None:
    """The supervisor is built in a temporary folder instead."""
    environment = {**os.environ, "XDG_CACHE_HOME": "/proc/nowhere"}
    done = subprocess.run(
        [sys.executable, "-c", _FULL], capture_output=True, text=True, env=environment, check=False
    )
    assert done.stdout.strip() == "works", done.stderr


def test_no_clock_that_can_step_is_read() -> None:
    """Deadlines must hold when someone sets the clock. Only dates in the store read it, in one place."""
    package = Path(perfgym.__file__).parent
    readers = [
        str(path.relative_to(package))
        for path in sorted(package.rglob("*.py"))
        for _ in re.findall(r"time\.time\(|time\.time_ns\(|datetime\.now|datetime\.today", path.read_text())
    ]
    assert readers == ["store/records.py"]
    for source in SOURCES["supervisor"]:
        assert "CLOCK_REALTIME" not in (package / "sandbox" / source).read_text()


@pytest.mark.full
def test_two_hundred_environments_share_jails_and_descriptors() -> None:
    """Together they need two jails and few descriptors. After they are closed no jail is left."""
    open_before, jails_before = len(descriptors()), jails()
    envs = [gym.make(ID, backend="fake") for _ in range(200)]
    for env in envs[::40]:
        env.reset(seed=0)
        assert env.step(WRONG)[4]["status"] == "WRONG_OUTPUT"
    assert len(jails() - jails_before) <= 2
    assert len(descriptors()) - open_before <= 20
    for env in envs:
        env.close()
        env.close()
    assert jails() == jails_before


@pytest.mark.full
def test_environments_can_be_opened_and_closed_again_and_again() -> None:
    """Every environment starts jails of its own and ends them when it is closed."""
    before = jails()
    for _ in range(10):
        with contextlib.closing(gym.make(ID, backend="fake", sandbox="supervisor")) as env:
            env.reset(seed=0)
            assert jails() - before
        assert jails() == before


def test_a_sandbox_outlives_the_thread_that_made_it() -> None:
    """The supervisor must not end with the thread that started it."""
    made: list[Sandbox] = []

    def make() -> None:
        made.append(SANDBOXES["supervisor"]())
        made[0].run(spinner(made[0], wall_s=0.05))

    maker = threading.Thread(target=make)
    maker.start()
    maker.join()
    with contextlib.closing(made[0]) as sandbox:
        before = jails()
        assert sandbox.run(spinner(sandbox, wall_s=0.05)).outcome is ProcessOutcome.TIMED_OUT
        assert jails() == before


def test_threads_share_a_sandbox(fresh: Sandbox) -> None:
    """Every run has a jail to itself; there are as many jails as runs at the same time."""
    request = spinner(fresh, wall_s=0.3)
    outcomes: list[ProcessOutcome] = []
    threads = [threading.Thread(target=lambda: outcomes.append(fresh.run(request).outcome)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outcomes == [ProcessOutcome.TIMED_OUT] * 4


def _in_a_forked_child(work: Callable[[], None]) -> int:
    pid = os.fork()
    if pid == 0:
        status = 1
        try:
            work()
            status = 0
        finally:
            os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


@pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning")
def test_a_forked_child_has_jails_of_its_own(fresh: Sandbox) -> None:
    """It neither uses nor ends the jails of its parent."""
    request = spinner(fresh, wall_s=0.05)
    assert fresh.run(request).outcome is ProcessOutcome.TIMED_OUT
    parents = jails()

    def in_child() -> None:
        assert fresh.run(request).outcome is ProcessOutcome.TIMED_OUT
        fresh.close()
        with contextlib.closing(make_sandbox("supervisor")) as another:
            assert another.run(request).outcome is ProcessOutcome.TIMED_OUT

    assert _in_a_forked_child(in_child) == 0
    assert fresh.run(request).outcome is ProcessOutcome.TIMED_OUT
    assert jails() == parents
