"""``perfgym rollout``: an agent plays many episodes, and the store keeps them."""

import contextlib
import json
import sys
from collections.abc import Collection, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import asdict
from typing import Any, cast

import click
from click.core import ParameterSource

from perfgym.cli.environments import need_argument
from perfgym.cli.exit_status import ExitStatus
from perfgym.cli.options import FiniteRange, backend_option, json_option, reward_option
from perfgym.cli.output import echo, print_json
from perfgym.cli.resuming import (
    CHAT_OPTIONS,
    KIND,
    PLAN_OPTIONS,
    VARIABLES,
    option_name,
    perfgym_variables,
    resumed_options,
    warn_of_differences,
)
from perfgym.cli.rollout_progress import print_summary, rollout_progress
from perfgym.cli.stored import store_option
from perfgym.envs.family import Task
from perfgym.envs.registration import family_of, find_id
from perfgym.errors import SettingsError, suggestion
from perfgym.evaluation.reward import make_reward
from perfgym.rollout import Plan, Rollout, summarise
from perfgym.rollout.agents import (
    ChatOptions,
    MakeAgent,
    chat_agents,
    scripted_agents,
    scripted_names,
)
from perfgym.rollout.agents.chat import API_KEY_VARIABLE, BASE_URL
from perfgym.settings import resolve_settings
from perfgym.store import Run, Store, open_store

__all__ = ["command"]

_CHAT = "chat"


def _refuse(constant: str) -> Any:
    raise ValueError(f"{constant} is not a JSON number")


def _parse_object(ctx: click.Context, param: click.Parameter, value: str | None) -> dict[str, Any]:
    del ctx
    try:
        parsed = json.loads(value or "{}", parse_constant=_refuse)
    except ValueError as error:
        raise click.BadParameter(f"{value!r} is not JSON: {error}", param=param) from error
    if not isinstance(parsed, dict):
        raise click.BadParameter(f"{value!r} is not a JSON object", param=param)
    return cast("dict[str, Any]", parsed)


def _integer_option(name: str, least: int, default: int, help_text: str) -> Any:
    """Return an option that takes an integer of at least ``least``."""
    return click.option(
        name, type=click.IntRange(min=least), default=default, show_default=True, help=help_text
    )


@click.command("rollout")
@click.argument("env_id", metavar="[ID]", required=False)
@click.option(
    "--agent",
    metavar="NAME",
    default=_CHAT,
    show_default=True,
    help="Who plays: chat is a language model; reference, expert, broken, random and hill-climb are scripts. "
    "Which of them can play depends on the ID.",
)
@click.option("--model", help="Name of the model on the server.")
@click.option(
    "--base-url",
    default=BASE_URL,
    show_default=True,
    envvar="OPENAI_BASE_URL",
    help="Address of an OpenAI-compatible server; also $OPENAI_BASE_URL.",
)
@click.option(
    "--api-key-var",
    default=API_KEY_VARIABLE,
    show_default=True,
    help="Environment variable that holds the API key; the key is never stored.",
)
@click.option("--temperature", type=FiniteRange(min=0), help="Sampling temperature; default: the server's.")
@click.option(
    "--request",
    metavar="JSON",
    callback=_parse_object,
    help="""More fields of each request: '{"max_tokens": 4096}'; null leaves one out: '{"seed": null}'.""",
)
@click.option("--stream/--no-stream", default=True, show_default=True, help="Receive replies piece by piece.")
@click.option(
    "--timeout",
    "timeout_s",
    type=FiniteRange(min=0, min_open=True),
    default=600.0,
    show_default=True,
    help="Seconds to wait for the next piece of a reply.",
)
@_integer_option("--max-retries", 0, 4, "How often to repeat a request that failed or got an unusable reply.")
@click.option("--price-in", type=FiniteRange(min=0), help="Price of a million prompt tokens.")
@click.option("--price-out", type=FiniteRange(min=0), help="Price of a million reply tokens.")
@_integer_option("--episodes", 1, 1, "Number of different seeds.")
@_integer_option("--best-of", 1, 1, "Episodes of each seed.")
@_integer_option("--seed", 0, 0, "Seed of environments and agents.")
@_integer_option("--concurrency", 1, 4, "Episodes at the same time.")
@click.option("--num-envs", type=click.IntRange(min=1), help="Environments; default: --concurrency.")
@backend_option("$PERFGYM_BACKEND, or auto")
@reward_option
@click.option("--resume", metavar="RUN", help="Resume a run: its ID, the beginning of the ID, or `latest`.")
@store_option
@json_option
@click.pass_context
def command(ctx: click.Context, resume: str | None, file: str | None, as_json: bool, **options: Any) -> None:
    """Let a language model or a scripted agent play episodes of the environment ID.

    Every turn is kept in the store. A run that was stopped, for whatever reason, continues with --resume;
    an episode that has ended is not played again. The exit status is 1 if an episode ended in a fault of the
    model's server or of perfgym.
    """
    given = {name for name in options if ctx.get_parameter_source(name) is ParameterSource.COMMANDLINE}
    with contextlib.closing(_open(file)) as store:
        run = None if resume is None else store.run(resume)
        if run:
            options = resumed_options(run, options, given)
            warn_of_differences(run)
        rollout, agents = _prepared(store, run, options, given)
        try:
            with rollout_progress(rollout.plan) as report:
                results = rollout.run(agents, report)
        except KeyboardInterrupt:
            again = f"perfgym rollout --resume {rollout.run_id}{f' --store {file}' if file else ''}"
            echo(f"perfgym: interrupted; `{again}` continues", err=True)
            sys.exit(ExitStatus.INTERRUPTED)
    summary = summarise(rollout.plan, results)
    if as_json:
        facts = {"run_id": rollout.run_id, "env_id": rollout.env_id, "agent": _agent_name(options)}
        print_json(facts | asdict(summary))
    else:
        print_summary(rollout.run_id, summary, results)
    sys.exit(ExitStatus.FAILED if summary.faults else ExitStatus.OK)


def _open(file: str | None) -> Store:
    store = open_store(resolve_settings(store=file).store)
    if store is None:
        raise SettingsError("a rollout needs a store, and PERFGYM_STORE is none; name a file with --store")
    return store


def _prepared(
    store: Store, run: Run | None, options: Mapping[str, Any], given: Collection[str]
) -> tuple[Rollout, AbstractAsyncContextManager[MakeAgent]]:
    """Return the rollout and its agents. A new run begins once all options are known to be right."""
    if not options["env_id"]:
        raise SettingsError("no environment is given; give an ID (see `perfgym list`) or --resume RUN")
    env_id = find_id(options["env_id"])
    family = family_of(env_id)
    task = family.task(env_id)
    plan = Plan(episodes=options["episodes"], best_of=options["best_of"], seed=options["seed"])
    agents = _agents(task, options, given)
    arguments: dict[str, Any] = {}
    for name in ("backend", "reward"):
        if options[name]:
            need_argument(family, name)
            arguments[name] = options[name]
    if options["reward"]:
        make_reward(options["reward"])  # raises where it cannot be used
    if family.keeps_evaluations:
        arguments["store"] = str(store.path)
    rollout = Rollout(
        env_id=options["env_id"],
        task=task,
        plan=plan,
        store=store,
        run_id=run.run_id if run else _begun(store, options),
        concurrency=options["concurrency"],
        num_envs=options["num_envs"] or options["concurrency"],
        arguments=arguments,
    )
    return rollout, agents


def _agents(
    task: Task, options: Mapping[str, Any], given: Collection[str]
) -> AbstractAsyncContextManager[MakeAgent]:
    agent = options["agent"]
    if agent == _CHAT:
        if not options["model"]:
            raise SettingsError("no model is given; give --model, or an --agent that needs no model")
        chat = ChatOptions(**{name: options[name] for name in CHAT_OPTIONS})
        return chat_agents(chat, options["env_id"], task)
    if odd := [option_name(name) for name in CHAT_OPTIONS if name in given]:
        raise SettingsError(f"{odd[0]} needs --agent {_CHAT}; the agent {agent} uses no model")
    if agent not in (scripts := scripted_names(task)):
        raise SettingsError(
            f"no agent called {agent!r} plays {options['env_id']}; {suggestion(agent, [_CHAT, *scripts])}"
        )
    return contextlib.nullcontext(scripted_agents(agent, options["env_id"], task))


def _begun(store: Store, options: Mapping[str, Any]) -> str:
    known = PLAN_OPTIONS + (CHAT_OPTIONS if options["agent"] == _CHAT else ())
    return store.begin_run(
        kind=KIND,
        env_id=options["env_id"],
        agent=_agent_name(options),
        arguments={name: options[name] for name in known} | {VARIABLES: perfgym_variables()},
    )


def _agent_name(options: Mapping[str, Any]) -> str:
    return options["model"] if options["agent"] == _CHAT else options["agent"]
