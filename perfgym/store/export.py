"""A run of the store -> files that other tools read: chats, pairs of replies, timing suites.

Faulted and unfinished episodes are in none of them.
"""

import io
import itertools
import json
import math
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from perfgym.errors import MachineError, SettingsError
from perfgym.store import Episode, Run, Store, Turn, best_turn

__all__ = ["FORMATS", "Export", "export_run", "portable", "write_text"]

_NS = 1e-9

Message = dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """What became of a run.

    Attributes:
        text: Content of the file.
        records: How many trajectories, pairs or benchmarks there are in it.
    """

    text: str
    records: int


def portable(value: Any) -> Any:
    """``value`` as every reader of JSON takes it.

    A number that is not finite is None, and a lone surrogate, which UTF-8 has no code for, is U+FFFD.
    """
    if isinstance(value, dict):
        return {portable(key): portable(item) for key, item in cast("dict[str, Any]", value).items()}
    if isinstance(value, (list, tuple)):
        return [portable(item) for item in cast("list[Any]", value)]
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _json_lines(records: list[dict[str, Any]]) -> Export:
    lines = [json.dumps(portable(record), ensure_ascii=False) + "\n" for record in records]
    return Export(text="".join(lines), records=len(lines))


def _played(store: Store, run: Run) -> Iterator[tuple[Episode, list[Turn]]]:
    for episode in store.episodes(run.run_id, finished=True):
        if not episode.fault and (turns := store.turns(episode.episode_id)):
            yield episode, turns


def _chats(store: Store, run: Run) -> Iterator[tuple[Episode, list[Turn]]]:
    """Episodes in which every action was read from a reply."""
    for episode, turns in _played(store, run):
        if all(turn.reply for turn in turns):
            yield episode, turns


def _messages(episode: Episode, turns: list[Turn]) -> list[Message]:
    """The whole conversation; what was answered to the last reply is not part of it."""
    messages = [{"role": "user", "content": episode.prompt}]
    for turn in turns:
        messages.append({"role": "assistant", "content": turn.reply})
        messages.append({"role": "user", "content": turn.feedback})
    return messages[:-1]


def _trajectory(run: Run, episode: Episode, turns: list[Turn]) -> dict[str, Any]:
    best = best_turn(turns)
    return {
        "messages": _messages(episode, turns),
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
            "statuses": [turn.info.get("status", "") for turn in turns],
            "best_turn": best and best.number,
            "best_speedup": best and best.info.get("speedup"),
        },
    }


def trajectories(store: Store, run: Run) -> Export:
    """A line of JSON an episode: the conversation in the chat format, its reward and where it comes from."""
    return _json_lines([_trajectory(run, episode, turns) for episode, turns in _chats(store, run)])


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    """A reply to a conversation, what it was worth, and the bounds of its speed-up where it has one."""

    prompt: list[Message]
    reply: str
    score: float
    bounds: tuple[float, float] | None


def _bounds(turn: Turn) -> tuple[float, float] | None:
    low, high = (float(turn.info.get(f"speedup_{end}", math.nan)) for end in ("low", "high"))
    return (low, high) if low <= high else None


def _answers(store: Store, run: Run) -> Iterator[list[_Answer]]:
    """Answers to one and the same conversation, a list each.

    The prompts of one environment and seed differ in what the reference was measured to cost, if at all.
    They count as the same; all that follows has to be equal.
    """
    groups: defaultdict[tuple[Any, ...], list[_Answer]] = defaultdict(list)
    for episode, turns in _chats(store, run):
        messages = _messages(episode, turns)
        for number, turn in enumerate(turns):
            before = messages[: 2 * number + 1]
            key = (episode.env_id, episode.seed, *(message["content"] for message in before[1:]))
            answer = _Answer(prompt=before, reply=turn.reply, score=turn.score, bounds=_bounds(turn))
            groups[key].append(answer)
    yield from groups.values()


def _is_better(one: _Answer, other: _Answer) -> bool:
    """Whether ``one`` is certainly worth more: where both have intervals, these are apart."""
    if one.reply == other.reply or not one.score > other.score:
        return False
    return not (one.bounds and other.bounds) or one.bounds[0] > other.bounds[1]


def preferences(store: Store, run: Run) -> Export:
    """A line of JSON for each two replies to one conversation of which one is certainly better."""
    return _json_lines(
        [
            {
                "prompt": chosen.prompt,
                "chosen": chosen.reply,
                "rejected": rejected.reply,
                "chosen_reward": chosen.score,
                "rejected_reward": rejected.score,
            }
            for answers in _answers(store, run)
            for chosen, rejected in itertools.permutations(answers, 2)
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
    """Time samples of the candidate or its reference: seconds, or cycles where those were counted."""
    event = turn.info["events"]["time"]
    in_cycles = "cycles" in event
    samples = turn.info[f"{side}_samples"]["time"]
    metadata = {
        "name": f"{episode.env_id}, episode {episode.number}, {side}",
        "unit": "integer" if in_cycles else "second",
        "perfgym_run": run.run_id,
        "perfgym_turn": turn.number,
        "perfgym_event": event,
        "perfgym_host": turn.info["host"],
    }
    values = [sample if in_cycles else sample * _NS for sample in samples]
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
"""Name to what makes the file's content."""

_NEEDS = {
    "trajectories": "finished episode without a fault whose every turn has a reply",
    "preferences": "two replies to one conversation of which one is certainly better",
    "pyperf": "finished episode without a fault that has an accepted submission",
}


def export_run(store: Store, run: Run, form: str, path: Path, *, force: bool = False) -> Export:
    """Writes a run to a file.

    Args:
        store: Where the run is.
        run: The run.
        form: One of `FORMATS`.
        path: The file.
        force: Whether a file that is there is overwritten.

    Raises:
        SettingsError: The file is there, or cannot be written, or the run has nothing for it.
        MachineError: What writes the format is missing.
    """
    export = FORMATS[form](store, run)
    if not export.records:
        raise SettingsError(f"run {run.run_id} has no {_NEEDS[form]}: there is nothing to export as {form}")
    write_text(export.text, path, force=force)
    return export


def write_text(text: str, path: Path, *, force: bool = False) -> None:
    """Writes a file that is not there yet, or overwrites it where that is asked for.

    Raises:
        SettingsError: It is there, or cannot be written.
    """
    try:
        with path.open("w" if force else "x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError as error:
        raise SettingsError(f"{path} is there already; --force overwrites it") from error
    except OSError as error:
        raise SettingsError(f"{path} cannot be written: {error.strerror}") from error
