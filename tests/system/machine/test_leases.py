"""One process holds a core at a time, in order of arrival, and a dead process holds none.

All tests but the first use lock files of their own, so that measurements elsewhere on this machine do not
disturb them.
"""

import contextlib
import fcntl
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
import warnings
from collections.abc import Generator, Sequence
from pathlib import Path

import pytest

from perfgym.envs.optimize.env import PerfOptimizeEnv
from perfgym.errors import MachineError
from perfgym.machine import leases as module
from perfgym.machine.facts import physical_cores, usable_cores
from perfgym.machine.leases import Lease, lease_core, reserve_preferred_core
from perfgym.vector.make import make_vec
from tests.doubles.programs import fake_sandbox

_OWN_LOCKS = """
import time
from pathlib import Path
from perfgym.machine import leases
from perfgym.machine.leases import lease_core, reserve_preferred_core
folder = Path("{folder}")
leases._FRONT = folder / "front"
leases._lock_file = lambda core, name="core_id": folder / f"{{core[0]}}-{{name}}"
"""
_HOLD = """
with lease_core([{cpu}]):
    print("held", flush=True)
    time.sleep(60)
"""
_FORK = """
import os, threading
def fork():
    child = os.fork()
    if not child:
        time.sleep(60)
        os._exit(0)
    return child
with lease_core([{cpu}]):
    children = [fork()]
    def give_up():
        try:
            with lease_core([{cpu}], 0.3):
                pass
        except leases.MachineError:
            print("gave up", flush=True)
    waiting = threading.Thread(target=give_up)
    waiting.start()
    time.sleep(0.1)
    children.append(fork())
    waiting.join()
with lease_core([{cpu}], 2.0):
    print("leased again", flush=True)
for child in children:
    os.kill(child, 9)
"""
_UNWOUND = """
import os
with lease_core([{cpu}]):
    child = os.fork()
    if child:
        os.waitpid(child, 0)
        print(leases._is_locked_now(leases._open(leases._lock_file(({cpu},)))), flush=True)
if not child:
    os._exit(0)
"""
_RESERVE = """
print(reserve_preferred_core([{cpu}]), flush=True)
time.sleep(60)
"""


@pytest.fixture
def locks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Lock files of this test's own; the answer is a script that makes another process use them."""
    (tmp_path / "front").touch()
    for core in physical_cores():
        for name in ("core_id", "physical_package_id"):
            (tmp_path / f"{core[0]}-{name}").touch()
    monkeypatch.setattr(module, "_FRONT", tmp_path / "front")

    def lock_file(core: Sequence[int], name: str = "core_id") -> Path:
        return tmp_path / f"{core[0]}-{name}"

    monkeypatch.setattr(module, "_lock_file", lock_file)
    return _OWN_LOCKS.format(folder=tmp_path)


@contextlib.contextmanager
def held_by_another_process(locks: str, cpu: int) -> Generator[int]:
    """Another process leases the core; its ID."""
    command = [sys.executable, "-c", locks + _HOLD.format(cpu=cpu)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        try:
            yield holder.pid
        finally:
            holder.kill()


def test_a_core_is_one_that_may_be_used() -> None:
    """The lease names the core's other hardware threads too."""
    with lease_core() as lease:
        assert lease.cpu in [core[0] for core in physical_cores()]
        assert lease.cpu in usable_cores()
        assert lease.cpu in lease.siblings


def test_two_threads_never_hold_one_core(locks: str) -> None:
    """Threads that want the same core get it in the order of their requests."""
    cpu = usable_cores()[-1]
    order: list[int] = []
    inside: list[int] = []

    def take(number: int) -> None:
        with lease_core([cpu]):
            inside.append(number)
            order.append(number)
            time.sleep(0.02)
            assert inside == [number]
            inside.remove(number)

    threads = [threading.Thread(target=take, args=(number,)) for number in range(6)]
    with lease_core([cpu]):
        for thread in threads:
            thread.start()
            time.sleep(0.03)
    for thread in threads:
        thread.join()
    assert order == sorted(order)


def test_a_lease_says_how_many_were_waiting(locks: str) -> None:
    """It counts the threads that came before and had no core yet."""
    cpu = usable_cores()[-1]
    ahead: list[int] = []

    def take() -> None:
        with lease_core([cpu]) as lease:
            ahead.append(lease.ahead)

    threads = [threading.Thread(target=take) for _ in range(4)]
    with lease_core([cpu]):
        for thread in threads:
            thread.start()
            time.sleep(0.05)
    for thread in threads:
        thread.join()
    assert ahead == [ahead[0] + i for i in range(4)]


def test_the_queue_is_counted_for_any_thread_ids(tmp_path: Path) -> None:
    """Thread IDs come in no order."""
    (tmp_path / "front").touch()
    with contextlib.ExitStack() as files:
        for count, number in enumerate([4_000_000, 7, 30, 8, 1, 29]):
            file = files.enter_context((tmp_path / "front").open()).fileno()
            assert module._waiting(file) == count
            module._byte_lock(file, fcntl.F_OFD_SETLK, fcntl.F_RDLCK, number, 1)


@pytest.mark.parametrize("locked", [[(0, 0)], [(0, 1 << 40)], [(5, 10), (7, 1), (4_000_000, 0)]])
def test_locks_of_other_users_on_many_bytes_do_not_stop_the_count(
    tmp_path: Path, locked: list[tuple[int, int]]
) -> None:
    """Any user can lock the whole file, which is one lock; the kernel writes its end as 0."""
    (tmp_path / "front").touch()
    with contextlib.ExitStack() as files:
        for start, length in locked:
            file = files.enter_context((tmp_path / "front").open()).fileno()
            module._byte_lock(file, fcntl.F_OFD_SETLK, fcntl.F_RDLCK, start, length)
        own = files.enter_context((tmp_path / "front").open()).fileno()
        assert 1 <= module._waiting(own) <= len(locked)


def test_the_count_of_those_who_wait_has_a_bound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MOST_COUNTED", 3)
    with (tmp_path / "front").open("w+") as theirs, (tmp_path / "front").open() as own:
        for number in range(0, 20, 2):
            module._byte_lock(theirs.fileno(), fcntl.F_OFD_SETLK, fcntl.F_RDLCK, number, 1)
        assert module._waiting(own.fileno()) == 3


def test_another_core_is_taken_while_one_is_held(locks: str) -> None:
    if len(physical_cores()) < 2:
        pytest.skip("there is one core")
    with lease_core() as first, lease_core() as second:
        assert not set(first.siblings) & set(second.siblings)


def test_a_lease_says_how_many_seconds_it_waited(locks: str) -> None:
    cpu = usable_cores()[-1]
    with held_by_another_process(locks, cpu) as holder:
        killer = threading.Timer(0.3, os.kill, (holder, signal.SIGKILL))
        killer.start()
        with lease_core([cpu]) as lease:
            assert isinstance(lease, Lease)
            assert 0.2 < lease.waited_s < 20
        killer.join()


def test_a_dead_process_holds_no_core(locks: str) -> None:
    """The kernel releases a lease, however its holder ended."""
    cpu = usable_cores()[-1]
    with held_by_another_process(locks, cpu):
        pass  # it is killed here
    with lease_core([cpu]) as lease:
        assert lease.waited_s < 0.5


def _said(script: str) -> str:
    """What another process prints."""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return done.stdout


def test_a_forked_child_of_the_holder_keeps_no_core(locks: str) -> None:
    """Neither one from a lease nor one from a wait: data loaders fork while an environment measures."""
    assert _said(locks + _FORK.format(cpu=usable_cores()[-1])) == "gave up\nleased again\n"


def test_a_forked_child_that_leaves_the_block_does_not_end_its_parents_lease(locks: str) -> None:
    assert _said(locks + _UNWOUND.format(cpu=usable_cores()[-1])) == "False\n"


def test_on_a_machine_that_hides_its_cores_the_error_names_the_fix(monkeypatch: pytest.MonkeyPatch) -> None:
    """A container may have no /sys."""
    monkeypatch.setattr(module, "_FRONT", module._FRONT / "nowhere")
    with pytest.raises(module.MachineError, match="/sys"), lease_core():
        pass


def test_a_core_is_preferred_by_one_process_until_it_ends(
    locks: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A second process gets an error, and anyone may lease the core meanwhile."""
    cpu = usable_cores()[-1]
    command = [sys.executable, "-c", locks + _RESERVE.format(cpu=cpu)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as keeper:
        try:
            assert keeper.stdout
            assert int(keeper.stdout.readline()) == cpu
            with lease_core([cpu]) as lease:
                assert lease.waited_s < 1
            with monkeypatch.context() as patch, pytest.raises(MachineError, match="each of the 1 cores"):
                patch.setattr(module, "_ENDING_S", 0.1)
                reserve_preferred_core([cpu])
        finally:
            keeper.kill()
    again = subprocess.run(
        [*command[:2], locks + _RESERVE.format(cpu=cpu).replace("60", "0")], capture_output=True, check=True
    )
    assert int(again.stdout) == cpu


_RUN_THERE = """
from perfgym.machine.leases import lease_core, run_on_leased_cores
import os
run_on_leased_cores()
before = os.sched_getaffinity(0)
with lease_core() as lease:
    assert os.sched_getaffinity(0) == {lease.cpu}
assert os.sched_getaffinity(0) == before
"""


def test_a_process_can_run_on_the_core_it_leases() -> None:
    """It moves back after the lease."""
    subprocess.run([sys.executable, "-c", _RUN_THERE], check=True)


@pytest.fixture
def locks_that_the_kernel_lists(locks: str, monkeypatch: pytest.MonkeyPatch) -> Generator[str]:
    """The same in memory, where the kernel lists the devices that ``stat`` gives; 0.2 s are a long wait."""
    with tempfile.TemporaryDirectory(dir="/dev/shm") as folder:
        for name in ("front", *(f"{core[0]}-core_id" for core in physical_cores())):
            (Path(folder) / name).touch()
        monkeypatch.setattr(module, "_FRONT", Path(folder) / "front")

        def lock_file(core: Sequence[int], name: str = "core_id") -> Path:
            return Path(folder) / f"{core[0]}-{name}"

        monkeypatch.setattr(module, "_lock_file", lock_file)
        monkeypatch.setattr(module, "_LONG_S", 0.2)
        monkeypatch.setattr(module, "_is_explained", False)
        yield _OWN_LOCKS.format(folder=folder)


def test_a_long_wait_is_explained_once(locks_that_the_kernel_lists: str) -> None:
    """The warning names the process that holds the core, and how to go on."""
    cpu = usable_cores()[-1]
    with held_by_another_process(locks_that_the_kernel_lists, cpu) as holder:
        with (
            pytest.warns(
                RuntimeWarning, match=f"process {holder} of user .*python.* holds CPU {cpu}"
            ) as warned,
            pytest.raises(MachineError),
            lease_core([cpu], 0.6),
        ):
            pass
        assert len(warned) == 1
        assert "PERFGYM_LEASE_TIMEOUT_S" in str(warned[0].message)
        assert "cores=" in str(warned[0].message)
        with warnings.catch_warnings(), pytest.raises(MachineError):
            warnings.simplefilter("error")
            with lease_core([cpu], 0.3):
                pass


def test_a_wait_ends_at_its_limit_with_an_error_that_says_who_holds_the_core(
    locks_that_the_kernel_lists: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It ends in time both at the front of the queue and behind it."""
    monkeypatch.setattr(module, "_is_explained", True)
    cpu = usable_cores()[-1]
    ended: list[str] = []

    def wait() -> None:
        with pytest.raises(MachineError) as raised, lease_core([cpu], 0.3):
            pass
        ended.append(str(raised.value))

    with held_by_another_process(locks_that_the_kernel_lists, cpu) as holder:
        threads = [threading.Thread(target=wait) for _ in range(3)]
        started = time.monotonic()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert 0.3 <= time.monotonic() - started < 20
        assert len(ended) == 3
        assert all(f"process {holder} of user" in text for text in ended)
        assert all("PERFGYM_LEASE_TIMEOUT_S, which is 0.3" in text for text in ended)


def test_the_front_of_the_queue_is_explained_too(
    locks_that_the_kernel_lists: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A process can hold the front without wanting a core."""
    monkeypatch.setattr(module, "_is_explained", True)
    monkeypatch.setattr(module.os, "getpid", lambda: -1)  # this process counts as another
    with module._FRONT.open() as front:
        fcntl.flock(front, fcntl.LOCK_EX)
        with (
            pytest.raises(MachineError, match=r"process \d+ of user .* holds the front of the queue"),
            lease_core(limit_s=0.1),
        ):
            pass


def test_whoever_gives_up_leaves_the_queue(locks: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The others keep their order, nobody counts the one that left, and the core is free in the end."""
    monkeypatch.setattr(module, "_is_explained", True)
    cpu = usable_cores()[-1]
    order: list[tuple[int, int]] = []

    def take(number: int) -> None:
        with lease_core([cpu]) as lease:
            order.append((number, lease.ahead))

    def give_up() -> None:
        with pytest.raises(MachineError), lease_core([cpu], 0.1):
            pass

    first, last = (threading.Thread(target=take, args=(number,)) for number in (1, 2))
    with lease_core([cpu]):
        leaving = [threading.Thread(target=give_up) for _ in range(2)]
        for thread in (leaving[0], first, leaving[1]):
            thread.start()
            time.sleep(0.03)
        for thread in leaving:
            thread.join()
        last.start()
        time.sleep(0.03)
    for thread in (first, last):
        thread.join()
    assert order == [(1, 1), (2, 1)]
    with lease_core([cpu], 1.0) as lease:
        assert lease.waited_s < 0.5


def test_workers_of_a_pool_that_wait_for_each_other_are_not_warned_of(
    locks_that_the_kernel_lists: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They warn of any other process."""
    monkeypatch.setattr(module, "_runs_there", True)
    cpu = usable_cores()[-1]
    with held_by_another_process(locks_that_the_kernel_lists, cpu) as holder:
        with monkeypatch.context() as patch:
            patch.setattr(module, "parent_of", lambda pid: os.getppid())
            with warnings.catch_warnings(), pytest.raises(MachineError):
                warnings.simplefilter("error")
                with lease_core([cpu], 0.5):
                    pass
        with (
            pytest.warns(RuntimeWarning, match=f"process {holder} "),
            pytest.raises(MachineError),
            lease_core([cpu], 0.5),
        ):
            pass


def test_an_environment_whose_core_is_held_raises_in_reset_and_truncates_in_step(
    locks: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The variable ends the wait, and the message reaches the user both ways."""
    monkeypatch.setenv("PERFGYM_LEASE_TIMEOUT_S", "0.1")
    cpu = usable_cores()[-1]
    with contextlib.closing(
        PerfOptimizeEnv("matmul", backend="fake", sandbox=fake_sandbox(), cores=[cpu])
    ) as env:
        with lease_core([cpu]), pytest.raises(MachineError, match=r"PERFGYM_LEASE_TIMEOUT_S, which is 0\.1"):
            env.reset(seed=1)
        env.reset(seed=1)
        with lease_core([cpu]):
            *_, truncated, info = env.step({"code": "anything", "submit": 1})
        assert truncated
        assert "no core to measure on" in info["fault_kind"]


@pytest.mark.full
def test_a_pool_tells_the_caller_who_holds_the_core(monkeypatch: pytest.MonkeyPatch) -> None:
    """The worker waits in a process of its own, for a core that this process holds."""
    monkeypatch.setenv("PERFGYM_LEASE_TIMEOUT_S", "0.2")
    with lease_core() as lease:
        envs = make_vec("PerfOptimize-matmul-c-v0", backend="fake", cores=[lease.cpu])
        with contextlib.closing(envs), pytest.raises(MachineError, match=f"process {os.getpid()} of user"):
            envs.reset(seed=1)
