"""``perfgym show``: the episodes of a run, or the turns of one episode."""

import contextlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, cast

import click
import msgspec
from rich.text import Text

from perfgym.cli.listing import Column, one_line, print_listing
from perfgym.cli.options import json_option
from perfgym.cli.output import echo, print_json, print_line
from perfgym.cli.played import (
    formatted,
    pass_at_text,
    print_environments,
    reward_text,
    speedup_text,
    status_text,
    tests_text,
    tokens_text,
    turn_facts,
    usage_text,
)
from perfgym.cli.stored import existing_store, run_argument, store_option, submission_changes, utc
from perfgym.errors import SettingsError, suggestion
from perfgym.printable import portable
from perfgym.store import (
    Episode,
    Run,
    Statistics,
    Store,
    Turn,
    action_text,
    best_turn,
    outcome_of,
    statistics,
    statistics_by_environment,
    total_usage,
)

__all__ = ["command"]

_LONGEST_ARGUMENT = 500
_LONGEST_ACTION = 200

_EPISODE_COLUMNS = (
    Column(name="episode", is_right=True),
    Column(name="turns", is_right=True),
    Column(name="reward", is_right=True),
    Column(name="best speed-up (99 %)", is_right=True),
    Column(name="ended"),
    Column(name="tokens", is_right=True),
    Column(name="cost", is_right=True),
    Column(name="seed", is_minor=True),
    Column(name="environment", is_minor=True),
    Column(name="fault", is_long=True),
)
_TURN_COLUMNS = (
    Column(name="turn", is_right=True),
    Column(name="status"),
    Column(name="tests", is_right=True),
    Column(name="speed-up (99 %)", is_right=True),
    Column(name="score", is_right=True),
    Column(name="action", is_long=True),
)


@click.command("show")
@run_argument
@click.option("--episode", "number", type=int, metavar="N", help="Show the turns of this episode.")
@click.option("--attempt", type=int, metavar="N", help="Which attempt at the episode; default: the last.")
@store_option
@json_option
def command(run_id: str, number: int | None, attempt: int | None, file: str | None, as_json: bool) -> None:
    """Show the episodes of a run, or the turns of one episode and its best program.

    RUN is the ID of the run, the beginning of the ID, or `latest`.
    """
    with contextlib.closing(existing_store(file)) as store:
        run = store.run(run_id)
        if number is not None:
            _show_episode(store, _episode(store, run, number, attempt), as_json)
        elif attempt is not None:
            raise SettingsError("--attempt needs --episode; give the number of the episode, too")
        else:
            _show_run(store, run, as_json)


def _episode(store: Store, run: Run, number: int, attempt: int | None) -> Episode:
    known = {episode.number: episode for episode in store.episodes(run.run_id)}
    if number not in known:
        hint = suggestion(str(number), map(str, known)) if known else "it has none"
        raise SettingsError(f"run {run.run_id} has no episode {number}; {hint}")
    if attempt is None:
        return known[number]
    attempts = {one.attempt: one for one in store.attempts(run.run_id, number)}
    if attempt not in attempts:
        raise SettingsError(
            f"episode {number} of run {run.run_id} has no attempt {attempt}; "
            f"there are: {', '.join(map(str, attempts))}"
        )
    return attempts[attempt]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Played:
    """The last attempt at an episode, its turns, and what the replies of all attempts used."""

    episode: Episode
    turns: list[Turn]
    usage: Mapping[str, float]


# ---- a run ------------------------------------------------------------------------------------------


def _show_run(store: Store, run: Run, as_json: bool) -> None:
    usages = store.usages(run.run_id)
    played = [
        _Played(episode=episode, turns=store.turns(episode.episode_id), usage=usages.get(episode.number, {}))
        for episode in store.episodes(run.run_id)
    ]
    outcomes = [outcome for one in played if (outcome := outcome_of(one.episode, one.turns))]
    total, environments = statistics(outcomes), statistics_by_environment(outcomes)
    usage = total_usage(usages.values())
    if as_json:
        facts = {"statistics": total, "environments": environments, "usage": usage}
        episodes = [_episode_facts(one) for one in played]
        print_json({**asdict(run), **msgspec.to_builtins(facts), "episodes": episodes})
        return
    versions = ", ".join(f"{name} {version}" for name, version in run.versions.items())
    for line in (
        f"{run.kind} {run.run_id}: {run.agent} on {run.env_id}, {run.outcome}",
        f"started {utc(run.started)} UTC on host {run.host} with {versions}",
        f"arguments: {_arguments(run.arguments)}",
        *_results(total, usage),
    ):
        print_line(one_line(line), wrap_words=True)
    if len(environments) > 1:
        print_line("")
        print_environments(environments)
    if played:
        print_line("")
        print_listing(_EPISODE_COLUMNS, [_episode_cells(one) for one in played])


def _results(total: Statistics, usage: Mapping[str, float]) -> Iterator[str]:
    """Yield what came of a run, in one line or two, and nothing of a run without episodes or replies."""
    if total.episodes:
        parts = [
            formatted("mean reward {:+.3f}", total.mean_reward),
            pass_at_text(total.pass_at),
            formatted("best speed-up {:.2f}", total.best_speedup),
        ]
        yield f"results: {', '.join(filter(None, parts))}"
    if used := usage_text(usage):
        yield f"all replies: {used}"


def _arguments(arguments: Mapping[str, Any], prefix: str = "") -> str:
    """Return the arguments that are set as ``name=value``; a group of them as ``group.name=value``."""
    parts: list[str] = []
    for name, value in arguments.items():
        if isinstance(value, Mapping):
            parts.append(_arguments(cast("Mapping[str, Any]", value), f"{prefix}{name}."))
        elif value is not None and value != "":
            text = value if isinstance(value, str) else json.dumps(portable(value))
            more = " ..." if len(text) > _LONGEST_ARGUMENT else ""
            parts.append(f"{prefix}{name}={text[:_LONGEST_ARGUMENT]}{more}")
    return ", ".join(filter(None, parts))


def _episode_facts(played: _Played) -> dict[str, Any]:
    best = best_turn(played.turns)
    facts = {"turns": len(played.turns), "best_turn": best and turn_facts(best)}
    return {**asdict(played.episode), **facts, "usage": played.usage}


def _episode_cells(played: _Played) -> list[str]:
    episode, best = played.episode, best_turn(played.turns)
    return [
        str(episode.number),
        str(len(played.turns)),
        reward_text(episode.reward),
        _speedup(best),
        _ending(episode),
        tokens_text(played.usage),
        formatted("{:.4f}", played.usage.get("cost")),
        str(episode.seed),
        episode.env_id,
        str(episode.fault or ""),
    ]


def _ending(episode: Episode) -> str:
    if not episode.ended:
        return "unfinished"
    if episode.fault:
        return "fault"
    return "truncated" if episode.truncated else "terminated"


# ---- an episode -------------------------------------------------------------------------------------


def _show_episode(store: Store, episode: Episode, as_json: bool) -> None:
    turns = store.turns(episode.episode_id)
    best = best_turn(turns)
    if as_json:
        print_json(
            {
                **asdict(episode),
                "turns": [_turn_record(turn) for turn in turns],
                "best_turn": best and best.number,
            }
        )
        return
    attempt = f", attempt {episode.attempt}" if episode.attempt > 1 else ""
    fault = f": {episode.fault}" if episode.fault else ""
    heading = f"Episode {episode.number}{attempt} of {episode.env_id}: {_ending(episode)}{fault}"
    print_line(one_line(heading), wrap_words=True)
    print_line(f"seed {episode.seed}")
    if turns:
        print_listing(_TURN_COLUMNS, [_turn_cells(turn) for turn in turns])
    if best:
        flags = best.submission.flags if best.submission else ()
        built = f", built with {' '.join(flags)}" if flags else ""
        print_line(one_line(f"The best is turn {best.number}{built}:"))
        echo(_best_text(episode, best))


def _best_text(episode: Episode, best: Turn) -> str:
    """The best submission: what it changes, where that is known, else the whole."""
    changes = submission_changes(episode.env_id, best.submission) if best.submission else None
    if changes is None:
        return best.source.strip()
    return changes.strip() or "It changes nothing."


def _turn_cells(turn: Turn) -> list[str | Text]:
    # A step that evaluated something shows its figures; the step of a tool shows its action alone.
    action = "" if turn.evaluation else one_line(action_text(turn.action))[:_LONGEST_ACTION]
    status = Text(status_text(turn), style="green" if turn.accepted else "red")
    return [str(turn.number), status, tests_text(turn), _speedup(turn), reward_text(turn.score), action]


def _speedup(turn: Turn | None) -> str:
    return speedup_text(turn.evaluation.time) if turn and turn.evaluation else ""


def _turn_record(turn: Turn) -> dict[str, Any]:
    """Return a turn for JSON, the submission as text."""
    facts = {field.name: getattr(turn, field.name) for field in fields(turn)}
    evaluation = turn.evaluation and msgspec.to_builtins(turn.evaluation)
    flags = turn.submission.flags if turn.submission else ()
    return facts | {
        "submission": turn.submission and {"text": turn.source, "flags": flags},
        "evaluation": evaluation,
        "fault": turn.fault and asdict(turn.fault),
    }
