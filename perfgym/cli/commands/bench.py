"""``perfgym bench``: an agent plays a split of the bank, and a result file says what came of it."""

import contextlib
import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click
import msgspec
from click.core import ParameterSource

from perfgym.bank import SPLITS
from perfgym.bench.collect import EXPERT_RUN, KIND, MACHINE, collect_result
from perfgym.bench.markdown import summary_markdown
from perfgym.bench.result import BenchResult, Protocol, result_text
from perfgym.bench.summary import summarise_bench
from perfgym.bench.tasks import bench_ids, machine_facts
from perfgym.cli.bench_results import compare, show, table, verify
from perfgym.cli.exit_status import ExitStatus
from perfgym.cli.options import backend_option, force_option, json_option, language_option
from perfgym.cli.output import echo, print_json, write_text
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
    PLAN_OPTIONS,
    VARIABLES,
    perfgym_variables,
    resumed_options,
    warn_of_differences,
)
from perfgym.cli.rollout_progress import rollout_progress
from perfgym.cli.stored import store_option
from perfgym.envs.family import Task
from perfgym.envs.registration import family_of, find_id
from perfgym.errors import SettingsError
from perfgym.rollout import Plan, Rollout
from perfgym.rollout.agents import scripted_agents
from perfgym.settings import Settings
from perfgym.store import Run, Store

__all__ = ["command"]

_EXPERT = "expert"
_EXPERT_KIND = "bench-expert"
_KEPT = (*PLAN_OPTIONS, "split", "problems", "languages")
_DEFAULTS = Settings()
_FIXED = {"episodes": 1, "reward": _DEFAULTS.reward, "feedback": _DEFAULTS.feedback}
"""Options of a rollout that the protocol fixes."""


@click.group(KIND, invoke_without_command=True)
@click.option(
    "--agent",
    metavar="NAME",
    default=CHAT,
    show_default=True,
    help="Who plays: chat is a language model, which --model names; reference, first-step, o3, expert, "
    "broken and random are scripts.",
)
@chat_options
@click.option(
    "--split",
    type=click.Choice(SPLITS),
    default="test",
    show_default=True,
    help="Play all problems of this split.",
)
@click.option(
    "--problem",
    "problems",
    metavar="NAME",
    multiple=True,
    help="Play this problem instead of a split; may be repeated.",
)
@language_option("Language of the programs; may be repeated. Default: c.")
@integer_option("--samples", 1, 1, "Episodes of each problem and language.", dest="best_of")
@integer_option("--turns", 1, _DEFAULTS.max_turns, "Most turns of an episode.", dest="max_turns")
@integer_option("--seed", 0, 0, "Seed of environments and agents.")
@worker_options
@backend_option(_DEFAULTS.backend)
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Result file to write; the page is written beside it, with the ending .html. Default: "
    "bench_AGENT.json.",
)
@force_option
@click.option("--resume", metavar="RUN", help="Resume a run: its ID, the beginning of the ID, or `latest`.")
@store_option
@json_option
@click.pass_context
def command(
    ctx: click.Context,
    output: Path | None,
    force: bool,
    resume: str | None,
    file: str | None,
    as_json: bool,
    **options: Any,
) -> None:
    """Let an agent play a split of the bank, and write a result that others can compare and verify.

    The agent plays every problem of the test split in the languages given. The expert's program of each
    problem is measured in the same run, so that the result can say which share of its gain the agent
    reached. A summary in Markdown is printed, and a result file and an HTML page are written.

    A run that was stopped continues with --resume; an episode that has ended is not played again. The exit
    status is 1 if an episode ended in a fault.
    """
    given = {name for name in ctx.params if ctx.get_parameter_source(name) is ParameterSource.COMMANDLINE}
    if ctx.invoked_subcommand:
        if given:
            odd = min(param.opts[0] for param in command.params if param.name in given)
            raise SettingsError(f"{odd} belongs to a benchmark that is played; give it without a command")
        return
    with contextlib.closing(store_to_play_in(file)) as store:
        run = None if resume is None else store.run(resume)
        options = _begun_options(options) if run is None else _resumed(run, options, given)
        target = output or Path(f"{KIND}_{_file_name(agent_name(options) or CHAT)}.json")
        page = target.with_suffix(".html")
        _need_new(force, target, page)
        result = _played(store, run, options, given, file)
    from perfgym.bench.page import result_page  # it draws with matplotlib, which takes long to import

    write_text(result_text(result), target, force=force)
    write_text(result_page(result), page, force=force)
    _print(result, target, page, as_json)
    is_whole = not result.missing and not any(one.fault_owner for one in result.episodes)
    sys.exit(ExitStatus.OK if is_whole else ExitStatus.FAILED)


for _subcommand in (show, verify, compare, table):
    command.add_command(_subcommand)


def _file_name(agent: str) -> str:
    return re.sub(r"[^A-Za-z0-9.-]+", "_", agent)[:100].strip(".")


def _need_new(force: bool, *paths: Path) -> None:
    """Refuse files that exist before hours are spent on their content."""
    if paths[0] == paths[1]:
        raise SettingsError(f"{paths[0]} has the ending of the page; give the result file another one")
    for path in paths:
        if path.exists() and not force:
            raise SettingsError(f"{path} exists; --force overwrites it, and -o names another file")


def _begun_options(options: Mapping[str, Any]) -> dict[str, Any]:
    """The options of a new run, with those that the protocol fixes."""
    languages = list(dict.fromkeys(options["languages"])) or ["c"]
    problems = list(dict.fromkeys(options["problems"]))
    ids = bench_ids(options["split"], problems, languages)
    backend = options["backend"] or _DEFAULTS.backend
    chosen = {"languages": languages, "problems": problems, "env_ids": ids, "backend": backend}
    return {**options, **_FIXED, **chosen}


def _resumed(run: Run, options: Mapping[str, Any], given: set[str]) -> dict[str, Any]:
    lists = {name: list(options[name]) for name in ("languages", "problems")}
    resumed = resumed_options(run, {**options, **lists}, given, kind=KIND, kept=_KEPT)
    warn_of_differences(run)
    return resumed


def _played(
    store: Store, run: Run | None, options: Mapping[str, Any], given: set[str], file: str | None
) -> BenchResult:
    """Play what is left of a benchmark, and return its result."""
    ids: Sequence[str] = options["env_ids"]
    tasks = {env_id: family_of(one).task(one) for env_id, one in ((name, find_id(name)) for name in ids)}
    agents = chosen_agents(tasks, options, given)
    experts = {env_id: task for env_id, task in tasks.items() if _EXPERT in task.scripted()}
    plan = Plan(env_ids=tuple(ids), episodes=1, best_of=options["best_of"], seed=options["seed"])
    for env_id in ids:
        environment_arguments(store, env_id, options)  # raises before anything is stored
    if run is None:
        run = store.run(_begin(store, options, list(experts)))
    try:
        if expert_run := run.arguments[EXPERT_RUN]:
            echo(f"run {run.run_id}: measuring the experts' programs of the bank", err=True)
            expert_plan = Plan(env_ids=tuple(experts), episodes=1, seed=options["seed"])
            rollout = _rollout(store, expert_run, expert_plan, experts, options)
            _play(rollout, contextlib.nullcontext(scripted_agents(_EXPERT, experts)))
        echo(f"run {run.run_id}: {agent_name(options)} plays", err=True)
        _play(_rollout(store, run.run_id, plan, tasks, options), agents)
    except KeyboardInterrupt:
        again = f"perfgym {KIND} --resume {run.run_id}{f' --store {file}' if file else ''}"
        echo(f"perfgym: interrupted; `{again}` continues", err=True)
        sys.exit(ExitStatus.INTERRUPTED)
    return collect_result(store, store.run(run.run_id))


def _rollout(
    store: Store, run_id: str, plan: Plan, tasks: Mapping[str, Task], options: Mapping[str, Any]
) -> Rollout:
    return Rollout(
        plan=plan,
        tasks=tasks,
        store=store,
        run_id=run_id,
        concurrency=options["concurrency"],
        num_workers=number_of_workers(options),
        arguments={env_id: environment_arguments(store, env_id, options) for env_id in plan.env_ids},
    )


def _play(rollout: Rollout, agents: Any) -> None:
    with rollout_progress(rollout.plan) as report:
        rollout.run(agents, report)


def _begin(store: Store, options: Mapping[str, Any], experts: list[str]) -> str:
    """Begin the run of the experts' programs, and that of the agent; return the ID of the second."""
    known = (*_KEPT, *(CHAT_OPTIONS if options["agent"] == CHAT else ()))
    arguments = {name: options[name] for name in known} | {VARIABLES: perfgym_variables()}
    name = ", ".join(options["problems"]) or f"{options['split']} split"
    env_id = f"{name} in {', '.join(options['languages'])}"
    expert_run = ""
    if experts:
        own = arguments | {"env_ids": experts, "agent": _EXPERT, "best_of": 1}
        expert_run = store.begin_run(kind=_EXPERT_KIND, env_id=env_id, agent=_EXPERT, arguments=own)
        store.end_run(expert_run, "not played yet")
    protocol = Protocol(
        split="" if options["problems"] else options["split"],
        languages=tuple(options["languages"]),
        samples=options["best_of"],
        turns=options["max_turns"],
        seed=options["seed"],
        backend=options["backend"],
        reward=options["reward"],
        feedback=options["feedback"],
    )
    more = {EXPERT_RUN: expert_run, MACHINE: machine_facts(), "protocol": asdict(protocol)}
    return store.begin_run(kind=KIND, env_id=env_id, agent=agent_name(options), arguments=arguments | more)


def _print(result: BenchResult, target: Path, page: Path, as_json: bool) -> None:
    if as_json:
        summary = summarise_bench(result)
        groups = {"overall": summary.overall, "languages": summary.languages, "classes": summary.classes}
        facts = {"run_id": result.run_id, "file": str(target), "page": str(page), "missing": result.missing}
        print_json(facts | msgspec.to_builtins(groups))
        return
    echo(summary_markdown(result))
    echo(f"{target}: result of run {result.run_id}; {page}: the same as a page", err=True)
