"""A plan -> all its episodes, many at a time; what a run already has of them is not played again."""

import asyncio
import contextlib
from collections.abc import Callable, Collection, Generator, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from typing import Any

from perfgym.errors import MachineError
from perfgym.printable import clean_text
from perfgym.rollout.agents import MakeAgent, Task
from perfgym.rollout.episode import EpisodePlayer
from perfgym.rollout.plan import Plan, Slot
from perfgym.rollout.results import EpisodeResult, outcome_of
from perfgym.store import Store
from perfgym.vector import AsyncPool, make_async

__all__ = ["Report", "Rollout"]

_HOPELESS = 5  # episodes in a row that fail over the agent before it is given up
_LONGEST_CAUSE = 200

Report = Callable[[Collection[EpisodeResult]], None]
"""Is told of all outcomes, whenever there is one more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rollout:
    """Plays what a run lacks of a plan.

    An episode whose environment fails is attempted once more. One that ended in a fault, or was interrupted,
    is what a run lacks: it is attempted again when the run is resumed.

    Attributes:
        task: What is played.
        plan: Which episodes.
        store: Keeps the turns.
        run_id: The run that they belong to.
        concurrency: Episodes at a time.
        num_envs: Environments; an episode has one to itself.
        arguments: Of the environments.
    """

    task: Task
    plan: Plan
    store: Store
    run_id: str
    concurrency: int
    num_envs: int
    arguments: Mapping[str, Any] = field(default_factory=dict[str, Any])

    def run(
        self,
        agents: AbstractAsyncContextManager[MakeAgent],
        report: Report = lambda _: None,
    ) -> list[EpisodeResult]:
        """Plays all, and ends the run in the store, in whatever way it ends.

        Args:
            agents: Gives what makes the agent of an episode.
            report: Is told of all outcomes so far, whenever there is one more.

        Returns:
            The outcome of each episode, by number.

        Raises:
            SettingsError: Another process plays this run.
            MachineError: The agent failed in some episodes in a row.
            HarnessError: Environments were lost too often.
        """
        with self.store.playing(self.run_id), self._told():
            outcomes = self.played()
            report(outcomes.values())
            asyncio.run(self._play(agents, outcomes, report))
        return [outcomes[number] for number in sorted(outcomes)]

    @contextlib.contextmanager
    def _told(self) -> Generator[None]:
        """Says in the store how the run ended."""
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
        """Number to outcome of each episode that needs no more playing."""
        slots = {slot.number: slot for slot in self.plan.slots()}
        return {
            episode.number: outcome_of(
                slots[episode.number],
                episode.reward or 0.0,
                episode.fault,
                self.store.turns(episode.episode_id),
                self.store.usages(self.run_id, episode.number),
            )
            for episode in self.store.episodes(self.run_id, finished=True)
            if not episode.fault
        }

    async def _play(
        self,
        agents: AbstractAsyncContextManager[MakeAgent],
        outcomes: dict[int, EpisodeResult],
        report: Report,
    ) -> None:
        left = [slot for slot in self.plan.slots() if slot.number not in outcomes]
        if not left:
            return
        num_envs = min(self.num_envs, len(left))
        async with (
            agents as make_agent,
            make_async(self.task.env_id, num_envs, **self.arguments) as pool,
        ):
            player = EpisodePlayer(
                task=self.task,
                make_agent=make_agent,
                store=self.store,
                run_id=self.run_id,
                pool=pool,
                action_space=await pool.call(0, "action_space"),
            )
            queue, new = iter(left), list[EpisodeResult]()

            async def work() -> None:
                for slot in queue:
                    new.append(await self._play_slot(player, slot))
                    outcomes[slot.number] = new[-1]
                    report(outcomes.values())
                    _check_hope(new[-min(_HOPELESS, len(left)) :], min(_HOPELESS, len(left)))

            await _run_all([asyncio.create_task(work()) for _ in range(self.concurrency)], pool)

    async def _play_slot(self, player: EpisodePlayer, slot: Slot) -> EpisodeResult:
        outcome = await player.play(slot)
        if outcome.is_environments_fault:
            outcome = await player.play(slot)
        return outcome


def _check_hope(last: list[EpisodeResult], enough: int) -> None:
    """Gives up where the agent no longer works."""
    if len(last) == enough and all(outcome.is_agents_fault for outcome in last):
        raise MachineError(f"{enough} episodes in a row failed, the last one over the {last[-1].fault}")


async def _run_all(workers: list[asyncio.Task[None]], pool: AsyncPool) -> None:
    """Waits for all workers; where one fails, or this is cancelled, ends the others at once."""
    try:
        done, _ = await asyncio.wait(workers, return_when=asyncio.FIRST_EXCEPTION)
        for worker in done:
            worker.result()
    finally:
        pool.close()  # first: a worker that is cancelled in a step waits for its end
        for worker in workers:
            worker.cancel()
        await asyncio.gather(*workers, return_exceptions=True)
