"""A worker that holds an environment for each of its episodes, and the coroutines that share it."""

import asyncio
from typing import Any

import gymnasium as gym
import pytest

from perfgym.errors import SettingsError
from perfgym.vector import Episodes, WorkerLoss
from perfgym.vector.host import EpisodeHost


class Counting(gym.Env[Any, Any]):
    """Counts its steps; the fourth ends the episode."""

    made: list["Counting"]

    def __init__(self, name: str, cores: list[int] | None = None) -> None:
        self.name, self.cores, self.closed = name, cores, 0
        self.action_space = gym.spaces.Discrete(len(name))
        self.steps = 0
        Counting.made.append(self)

    def reset(self, *, seed: int | None = None, options: Any = None) -> tuple[Any, dict[str, Any]]:
        self.steps = 0
        return (self.name, seed), {}

    def step(self, action: Any) -> tuple[Any, float, bool, bool, dict[str, Any]]:
        self.steps += 1
        return (self.name, action, self.steps), 1.0, self.steps == 4, False, {"fault": 0.0}

    def close(self) -> None:
        self.closed += 1


@pytest.fixture(autouse=True)
def nothing_made() -> None:
    Counting.made = []


def host(*ready: str, cores: list[int] | None = None) -> EpisodeHost:
    """A host of two IDs, one of which takes cores."""
    makers = {"a": lambda **more: Counting("a", **more), "bb": lambda: Counting("bb")}
    return EpisodeHost(makers, ["a"], ready, cores)


def begin(host: EpisodeHost, episode: int, env_id: str) -> Any:
    """Begin an episode; return its first observation."""
    return host.reset(seed=episode, options={"episode": episode, "env_id": env_id})[0]


def test_episodes_of_one_worker_do_not_touch_each_other() -> None:
    worker = host()
    assert [begin(worker, 1, "a"), begin(worker, 2, "bb"), begin(worker, 3, "a")] == [
        ("a", 1),
        ("bb", 2),
        ("a", 3),
    ]
    steps = [worker.step((episode, "x"))[0] for episode in (1, 1, 2, 3)]
    assert steps == [("a", "x", 1), ("a", "x", 2), ("bb", "x", 1), ("a", "x", 1)]


def test_the_environment_of_an_ended_episode_plays_the_next_one_of_its_id() -> None:
    """One is spare for each ID; more than that are closed."""
    worker = host()
    for episode in (1, 2):
        begin(worker, episode, "a")
    for _ in range(4):
        *_, terminated, _, _ = worker.step((1, 0))
    assert terminated
    worker.leave(2)
    worker.leave(2)
    assert [env.closed for env in Counting.made] == [0, 1]
    begin(worker, 3, "a")
    assert len(Counting.made) == 2
    worker.close()
    worker.close()
    assert [env.closed for env in Counting.made] == [1, 1]


def test_an_episode_that_a_worker_does_not_know_ends_in_a_fault() -> None:
    """The worker replaces one that was lost in a step of another episode."""
    observation, reward, terminated, truncated, info = host().step((7, 0))
    assert (observation, reward, terminated, truncated, info["fault"]) == (None, 0.0, False, True, 1.0)
    assert info["fault_kind"].startswith("died")


def test_environments_that_are_to_be_ready_are_made_at_once_on_their_cores() -> None:
    """An ID that takes no cores is given none."""
    worker = host("a", "bb", cores=[3])
    assert [(env.name, env.cores) for env in Counting.made] == [("a", [3]), ("bb", None)]
    assert worker.action_space_of("bb") == gym.spaces.Discrete(2)
    assert len(Counting.made) == 2


class Worker:
    """A pool of one worker that answers after a moment, and refuses a request while it is busy."""

    def __init__(self) -> None:
        self.host = host()
        self.busy = False
        self.answered = 0

    async def _answer(self, method: str, *arguments: Any, **keywords: Any) -> Any:
        assert not self.busy, "two requests at once"
        self.busy = True
        await asyncio.sleep(0.001)
        self.busy = False
        self.answered += 1
        return getattr(self.host, method)(*arguments, **keywords)

    async def reset(self, worker: int, **keywords: Any) -> Any:
        return await self._answer("reset", **keywords)

    async def ask(self, worker: int, method: str, *arguments: Any) -> Any:
        name, *rest = arguments if method == "call" else (method, *arguments)
        return await self._answer(name, *rest)

    async def call(self, worker: int, name: str, *arguments: Any) -> Any:
        return await self._answer(name, *arguments)


def test_coroutines_take_turns_on_a_worker_and_a_cancelled_one_leaves_it_usable() -> None:
    worker = Worker()

    async def play(episodes: Episodes, seed: int) -> list[Any]:
        async with episodes.episode("bb") as episode:
            first, _ = await episode.reset(seed=seed)
            return [first, *[(await episode.step(action))[0] for action in range(3)]]

    async def main() -> None:
        episodes = Episodes(worker, 1)  # pyright: ignore[reportArgumentType]
        left = asyncio.create_task(play(episodes, 99))
        await asyncio.sleep(0.0015)  # it is in the middle of a request
        left.cancel()
        played = await asyncio.gather(*(play(episodes, seed) for seed in range(5)))
        assert [seen[0] for seen in played] == [("bb", seed) for seed in range(5)]
        assert all(seen[1:] == [("bb", action, action + 1) for action in range(3)] for seen in played)
        with pytest.raises(asyncio.CancelledError):
            await left
        assert worker.host._playing == {}
        async with episodes.episode("bb") as episode:
            with pytest.raises(KeyError):
                await episodes.ask(0, lambda pool: pool.call(0, "action_space_of", "unknown"))
            worker.host = host()  # the worker was lost, and replaced
            first, _ = await episode.reset(seed=4)
            worker.host = host()
            again, _, _, truncated, info = await episode.step(0)
            assert (again, truncated, info["fault"]) == (first, True, 1.0)

    asyncio.run(main())
    assert worker.host._playing == {}


class Resuming(Counting):
    """Its episodes can go on in another environment."""

    resumable = True

    def snapshot(self) -> int:
        return self.steps

    def reset(self, *, seed: int | None = None, options: Any = None) -> tuple[Any, dict[str, Any]]:
        begun = super().reset(seed=seed)
        self.steps = (options or {}).get("resume", 0)
        return begun


class Dying(Worker):
    """A worker that dies in some of its steps, by their numbers, and is replaced."""

    def __init__(self, *deaths: int) -> None:
        super().__init__()
        self.deaths, self.steps = deaths, 0
        self.replace()

    def replace(self) -> None:
        self.host = EpisodeHost({"bb": lambda: Resuming("bb")}, [])

    async def ask(self, worker: int, method: str, *arguments: Any) -> Any:
        self.steps += method == "step"
        if method == "step" and self.steps in self.deaths:
            self.replace()
            return WorkerLoss(kind="died", detail="killed by SIGKILL")
        return await super().ask(worker, method, *arguments)


def played(worker: Dying, *, lost_before: int = -1) -> list[tuple[Any, ...]]:
    """The steps of one episode, to its end; the worker is replaced before one of them."""

    async def play() -> list[tuple[Any, ...]]:
        steps: list[tuple[Any, ...]] = []
        async with Episodes(worker, 1).episode("bb") as episode:  # pyright: ignore[reportArgumentType]
            await episode.reset(seed=1)
            while not steps or not (steps[-1][2] or steps[-1][3]):
                if len(steps) == lost_before:
                    worker.replace()
                steps.append(await episode.step(len(steps)))
        return steps

    return asyncio.run(play())


@pytest.mark.parametrize("deaths", [(1,), (2,), (4,), (2, 4)])
def test_an_episode_with_snapshots_goes_on_in_another_worker(deaths: tuple[int, ...]) -> None:
    assert played(Dying(*deaths)) == played(Dying())


@pytest.mark.parametrize("step", range(4))
def test_an_episode_goes_on_whose_worker_was_lost_in_another_ones_step(step: int) -> None:
    assert played(Dying(), lost_before=step) == played(Dying())


def test_a_step_that_kills_its_worker_twice_is_a_fault() -> None:
    *steps, last = played(Dying(3, 4))
    assert len(steps) == 2
    observation, reward, terminated, truncated, info = last
    assert (observation, reward) == (steps[-1][0], 0.0)
    assert (terminated, truncated, info["fault"]) == (False, True, 1.0)
    assert "SIGKILL" in info["fault_kind"]


def test_a_host_that_cannot_make_an_environment_closes_those_it_made() -> None:
    def fail() -> gym.Env[Any, Any]:
        raise SettingsError("no")

    with pytest.raises(SettingsError, match="no"):
        EpisodeHost({"a": lambda: Counting("a"), "b": fail}, [], ["a", "b"])
    assert [env.closed for env in Counting.made] == [1]
