"""A run -> its conversations: trajectories, chat data for supervised training, preference pairs.

Prompts, feedback and replies are those of the store, so they are what the agent saw and wrote. Episodes with
a fault, unfinished ones and those without replies are left out.
"""

import itertools
import math
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from perfgym.records import Interval
from perfgym.store.exported import Export, Selection, json_lines
from perfgym.store.records import Episode, Run, Turn, best_turn
from perfgym.store.store import Store

__all__ = ["finished_episodes", "lessons", "preferences", "trajectories"]

Message = dict[str, str]


def finished_episodes(store: Store, run: Run) -> Iterator[tuple[Episode, list[Turn]]]:
    """The finished episodes of a run that have turns and no fault, with their turns."""
    for episode in store.episodes(run.run_id, finished=True):
        if not episode.fault and (turns := store.turns(episode.episode_id)):
            yield episode, turns


def _chats(store: Store, run: Run) -> Iterator[tuple[Episode, list[Turn]]]:
    """Episodes in which every action came from a reply."""
    for episode, turns in finished_episodes(store, run):
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


def trajectories(store: Store, run: Run, selection: Selection) -> Export:
    """One line of JSON for each episode: the conversation in the chat format, its reward and its origin.

    Every episode is there, whatever the selection: this is the record of a run.
    """
    del selection
    return json_lines([_trajectory(run, episode, turns) for episode, turns in _chats(store, run)])


def _is_good(turn: Turn, selection: Selection) -> bool:
    """Whether a model should learn to reply so. A reply that only used a tool evaluated nothing."""
    if turn.evaluation is None:
        return True
    is_faster = turn.evaluation.faster
    return turn.accepted and (is_faster or selection.keep == "accepted")


def _lesson(run: Run, episode: Episode, turns: list[Turn], selection: Selection) -> dict[str, Any] | None:
    """The conversation up to its best program; None if a reply that is learnt is not good enough."""
    best = best_turn(turns)
    if best is None:
        return None
    turns = turns[: turns.index(best) + 1]
    learnt = turns if selection.columns == "messages" else turns[-1:]
    if not all(_is_good(turn, selection) for turn in learnt):
        return None
    messages = _messages(run, episode, turns)
    chat = {"prompt": messages[:-1], "completion": messages[-1:]}
    if selection.columns == "messages":
        chat = {"messages": messages}
    return {
        **chat,
        "env_id": episode.env_id,
        "seed": episode.seed,
        "score": best.score,
        "speedup": _speedup(best),
    }


def lessons(store: Store, run: Run, selection: Selection) -> Export:
    """One line of JSON for each good conversation: chat data for supervised training."""
    played = (pair for pair in _chats(store, run) if selection.may_train_on(pair[0]))
    found = (_lesson(run, episode, turns, selection) for episode, turns in played)
    return json_lines([lesson for lesson in found if lesson])


@dataclass(frozen=True, slots=True, kw_only=True)
class _ScoredReply:
    """A reply to a conversation, what became of its program, and the log ratio of its time, if measured."""

    prompt: list[Message]
    reply: str
    accepted: bool
    score: float
    time: Interval | None


def _time(turn: Turn) -> Interval | None:
    return turn.evaluation.time if turn.evaluation else None


def _replies(store: Store, run: Run, selection: Selection) -> Iterator[list[_ScoredReply]]:
    """Lists of replies to the same conversation.

    The prompts of one environment and seed differ at most in the measured cost of the reference, so they
    count as equal; everything that follows must be equal.
    """
    groups: defaultdict[tuple[Any, ...], list[_ScoredReply]] = defaultdict(list)
    for episode, turns in _chats(store, run):
        if not selection.may_train_on(episode):
            continue
        messages = _messages(run, episode, turns)
        prompt = len(messages) - 2 * len(turns)  # its place: a system message comes first
        for number, turn in enumerate(turns):
            before = messages[: 2 * number + 1 + prompt]
            key = (episode.env_id, episode.seed, *(message["content"] for message in before[1 + prompt :]))
            groups[key].append(
                _ScoredReply(
                    prompt=before,
                    reply=turn.reply,
                    accepted=turn.accepted,
                    score=turn.score,
                    time=_time(turn),
                )
            )
    yield from groups.values()


def _is_better(one: _ScoredReply, other: _ScoredReply) -> bool:
    """Whether ``one`` is right and certainly better: its score is higher, and no intervals overlap."""
    if one.reply == other.reply or not (one.accepted and one.score > other.score):
        return False
    return not (one.time and other.time) or one.time.low > other.time.high


def _answer(reply: str) -> list[Message]:
    return [{"role": "assistant", "content": reply}]


def preferences(store: Store, run: Run, selection: Selection) -> Export:
    """One line of JSON for each pair of replies to the same conversation of which one is certainly better."""
    return json_lines(
        [
            {
                "prompt": chosen.prompt,
                "chosen": _answer(chosen.reply),
                "rejected": _answer(rejected.reply),
                "chosen_reward": chosen.score,
                "rejected_reward": rejected.score,
            }
            for replies in _replies(store, run, selection)
            for chosen, rejected in itertools.permutations(replies, 2)
            if _is_better(chosen, rejected)
        ]
    )
