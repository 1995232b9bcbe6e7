"""Workers on a Ray cluster of two nodes do what worker processes do, even after the loss of a node."""

import asyncio
import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Generator
from pathlib import Path
from typing import Any

import gymnasium as gym
import numpy as np
import psutil
import pytest
from gymnasium.vector import SyncVectorEnv

from perfgym import PoolVectorEnv, load_problem, make_async, make_vec
from perfgym.errors import MachineError, SettingsError
from perfgym.machine.facts import fingerprint, physical_cores
from tests.system.vector.test_vector_env import assert_same

ray = pytest.importorskip("ray", reason="Ray is not installed: pip install 'perfgym[ray]'")

from ray.cluster_utils import Cluster  # noqa: E402 - see above
from ray.util import placement_group, remove_placement_group  # noqa: E402 - see above

from perfgym.vector import ray_workers  # noqa: E402 - see above

ID = "PerfOptimize-matmul-c-v0"
REFERENCE = load_problem("matmul").references["c"]
EXPERT = load_problem("matmul").experts["c"]
ENDLESS = "int main(void) { for (;;); }"
EXAMPLE = Path(__file__).parents[3] / "examples" / "rollout_on_a_cluster.py"
NODE = {"num_cpus": 1, "resources": {"perfgym_core": 4}, "object_store_memory": 80 << 20}
SOON = {
    "health_check_initial_delay_ms": 0,
    "health_check_period_ms": 500,
    "health_check_failure_threshold": 3,
}


@pytest.fixture(scope="module")
def cluster() -> Generator[Any]:
    """Two nodes with four units each, to which this process is connected."""
    folder = tempfile.mkdtemp(prefix="ray", dir="/tmp")  # a socket's path is short
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RAY_USAGE_STATS_ENABLED", "0")
        patch.setenv("RAY_TMPDIR", folder)
        head = NODE | {"include_dashboard": False, "_system_config": SOON}
        made = Cluster(initialize_head=True, head_node_args=head)
        made.add_node(**NODE)
        try:
            ray.init(address=made.address, log_to_driver=False, logging_level="ERROR")
            yield made
        finally:
            ray.shutdown()
            made.shutdown()
            shutil.rmtree(folder)


def pool(num_envs: int = 2, **kwargs: Any) -> PoolVectorEnv:
    """Environments in actors, on the fake backend."""
    return make_vec(ID, num_envs=num_envs, workers="ray", **{"backend": "fake", "max_turns": 2, **kwargs})


@pytest.fixture(scope="module")
def both(cluster: Any) -> Generator[PoolVectorEnv]:
    """Two environments, for all tests."""
    with contextlib.closing(pool()) as env:
        yield env


@pytest.fixture
def two(both: PoolVectorEnv) -> PoolVectorEnv:
    """The same environments, after a reset."""
    both.reset(seed=1)
    return both


def nodes(env: PoolVectorEnv) -> list[str]:
    """ID of each actor's node."""
    return [place["node"] for place in env.pool.places]


def batch(*codes: str) -> dict[str, Any]:
    """Actions, none of which submits."""
    return {"code": codes, "submit": np.zeros(len(codes), dtype=np.int64)}


def gone(pids: list[int], within_s: float = 30.0) -> bool:
    """Whether processes end within a time."""
    until = time.monotonic() + within_s
    while any(map(psutil.pid_exists, pids)) and time.monotonic() < until:
        time.sleep(0.05)
    return not any(map(psutil.pid_exists, pids))


def processes(env: PoolVectorEnv) -> list[int]:
    """IDs of the actors' processes and of every process that these started."""
    workers = [psutil.Process(place["pid"]) for place in env.pool.places]
    return [each.pid for worker in workers for each in [worker, *worker.children(recursive=True)]]


@pytest.mark.full
def test_actors_give_the_same_results_as_their_environments_one_by_one(two: PoolVectorEnv) -> None:
    """Observations, rewards, endings and infos are equal, for right and wrong programs."""
    make = lambda: gym.make(ID, backend="fake", max_turns=2).unwrapped  # noqa: E731
    with contextlib.closing(SyncVectorEnv([make] * 2)) as theirs:
        assert_same(two.reset(seed=7), theirs.reset(seed=7))
        for codes in (("int main(", REFERENCE), (EXPERT, "int main(void) { return 0; }"), ("", "")):
            assert_same(two.step(batch(*codes)), theirs.step(batch(*codes)))


@pytest.mark.full
def test_each_of_two_nodes_has_one_of_two_actors(two: PoolVectorEnv) -> None:
    assert len({*nodes(two)}) == 2


@pytest.mark.full
def test_infos_name_the_host_of_the_actor(two: PoolVectorEnv) -> None:
    """The host is the one that runs the tests."""
    *_, infos = two.step(batch(EXPERT, ""))
    assert infos["host"].tolist() == [fingerprint()] * 2


@pytest.mark.full
@pytest.mark.skipif(len(physical_cores()) < 2, reason="two actors that measure need two cores")
def test_actors_that_measure_pin_themselves_to_cores_of_their_own(cluster: Any) -> None:
    """They measure on those cores, and an actor that replaces another one takes over its core."""
    with contextlib.closing(pool(backend="cpu_time")) as env:
        homes = [place["cpus"] for place in env.pool.places]
        assert sorted(map(len, homes)) == [1, 1]
        assert homes[0] != homes[1]
        env.reset(seed=1)
        os.kill(env.pool.places[1]["pid"], signal.SIGKILL)
        *_, truncated, infos = env.step(batch(EXPERT, ""))
        assert truncated.tolist() == [False, True]
        assert infos["core"][0] == homes[0][0]
        assert infos["speedup"][0] > 1
        env.reset(seed=1)
        assert [place["cpus"] for place in env.pool.places] == homes


@pytest.mark.full
def test_the_actors_of_a_lost_node_go_to_another(cluster: Any, two: PoolVectorEnv) -> None:
    """The episode of its actor is truncated in the middle of a step; the episode of the other goes on."""
    (lost,) = cluster.worker_nodes
    there = nodes(two).index(lost.node_id)
    pid = two.pool.places[there]["pid"]
    two.send([there], [{"code": ENDLESS, "submit": 0}])  # so that the step does not end first
    os.kill(pid, signal.SIGSTOP)  # so that it cannot report that its sandbox died before it did
    cluster.remove_node(lost, allow_graceful=False)
    try:
        (step,) = two.recv()
        assert (step.truncated, step.info["fault_kind"][:5]) == (True, "died:")
        observations, *_, truncated, _ = two.step(batch("", ""))
        assert (sorted(observations["turns_left"]), truncated.tolist()) == ([1, 2], [False, False])
        assert lost.node_id not in nodes(two)
        assert gone([pid])
    finally:
        cluster.add_node(**NODE)


@pytest.mark.parametrize("sent", [signal.SIGKILL, pytest.param(signal.SIGSTOP, marks=pytest.mark.full)])
def test_a_lost_actor_is_replaced(
    two: PoolVectorEnv, sent: signal.Signals, monkeypatch: pytest.MonkeyPatch
) -> None:
    """This holds if it has ended and if it hangs. Its episode is truncated, with the cause."""
    if sent is signal.SIGSTOP:
        monkeypatch.setattr(two.pool, "_step_timeout_s", 2.0)
    lost = processes(two)[:1]
    os.kill(lost[0], sent)
    *_, truncated, infos = two.step(batch("", ""))
    assert truncated.tolist() == [True, False]
    kind = {signal.SIGKILL: "died: The actor died", signal.SIGSTOP: "hung: no answer within 2 s"}[sent]
    assert infos["fault_kind"][0].startswith(kind)
    monkeypatch.undo()  # a loaded machine may take longer for the next step
    observations, *_, truncated, _ = two.step(batch("", ""))
    assert (observations["turns_left"].tolist(), truncated.tolist()) == ([2, 0], [False, False])
    assert gone(lost)


@pytest.mark.full
def test_coroutines_share_actors(cluster: Any) -> None:
    """Actors have no descriptors to wait for."""

    async def episode(seed: int) -> float:
        async with pool.environment() as env_id:
            await pool.reset(env_id, seed=seed)
            _, reward, terminated, _, _ = await pool.step(env_id, {"code": EXPERT, "submit": 1})
            assert terminated
            return reward

    async def episodes() -> list[float]:
        return await asyncio.gather(*map(episode, range(3)))

    pool = make_async(ID, num_envs=2, workers="ray", backend="fake")
    with contextlib.closing(pool):
        rewards = asyncio.run(episodes())
    assert rewards == pytest.approx([0.75] * 3)


@pytest.mark.full
def test_closing_in_the_middle_of_a_step_ends_every_process(both: PoolVectorEnv) -> None:
    """The actors' cores are free again. Ray keeps running, because the pool did not start it."""
    env = pool()
    env.reset(seed=1)
    before = processes(env)
    assert len(before) > 2
    env.pool.send(0, "step", {"code": EXPERT, "submit": 0})
    env.close()
    env.close()
    assert gone(before)
    until = time.monotonic() + 30
    while (free := ray.available_resources()["perfgym_core"]) < 6 and time.monotonic() < until:
        time.sleep(0.1)
    assert free == 6


@pytest.mark.full
def test_with_too_few_cores_the_error_names_the_command_that_declares_them(
    cluster: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only a backend that measures time needs a declared core."""
    with pytest.raises(MachineError, match=r"9 workers need a perfgym_core each, this Ray cluster has 8"):
        pool(9)
    monkeypatch.setattr(ray, "cluster_resources", lambda: {"CPU": 2.0})
    with pytest.raises(MachineError, match=r"""has 0; .*`ray start --resources='{"perfgym_core": N}'`"""):
        pool(1, backend="cpu_time")
    with contextlib.closing(pool(1)) as env:
        env.reset(seed=1)


@pytest.mark.full
def test_an_actor_that_no_node_takes_is_an_error(both: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pool does not wait for ever. Here something else occupies all other cores."""
    monkeypatch.setattr(ray_workers, "_PLACE_TIMEOUT_S", 1.0)
    taken = placement_group([{"perfgym_core": 1}] * 6)
    ray.get(taken.ready(), timeout=10)
    with pytest.raises(MachineError, match="took worker 0 within 1 s"):
        pool(1)
    remove_placement_group(taken)


@pytest.mark.full
def test_an_environment_that_cannot_be_made_raises_the_error_of_its_constructor(cluster: Any) -> None:
    with pytest.raises(SettingsError, match="did you mean"):
        pool(backend="fakes")


@pytest.mark.full
def test_every_episode_of_the_example_is_accepted_on_the_cluster(cluster: Any) -> None:
    arguments = ["--address", cluster.address, "--backend", "fake", "--episodes", "3"]
    done = subprocess.run([sys.executable, EXAMPLE, *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("ACCEPTED") == 3


_ALONE = f"""
import contextlib, psutil, ray
from perfgym import make_vec
with contextlib.closing(make_vec({ID!r}, workers="ray", backend="fake")) as env:
    env.reset(seed=1)
    assert ray.cluster_resources()["perfgym_core"] > 0
assert not ray.is_initialized()
assert not psutil.Process().children(recursive=True)
"""


@pytest.mark.full
def test_a_ray_that_a_pool_started_ends_with_it(tmp_path: Path) -> None:
    """Its resources are this machine's cores."""
    with tempfile.TemporaryDirectory(prefix="ray", dir="/tmp") as folder:
        subprocess.run([sys.executable, "-c", _ALONE], env=os.environ | {"RAY_TMPDIR": folder}, check=True)
