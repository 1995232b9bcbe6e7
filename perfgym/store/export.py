"""A run -> files that other tools read: trajectories, preference pairs, timing suites.

Episodes with a fault, and unfinished ones, are left out.
"""

import io
import itertools
import json
import math
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from perfgym.errors import MachineError, SettingsError
from perfgym.printable import escape_unshown, portable, replace_unshown
from perfgym.records import Interval, Role, Unit
from perfgym.store import Episode, Run, Store, Turn, best_turn

__all__ = ["FORMATS", "Export", "export_run"]

_NS = 1e-9

Message = dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """An exported run.

    Attributes:
        text: Content of the file.
        records: Number of trajectories, pairs or benchmarks in it.
    """

    text: str
    records: int


def _json_lines(records: list[dict[str, Any]]) -> Export:
    lines = [escape_unshown(json.dumps(portable(record), ensure_ascii=False)) + "\n" for record in records]
    return Export(text="".join(lines), records=len(lines))


def _played(store: Store, run: Run) -> Iterator[tuple[Episode, list[Turn]]]:
    for episode in store.episodes(run.run_id, finished=True):
        if not episode.fault and (turns := store.turns(episode.episode_id)):
            yield episode, turns


def _chats(store: Store, run: Run) -> Iterator[tuple[Episode, list[Turn]]]:
    """Episodes in which every action came from a reply."""
    for episode, turns in _played(store, run):
        if all(turn.reply for turn in turns):
            yield episode, turns


def _messages(run: Run, episode: Episode, turns: list[Turn]) -> list[Message]:
    """The conversation up to the last reply; the answer to it is left out."""
    messages = [{"role": "system", "content": run.system}] if run.system else []
    messages.append({"role": "user", "content": episode.prompt})
    for turn in turns:
        messages.append({"role": "assistant", "content": turn.reply})
        messages.append({"role": "user", "content": turn.feedback})
    return messages[:-1]


def _speedup(turn: Turn | None) -> float | None:
    time = turn.evaluation.time if turn and turn.evaluation else None
    return math.exp(time.estimate) if time else None


def _trajectory(run: Run, episode: Episode, turns: list[Turn]) -> dict[str, Any]:
    best = best_turn(turns)
    return {
        "messages": _messages(run, episode, turns),
        "reward": episode.reward,
        "env_id": episode.env_id,
        "seed": episode.seed,
        "metadata": {
            "run_id": run.run_id,
            "episode": episode.number,
            "agent": run.agent,
            "terminated": episode.terminated,
            "truncated": episode.truncated,
            "rewards": [turn.reward for turn in turns],
            "scores": [turn.score for turn in turns],
            "statuses": [str(turn.evaluation.status) if turn.evaluation else "" for turn in turns],
            "best_turn": best and best.number,
            "best_speedup": _speedup(best),
        },
    }


def trajectories(store: Store, run: Run) -> Export:
    """One line of JSON for each episode: the conversation in the chat format, its reward and its origin."""
    return _json_lines([_trajectory(run, episode, turns) for episode, turns in _chats(store, run)])


@dataclass(frozen=True, slots=True, kw_only=True)
class _ScoredReply:
    """A reply to a conversation, its score, and the log ratio of its time, if that was measured."""

    prompt: list[Message]
    reply: str
    score: float
    time: Interval | None


def _time(turn: Turn) -> Interval | None:
    return turn.evaluation.time if turn.evaluation else None


def _replies(store: Store, run: Run) -> Iterator[list[_ScoredReply]]:
    """Lists of replies to the same conversation.

    The prompts of one environment and seed differ at most in the measured cost of the reference, so they
    count as equal; everything that follows must be equal.
    """
    groups: defaultdict[tuple[Any, ...], list[_ScoredReply]] = defaultdict(list)
    for episode, turns in _chats(store, run):
        messages = _messages(run, episode, turns)
        prompt = len(messages) - 2 * len(turns)  # its place: a system message comes first
        for number, turn in enumerate(turns):
            before = messages[: 2 * number + 1 + prompt]
            key = (episode.env_id, episode.seed, *(message["content"] for message in before[1 + prompt :]))
            scored = _ScoredReply(prompt=before, reply=turn.reply, score=turn.score, time=_time(turn))
            groups[key].append(scored)
    yield from groups.values()


def _is_better(one: _ScoredReply, other: _ScoredReply) -> bool:
    """Whether ``one`` is certainly better: its score is higher, and intervals of both do not overlap."""
    if one.reply == other.reply or not one.score > other.score:
        return False
    return not (one.time and other.time) or one.time.low > other.time.high


def preferences(store: Store, run: Run) -> Export:
    """One line of JSON for each pair of replies to the same conversation of which one is certainly better."""
    return _json_lines(
        [
            {
                "prompt": chosen.prompt,
                "chosen": chosen.reply,
                "rejected": rejected.reply,
                "chosen_reward": chosen.score,
                "rejected_reward": rejected.score,
            }
            for replies in _replies(store, run)
            for chosen, rejected in itertools.permutations(replies, 2)
            if _is_better(chosen, rejected)
        ]
    )


def _pyperf() -> Any:
    try:
        import pyperf  # pyright: ignore[reportMissingTypeStubs]
    except ImportError as error:
        raise MachineError(
            "a pyperf suite is written by pyperf, which is missing; run `pip install 'perfgym[pyperf]'`"
        ) from error
    return pyperf


def _benchmark(pyperf: Any, run: Run, episode: Episode, turn: Turn, side: str) -> Any:
    """Time samples of the candidate or its reference: seconds, or cycles if those were counted."""
    measurement = turn.evaluation.measurement if turn.evaluation else None
    assert measurement is not None  # a best turn is accepted, so it was measured
    event = measurement.events[Role.TIME]
    counts = [pair.candidate if side == "candidate" else pair.reference for pair in measurement.pairs]
    samples = [one[Role.TIME] for one in counts if Role.TIME in one]
    in_seconds = event.unit is Unit.NANOSECONDS
    metadata = {
        "name": f"{episode.env_id}, episode {episode.number}, {side}",
        "unit": "second" if in_seconds else "integer",
        "perfgym_run": run.run_id,
        "perfgym_turn": turn.number,
        "perfgym_event": str(event),
    }
    if measurement.host:  # pyperf refuses empty values
        metadata["perfgym_host"] = measurement.host
    # pyperf refuses line breaks, and prints these values on a terminal.
    metadata = {
        name: replace_unshown(text).replace("\n", " ") if isinstance(text, str) else text
        for name, text in metadata.items()
    }
    values = [sample * _NS if in_seconds else sample for sample in samples]
    return pyperf.Benchmark([pyperf.Run(values, metadata=metadata, collect_metadata=False)])


def pyperf_suite(store: Store, run: Run) -> Export:
    """Candidate and reference of the best submission of each episode, as benchmarks of a pyperf suite.

    Raises:
        MachineError: pyperf is missing.
    """
    pyperf = _pyperf()
    benchmarks = [
        _benchmark(pyperf, run, episode, best, side)
        for episode, turns in _played(store, run)
        if (best := best_turn(turns))
        for side in ("candidate", "reference")
    ]
    file = io.StringIO()
    if benchmarks:
        pyperf.BenchmarkSuite(benchmarks).dump(file, compact=False)
    return Export(text=file.getvalue(), records=len(benchmarks))


FORMATS: dict[str, Callable[[Store, Run], Export]] = {
    "trajectories": trajectories,
    "preferences": preferences,
    "pyperf": pyperf_suite,
}
"""Name of a format -> the function that makes the file's content."""

_NEEDS = {
    "trajectories": "finished episode without a fault whose every turn has a reply",
    "preferences": "two replies to one conversation of which one is certainly better",
    "pyperf": "finished episode without a fault that has an accepted submission",
}


def export_run(store: Store, run: Run, form: str) -> Export:
    """Return the content of the file that a run is exported to.

    Args:
        store: The store that holds the run.
        run: The run.
        form: One of `FORMATS`.

    Raises:
        SettingsError: The run has nothing that belongs in such a file.
        MachineError: The package that writes the format is missing.
    """
    export = FORMATS[form](store, run)
    if not export.records:
        raise SettingsError(f"run {run.run_id} has no {_NEEDS[form]}: there is nothing to export as {form}")
    return export
