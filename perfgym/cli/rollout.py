"""``perfgym rollout``: an agent plays many episodes, and the store keeps them."""

import contextlib
import json
import math
import os
import sys
import time
from collections.abc import Collection, Generator, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import asdict, fields
from typing import Any, cast

import click
from click.core import ParameterSource
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
)

from perfgym.errors import SettingsError
from perfgym.machine.facts import fingerprint
from perfgym.measure import BACKENDS
from perfgym.rollout import EpisodeResult, Plan, Rollout, Summary, summarise
from perfgym.rollout.agents import (
    SCRIPTED,
    ChatOptions,
    MakeAgent,
    Task,
    chat_agents,
    load_task,
    scripted_agents,
)
from perfgym.rollout.agents.chat import API_KEY_VARIABLE, BASE_URL
from perfgym.settings import resolve_settings
from perfgym.store import Run, Store, installed_versions, open_store

__all__ = ["rollout"]

_FAILED, _INTERRUPTED = 1, 130
_KIND = "rollout"
_CHAT = "chat"
_CHAT_OPTIONS = tuple(field.name for field in fields(ChatOptions))
_ALWAYS = ("env_id", "agent", "episodes", "best_of", "seed", "backend", "concurrency", "num_envs")
# How a model is reached and how much goes on at once is no part of what a run is.
_CHANGEABLE = ("concurrency", "num_envs", "base_url", "api_key_var", "stream", "timeout_s", "max_retries")
_VARIABLES = "variables"
_LINES = 20  # of progress, where there is no terminal
_BETWEEN_S = 0.25  # looks at all outcomes, of which there may be many


def _refuse(constant: str) -> Any:
    raise ValueError(f"{constant} is none of its numbers")


def _parse_object(ctx: click.Context, param: click.Parameter, value: str | None) -> dict[str, Any]:
    del ctx
    try:
        parsed = json.loads(value or "{}", parse_constant=_refuse)
    except ValueError as error:
        raise click.BadParameter(f"{value!r} is no JSON: {error}", param=param) from error
    if not isinstance(parsed, dict):
        raise click.BadParameter(f"{value!r} is no JSON object", param=param)
    return cast("dict[str, Any]", parsed)


@click.command()
@click.argument("env_id", metavar="[ID]", required=False)
@click.option(
    "--agent",
    type=click.Choice([_CHAT, *SCRIPTED]),
    default=_CHAT,
    show_default=True,
    help="Who plays: a language model, or what needs none.",
)
@click.option("--model", help="Name of the model, as the server knows it.")
@click.option(
    "--base-url",
    default=BASE_URL,
    show_default=True,
    envvar="OPENAI_BASE_URL",
    help="Address of an OpenAI-compatible server; $OPENAI_BASE_URL.",
)
@click.option(
    "--api-key-var",
    default=API_KEY_VARIABLE,
    show_default=True,
    help="Variable that holds the API key; it is never stored.",
)
@click.option("--temperature", type=click.FloatRange(min=0), help="Sampling temperature; the server's own.")
@click.option(
    "--request",
    metavar="JSON",
    callback=_parse_object,
    help="""More fields of a request, e.g. '{"max_tokens": 4096}'; null leaves one out: '{"seed": null}'.""",
)
@click.option("--stream/--no-stream", default=True, show_default=True, help="Take replies piece by piece.")
@click.option(
    "--timeout",
    "timeout_s",
    type=click.FloatRange(min=0, min_open=True),
    default=600.0,
    show_default=True,
    help="Seconds to wait for the next piece of a reply.",
)
@click.option(
    "--max-retries",
    type=click.IntRange(min=0),
    default=4,
    show_default=True,
    help="Times that a request that failed, or got a useless reply, is made again.",
)
@click.option("--price-in", type=click.FloatRange(min=0), help="Price of a million tokens of prompt.")
@click.option("--price-out", type=click.FloatRange(min=0), help="Price of a million tokens of reply.")
@click.option(
    "--episodes", type=click.IntRange(min=1), default=1, show_default=True, help="Different seeds to play."
)
@click.option(
    "--best-of", type=click.IntRange(min=1), default=1, show_default=True, help="Episodes with each seed."
)
@click.option(
    "--seed", type=click.IntRange(min=0), default=0, show_default=True, help="Seed of all that is random."
)
@click.option(
    "--concurrency", type=click.IntRange(min=1), default=4, show_default=True, help="Episodes at a time."
)
@click.option("--num-envs", type=click.IntRange(min=1), help="Environments, of which each episode needs one.")
@click.option("--backend", type=click.Choice(list(BACKENDS)), help="What counts; $PERFGYM_BACKEND or auto.")
@click.option("--resume", metavar="RUN", help="Go on with a run: its ID, the beginning of it, or `latest`.")
@click.option("--store", "file", help="File of the store; $PERFGYM_STORE, or one in this user's data folder.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def rollout(ctx: click.Context, resume: str | None, file: str | None, as_json: bool, **options: Any) -> None:
    """Let an agent play episodes of the environment ID, and keep every turn in the store.

    A run that was stopped, in whatever way, goes on with --resume; no episode that has ended is played
    again. The exit status is 1 when an episode ended in a fault of the model's server or of perfgym.
    """
    given = {name for name in options if ctx.get_parameter_source(name) is ParameterSource.COMMANDLINE}
    with contextlib.closing(_open(file)) as store:
        run = None if resume is None else store.run(resume)
        if run:
            options = _resumed(run, options, given)
            _tell_differences(run)
        playing, agents = _prepared(store, run, options, given)
        try:
            with _progress(playing.plan) as report:
                outcomes = playing.run(agents, report)
        except KeyboardInterrupt:
            again = f"perfgym rollout --resume {playing.run_id}{f' --store {file}' if file else ''}"
            click.echo(f"perfgym: interrupted; `{again}` goes on", err=True)
            sys.exit(_INTERRUPTED)
    summary = summarise(playing.plan, outcomes)
    if as_json:
        facts = {"run_id": playing.run_id, "env_id": playing.task.env_id, "agent": _agent_name(options)}
        click.echo(json.dumps(facts | asdict(summary), indent=2))
    else:
        _print(playing.run_id, summary, outcomes)
    sys.exit(_FAILED if summary.faults else 0)


def _open(file: str | None) -> Store:
    store = open_store(resolve_settings(store=file).store)
    if store is None:
        raise SettingsError("a rollout is kept in a store; name a file with --store or PERFGYM_STORE")
    return store


# ---- what is asked for ------------------------------------------------------------------------------


def _flag(name: str) -> str:
    """An option as it is written."""
    return "ID" if name == "env_id" else f"--{name.removesuffix('_s').replace('_', '-')}"


def _resumed(run: Run, options: Mapping[str, Any], given: Collection[str]) -> dict[str, Any]:
    """The run's options, with what may be changed and is.

    Raises:
        SettingsError: The run is no rollout, or something given is not as it was.
    """
    if run.kind != _KIND:
        raise SettingsError(f"run {run.run_id} is a {run.kind} and cannot be resumed as a rollout")
    for name in (name for name in _ALWAYS + _CHAT_OPTIONS if name in given and name not in _CHANGEABLE):
        if options[name] != (was := run.arguments.get(name)):
            raise SettingsError(
                f"{_flag(name)} of run {run.run_id} is {was!r}, got {options[name]!r}; a run is resumed as "
                "it is, and without --resume another begins"
            )
    if (now := _variables()) != (was := run.arguments[_VARIABLES]):
        name = min(name for name in now | was if now.get(name) != was.get(name))
        raise SettingsError(
            f"the variable {name} of run {run.run_id} is {was.get(name, 'not set')}, "
            f"here it is {now.get(name, 'not set')}; a run is resumed as it is"
        )
    changed = {name: options[name] for name in given if name in _CHANGEABLE}
    return {**options, **run.arguments, **changed}


def _tell_differences(run: Run) -> None:
    """Says what is not as it was when the run began and cannot be helped, so that its episodes may differ."""
    was = {"host": run.host, **run.versions}
    now = {"host": fingerprint(), **installed_versions()}
    for name in sorted(name for name in was | now if was.get(name) != now.get(name)):
        click.echo(
            f"perfgym: {name} was {was.get(name, 'none')} when run {run.run_id} began, "
            f"here it is {now.get(name, 'none')}: its episodes may differ",
            err=True,
        )


def _variables() -> dict[str, str]:
    """What else decides how episodes are played."""
    return {
        name: value
        for name, value in sorted(os.environ.items())
        if name.startswith("PERFGYM_") and name != "PERFGYM_STORE"
    }


def _prepared(
    store: Store, run: Run | None, options: Mapping[str, Any], given: Collection[str]
) -> tuple[Rollout, AbstractAsyncContextManager[MakeAgent]]:
    """The rollout and its agents; where there is no run yet one begins, once all is known to be right."""
    if not options["env_id"]:
        raise SettingsError("which environment? Give its ID, see `perfgym list`, or --resume RUN")
    task = load_task(options["env_id"])
    plan = Plan(episodes=options["episodes"], best_of=options["best_of"], seed=options["seed"])
    agents = _agents(task, options, given)
    playing = Rollout(
        task=task,
        plan=plan,
        store=store,
        run_id=run.run_id if run else _begun(store, options),
        concurrency=options["concurrency"],
        num_envs=options["num_envs"] or options["concurrency"],
        arguments={"backend": options["backend"]} | ({"store": str(store.path)} if task.tuning else {}),
    )
    return playing, agents


def _agents(
    task: Task, options: Mapping[str, Any], given: Collection[str]
) -> AbstractAsyncContextManager[MakeAgent]:
    agent = options["agent"]
    if agent == _CHAT:
        if not options["model"]:
            raise SettingsError("which model? Give --model, or an --agent that needs none")
        return chat_agents(ChatOptions(**{name: options[name] for name in _CHAT_OPTIONS}), task)
    if odd := [_flag(name) for name in _CHAT_OPTIONS if name in given]:
        raise SettingsError(f"{odd[0]} goes with --agent {_CHAT}; {agent} asks no model")
    return contextlib.nullcontext(scripted_agents(agent, task))


def _begun(store: Store, options: Mapping[str, Any]) -> str:
    known = _ALWAYS + (_CHAT_OPTIONS if options["agent"] == _CHAT else ())
    return store.begin_run(
        kind=_KIND,
        env_id=options["env_id"],
        agent=_agent_name(options),
        arguments={name: options[name] for name in known} | {_VARIABLES: _variables()},
    )


def _agent_name(options: Mapping[str, Any]) -> str:
    return options["model"] if options["agent"] == _CHAT else options["agent"]


# ---- what is to be seen -----------------------------------------------------------------------------


@contextlib.contextmanager
def _progress(plan: Plan) -> Generator[Any]:
    """What takes outcomes: a bar with statistics on the terminal, a line now and then where there is none."""
    console = Console(stderr=True)
    columns = (SpinnerColumn(), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    seen, told_s = 0, -math.inf

    with Progress(
        *columns,
        TextColumn("{task.description}", markup=False),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    ) as progress:
        task = progress.add_task("", total=plan.total)

        def report(outcomes: Collection[EpisodeResult]) -> None:
            nonlocal seen, told_s
            if len(outcomes) < plan.total and time.monotonic() - told_s < _BETWEEN_S:
                return
            told_s = time.monotonic()
            summary = summarise(plan, outcomes)
            progress.update(task, completed=summary.done, description=_statistics(summary))
            passed, seen = seen, summary.done * _LINES // plan.total
            if not console.is_terminal and passed < seen:
                click.echo(f"{summary.done}/{summary.episodes} {_statistics(summary)}", err=True)

        yield report


def _statistics(summary: Summary) -> str:
    """How it goes, in one line; what is not known is left out."""
    tokens = sum(summary.usage.get(name, 0.0) for name in ("prompt_tokens", "completion_tokens"))
    parts = [
        _said("reward {:+.3f}", summary.mean_reward),
        _said("accepted {:.0%}", summary.pass_at_1),
        _said("best {:.2f}x", summary.best_speedup),
        _said("{:,.0f} tokens", tokens or None),
        _said("cost {:.4f}", summary.usage.get("cost")),
        _said("queue {:.1f}", summary.queue_ahead),
        _said("faults {}", summary.faults or None),
    ]
    return ", ".join(filter(None, parts))


def _said(text: str, value: float | None) -> str:
    return "" if value is None else text.format(value)


def _print(run_id: str, summary: Summary, outcomes: Collection[EpisodeResult]) -> None:
    click.echo(f"run {run_id}: {summary.done} of {summary.episodes} episodes")
    click.echo(_statistics(summary))
    if summary.best_of > 1:
        click.echo(
            f"pass@1 {_said('{:.3f}', summary.pass_at_1)}, "
            f"pass@{summary.best_of} {_said('{:.3f}', summary.pass_at_n)}, "
            f"best of {summary.best_of}: reward {_said('{:+.3f}', summary.best_of_n)}"
        )
        best = ", ".join(str(group.best) for group in summary.groups)
        click.echo(f"the best episode of each seed: {best or 'none'}")
    if summary.faults:
        fault = next(outcome for outcome in outcomes if outcome.fault)
        click.echo(f"{summary.faults} ended in a fault; episode {fault.number}: {fault.fault}")
