"""``perfgym rollout``: an agent plays many episodes, and the store keeps them."""

import contextlib
import json
import sys
from collections.abc import Collection, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import asdict
from pathlib import Path
from typing import Any, cast

import click
from click.core import ParameterSource

from perfgym.cli.environments import matching_ids, need_argument
from perfgym.cli.exit_status import ExitStatus
from perfgym.cli.options import FiniteRange, backend_option, json_option, reward_option
from perfgym.cli.output import echo, print_json
from perfgym.cli.resuming import (
    CHAT_OPTIONS,
    ENVIRONMENT_OPTIONS,
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
from perfgym.machine.preferred_cores import measuring_cores
from perfgym.rollout import Plan, Rollout, RolloutSummary, summarise
from perfgym.rollout.agents import (
    ChatOptions,
    MakeAgent,
    chat_agents,
    scripted_agents,
    scripted_names,
)
from perfgym.rollout.agents.chat import API_KEY_VARIABLE, BASE_URL
from perfgym.settings import FEEDBACK_MODES, resolve_settings
from perfgym.store import Run, Store, open_store

__all__ = ["command"]

_CHAT = "chat"
_LONGEST_SYSTEM = 1 << 20  # bytes


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


def _read_system(ctx: click.Context, param: click.Parameter, value: Path | None) -> str:
    """Read the system message; the run keeps its text, so that a resumed run has the same."""
    del ctx
    if value is None:
        return ""
    try:
        content = value.read_bytes()[: _LONGEST_SYSTEM + 1]
        text = content.decode()
    except OSError as error:
        raise click.BadParameter(f"{value} cannot be read: {error.strerror}", param=param) from error
    except UnicodeDecodeError as error:
        raise click.BadParameter(f"{value} is not text in UTF-8: {error}", param=param) from error
    if not text.strip() or len(content) > _LONGEST_SYSTEM:
        raise click.BadParameter(
            f"{value} must hold a text of at most {_LONGEST_SYSTEM} bytes, it has {len(content)}", param=param
        )
    return text


def _integer_option(name: str, least: int, default: int, help_text: str) -> Any:
    """Return an option that takes an integer of at least ``least``."""
    return click.option(
        name, type=click.IntRange(min=least), default=default, show_default=True, help=help_text
    )


@click.command("rollout")
@click.argument("env_ids", metavar="[ID]...", nargs=-1)
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
@click.option(
    "--system",
    metavar="FILE",
    type=click.Path(path_type=Path),
    callback=_read_system,
    help="Text of the system message; it is kept with the run. Default: none.",
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
@_integer_option("--episodes", 1, 1, "Number of different seeds, the same for each ID.")
@_integer_option("--best-of", 1, 1, "Episodes of each ID and seed.")
@_integer_option("--seed", 0, 0, "Seed of environments and agents.")
@_integer_option("--concurrency", 1, 4, "Episodes at the same time, most of which wait for the model.")
@click.option(
    "--num-envs",
    type=click.IntRange(min=1),
    help="Processes that evaluate; episodes take turns on them. Default: one for each core to measure on.",
)
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
    with contextlib.closing(_open(file)) as store:
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
        facts = {"run_id": rollout.run_id, "env_ids": rollout.plan.env_ids, "agent": _agent_name(options)}
        print_json(facts | _summary_facts(summary))
    else:
        print_summary(rollout.run_id, summary, results)
    sys.exit(ExitStatus.FAILED if summary.faults else ExitStatus.OK)


def _open(file: str | None) -> Store:
    store = open_store(resolve_settings(store=file).store)
    if store is None:
        raise SettingsError("a rollout needs a store, and PERFGYM_STORE is none; name a file with --store")
    return store


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
    arguments = {env_id: _arguments(store, env_id, options) for env_id in plan.env_ids}
    agents = _agents(tasks, options, given)
    num_envs = options["num_envs"] or max(len(measuring_cores(resolve_settings().cores)), 1)
    rollout = Rollout(
        plan=plan,
        tasks=tasks,
        store=store,
        run_id=run.run_id if run else _begun(store, options, requested),
        concurrency=options["concurrency"],
        num_workers=num_envs,
        arguments=arguments,
    )
    return rollout, agents


def _arguments(store: Store, env_id: str, options: Mapping[str, Any]) -> dict[str, Any]:
    """Return the arguments of an ID's environments, all of which its family takes.

    Raises:
        SettingsError: The family does not take an argument that was given, or a value cannot be used.
    """
    family = family_of(find_id(env_id))
    arguments = {name: options[name] for name in ENVIRONMENT_OPTIONS if options[name] is not None}
    for name in arguments:
        need_argument(family, name)
    resolve_settings(**arguments)
    if "reward" in arguments:
        make_reward(arguments["reward"])  # raises where it cannot be used
    return arguments | ({"store": str(store.path)} if family.keeps_evaluations else {})


def _agents(
    tasks: Mapping[str, Task], options: Mapping[str, Any], given: Collection[str]
) -> AbstractAsyncContextManager[MakeAgent]:
    agent = options["agent"]
    if agent == _CHAT:
        if not options["model"]:
            raise SettingsError("no model is given; give --model, or an --agent that needs no model")
        chat = ChatOptions(**{name: options[name] for name in CHAT_OPTIONS})
        return chat_agents(chat, tasks)
    if odd := [option_name(name) for name in CHAT_OPTIONS if name in given]:
        raise SettingsError(f"{odd[0]} needs --agent {_CHAT}; the agent {agent} uses no model")
    for env_id, task in tasks.items():
        if agent not in (scripts := scripted_names(task)):
            raise SettingsError(
                f"no agent called {agent!r} plays {env_id}; {suggestion(agent, [_CHAT, *scripts])}"
            )
    return contextlib.nullcontext(scripted_agents(agent, tasks))


def _begun(store: Store, options: Mapping[str, Any], requested: tuple[str, ...]) -> str:
    known = PLAN_OPTIONS + (CHAT_OPTIONS if options["agent"] == _CHAT else ())
    return store.begin_run(
        kind=KIND,
        env_id=_requested_name(options["env_ids"], requested),
        agent=_agent_name(options),
        arguments={name: options[name] for name in known} | {VARIABLES: perfgym_variables()},
    )


def _requested_name(env_ids: list[str], requested: tuple[str, ...]) -> str:
    """Return the ID or the pattern that a run plays, or else how many IDs it plays."""
    if len(env_ids) == 1:
        return env_ids[0]
    return requested[0] if len(requested) == 1 else f"{len(env_ids)} environments"


def _agent_name(options: Mapping[str, Any]) -> str:
    return options["model"] if options["agent"] == _CHAT else options["agent"]
