"""``perfgym rollout``: an agent plays many episodes, and the store keeps them."""

import contextlib
import sys
from collections.abc import Collection, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import asdict
from typing import Any

import click
from click.core import ParameterSource

from perfgym.cli.environments import matching_ids
from perfgym.cli.exit_status import ExitStatus
from perfgym.cli.options import backend_option, json_option, reward_option
from perfgym.cli.output import echo, print_json
from perfgym.cli.playing import (
    CHAT,
    agent_name,
    chat_options,
    chosen_agents,
    environment_arguments,
    integer_option,
    number_of_workers,
    store_to_play_in,
    worker_options,
)
from perfgym.cli.resuming import (
    CHAT_OPTIONS,
    KIND,
    PLAN_OPTIONS,
    VARIABLES,
    perfgym_variables,
    resumed_options,
    warn_of_differences,
)
from perfgym.cli.rollout_progress import print_summary, rollout_progress
from perfgym.cli.stored import store_option
from perfgym.envs.registration import family_of, find_id
from perfgym.errors import SettingsError
from perfgym.rollout import Plan, Rollout, RolloutSummary, summarise
from perfgym.rollout.agents import (
    MakeAgent,
)
from perfgym.settings import FEEDBACK_MODES
from perfgym.store import Run, Store

__all__ = ["command"]


@click.command("rollout")
@click.argument("env_ids", metavar="[ID]...", nargs=-1)
@click.option(
    "--agent",
    metavar="NAME",
    default=CHAT,
    show_default=True,
    help="Who plays: chat is a language model; reference, first-step, o3, expert, broken, random and "
    "hill-climb are scripts. Which of them can play depends on the ID.",
)
@chat_options
@integer_option("--episodes", 1, 1, "Number of different seeds, the same for each ID.")
@integer_option("--best-of", 1, 1, "Episodes of each ID and seed.")
@integer_option("--seed", 0, 0, "Seed of environments and agents.")
@worker_options
@backend_option("$PERFGYM_BACKEND, or auto")
@click.option("--max-turns", type=int, help="Turns of an episode; default: $PERFGYM_MAX_TURNS, or the ID's.")
@reward_option
@click.option(
    "--feedback",
    type=click.Choice(FEEDBACK_MODES),
    help="What feedback tells of counters; default: $PERFGYM_FEEDBACK, or full.",
)
@click.option("--resume", metavar="RUN", help="Resume a run: its ID, the beginning of the ID, or `latest`.")
@store_option
@json_option
@click.pass_context
def command(ctx: click.Context, resume: str | None, file: str | None, as_json: bool, **options: Any) -> None:
    """Let a language model or a scripted agent play episodes of one environment ID or more.

    An ID may be a pattern: 'PerfOptimize-*-c-v0' stands for every problem in C. All IDs are played in one
    run. An episode that waits for its agent keeps no core busy.

    Every turn is kept in the store. A run that was stopped, for whatever reason, continues with --resume;
    an episode that has ended is not played again. The exit status is 1 if an episode ended in a fault of the
    model's server or of perfgym.
    """
    given = {name for name in options if ctx.get_parameter_source(name) is ParameterSource.COMMANDLINE}
    requested: tuple[str, ...] = options["env_ids"]
    options["env_ids"] = matching_ids(requested)
    if requested:
        given.add("env_ids")
    with contextlib.closing(store_to_play_in(file)) as store:
        run = None if resume is None else store.run(resume)
        if run:
            options = resumed_options(run, options, given)
            warn_of_differences(run)
        rollout, agents = _prepared(store, run, options, given, requested)
        try:
            with rollout_progress(rollout.plan) as report:
                results = rollout.run(agents, report)
        except KeyboardInterrupt:
            again = f"perfgym rollout --resume {rollout.run_id}{f' --store {file}' if file else ''}"
            echo(f"perfgym: interrupted; `{again}` continues", err=True)
            sys.exit(ExitStatus.INTERRUPTED)
    summary = summarise(rollout.plan, results)
    if as_json:
        facts = {"run_id": rollout.run_id, "env_ids": rollout.plan.env_ids, "agent": agent_name(options)}
        print_json(facts | _summary_facts(summary))
    else:
        print_summary(rollout.run_id, summary, results)
    sys.exit(ExitStatus.FAILED if summary.faults else ExitStatus.OK)


def _summary_facts(summary: RolloutSummary) -> dict[str, Any]:
    """Return the summary for JSON, with the statistics of all episodes among its own facts."""
    facts = asdict(summary)
    return facts.pop("statistics") | facts


def _prepared(
    store: Store,
    run: Run | None,
    options: Mapping[str, Any],
    given: Collection[str],
    requested: tuple[str, ...],
) -> tuple[Rollout, AbstractAsyncContextManager[MakeAgent]]:
    """Return the rollout and its agents. A new run begins once all options are known to be right."""
    if not options["env_ids"]:
        raise SettingsError("no environment is given; give an ID (see `perfgym list`) or --resume RUN")
    plan = Plan(
        env_ids=tuple(options["env_ids"]),
        episodes=options["episodes"],
        best_of=options["best_of"],
        seed=options["seed"],
    )
    found = {env_id: find_id(env_id) for env_id in plan.env_ids}
    tasks = {env_id: family_of(one).task(one) for env_id, one in found.items()}
    arguments = {env_id: environment_arguments(store, env_id, options) for env_id in plan.env_ids}
    agents = chosen_agents(tasks, options, given)
    rollout = Rollout(
        plan=plan,
        tasks=tasks,
        store=store,
        run_id=run.run_id if run else _begun(store, options, requested),
        concurrency=options["concurrency"],
        num_workers=number_of_workers(options),
        arguments=arguments,
    )
    return rollout, agents


def _begun(store: Store, options: Mapping[str, Any], requested: tuple[str, ...]) -> str:
    known = PLAN_OPTIONS + (CHAT_OPTIONS if options["agent"] == CHAT else ())
    return store.begin_run(
        kind=KIND,
        env_id=_requested_name(options["env_ids"], requested),
        agent=agent_name(options),
        arguments={name: options[name] for name in known} | {VARIABLES: perfgym_variables()},
    )


def _requested_name(env_ids: list[str], requested: tuple[str, ...]) -> str:
    """Return the ID or the pattern that a run plays, or else how many IDs it plays."""
    if len(env_ids) == 1:
        return env_ids[0]
    return requested[0] if len(requested) == 1 else f"{len(env_ids)} environments"
