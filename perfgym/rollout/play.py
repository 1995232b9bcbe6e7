"""A plan -> all its episodes, many at a time; episodes that a run has already finished are skipped."""

import asyncio
import contextlib
from collections.abc import Callable, Collection, Generator, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from typing import Any

from perfgym.envs.family import Task
from perfgym.errors import MachineError
from perfgym.printable import clean_text
from perfgym.records import FaultOwner
from perfgym.rollout.agents import MakeAgent
from perfgym.rollout.episode import EpisodePlayer
from perfgym.rollout.plan import Plan, Slot
from perfgym.rollout.results import EpisodeResult, result_of
from perfgym.store import Store
from perfgym.vector import Episodes, make_episodes

__all__ = ["Rollout"]

_MOST_FAILURES = 5  # the agent has failed in so many episodes in a row: the rollout ends
_LONGEST_CAUSE = 200

OnResult = Callable[[Collection[EpisodeResult]], None]
"""Called with all results so far, whenever there is one more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rollout:
    """Plays the episodes of a plan that a run has not finished.

    An episode whose environment fails is attempted once more. An episode that ended in a fault, or was
    interrupted, is attempted again when the run is resumed.

    Attributes:
        plan: The episodes.
        tasks: Environment ID to how its episodes are read.
        store: Keeps the turns.
        run_id: The run that they belong to.
        concurrency: Number of episodes at a time.
        num_workers: Number of processes that evaluate; episodes whose agents have acted take turns.
        arguments: Environment ID to the arguments of its environments; an ID may be missing.
    """

    plan: Plan
    tasks: Mapping[str, Task]
    store: Store
    run_id: str
    concurrency: int
    num_workers: int
    arguments: Mapping[str, Mapping[str, Any]] = field(default_factory=dict[str, Mapping[str, Any]])

    def run(
        self,
        agents: AbstractAsyncContextManager[MakeAgent],
        on_result: OnResult = lambda _: None,
    ) -> list[EpisodeResult]:
        """Play all episodes, and record in the store how the run ended.

        Args:
            agents: Yields the maker of agents.
            on_result: Called with all results so far, whenever there is one more.

        Returns:
            The result of each episode, by number.

        Raises:
            SettingsError: Another process plays this run.
            MachineError: The agent failed in several episodes in a row.
            HarnessError: Environments were lost too often.
        """
        with self.store.playing(self.run_id), self._ended():
            results = self.played()
            on_result(results.values())
            asyncio.run(self._play(agents, results, on_result))
        return [results[number] for number in sorted(results)]

    @contextlib.contextmanager
    def _ended(self) -> Generator[None]:
        """Record in the store how the run ended."""
        try:
            yield
        except (KeyboardInterrupt, asyncio.CancelledError):
            self.store.end_run(self.run_id, "interrupted")
            raise
        except BaseException as error:
            self.store.end_run(self.run_id, f"failed: {clean_text(str(error), _LONGEST_CAUSE)}")
            raise
        self.store.end_run(self.run_id, "complete")

    def played(self) -> dict[int, EpisodeResult]:
        """Number to result of each episode that is finished."""
        slots = {slot.number: slot for slot in self.plan.slots()}
        usages = self.store.usages(self.run_id)
        return {
            episode.number: result_of(
                slots[episode.number],
                episode.reward or 0.0,
                episode.fault,
                self.store.turns(episode.episode_id),
                usages[episode.number],
            )
            for episode in self.store.episodes(self.run_id, finished=True)
            if not episode.fault
        }

    async def _play(
        self,
        agents: AbstractAsyncContextManager[MakeAgent],
        results: dict[int, EpisodeResult],
        on_result: OnResult,
    ) -> None:
        left = [slot for slot in self.plan.slots() if slot.number not in results]
        if not left:
            return
        concurrency = min(self.concurrency, len(left))
        arguments = {env_id: self.arguments.get(env_id, {}) for env_id in self.plan.env_ids}
        async with (
            agents as make_agent,
            make_episodes(arguments, min(self.num_workers, concurrency)) as environments,
        ):
            player = EpisodePlayer(
                tasks=self.tasks,
                make_agent=make_agent,
                store=self.store,
                run_id=self.run_id,
                environments=environments,
                action_spaces=await environments.action_spaces(list(self.plan.env_ids)),
            )
            queue, new = iter(left), list[EpisodeResult]()

            async def work() -> None:
                for slot in queue:
                    new.append(await self._play_slot(player, slot))
                    results[slot.number] = new[-1]
                    on_result(results.values())
                    _stop_if_agent_is_failing(new, min(_MOST_FAILURES, len(left)))

            await _run_all([asyncio.create_task(work()) for _ in range(concurrency)], environments)

    async def _play_slot(self, player: EpisodePlayer, slot: Slot) -> EpisodeResult:
        result = await player.play(slot)
        if result.fault and result.fault.owner is FaultOwner.ENVIRONMENT:
            result = await player.play(slot)
        return result


def _stop_if_agent_is_failing(results: list[EpisodeResult], enough: int) -> None:
    """End the rollout if the agent failed in each of the last ``enough`` episodes."""
    last = results[-enough:]
    if len(last) == enough and all(one.fault and one.fault.owner is FaultOwner.AGENT for one in last):
        failed = f"{enough} episodes in a row" if enough > 1 else "the only episode"
        raise MachineError(f"{failed} failed; the last fault: {last[-1].fault}")


async def _run_all(workers: list[asyncio.Task[None]], environments: Episodes) -> None:
    """Wait for all workers; if one fails, or this is cancelled, end the others at once."""
    try:
        done, _ = await asyncio.wait(workers, return_when=asyncio.FIRST_EXCEPTION)
        for worker in done:
            worker.result()
    finally:
        environments.close()  # first, because a worker that is cancelled in a step waits for its end
        for worker in workers:
            worker.cancel()
        await asyncio.gather(*workers, return_exceptions=True)
