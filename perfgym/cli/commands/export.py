"""``perfgym export``: a run, or what the bank holds, as files for other tools."""

import contextlib
from collections.abc import Callable, Collection, Generator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from perfgym.bank import SPLITS
from perfgym.cli.environments import program_environments
from perfgym.cli.options import backend_option, force_option, json_option, language_option, seed_option
from perfgym.cli.output import echo, print_json, write_text
from perfgym.cli.progress import progress_bar
from perfgym.cli.stored import existing_store, store_option
from perfgym.envs.family import EnvId
from perfgym.envs.registration import family_of
from perfgym.envs.splits import SplitFilter
from perfgym.errors import SettingsError
from perfgym.integrations.harbor import write_tasks
from perfgym.rollout.examples import play_examples
from perfgym.store import Episode, installed_versions
from perfgym.store.export import COLUMNS, KEPT, Selection, export_run

__all__ = ["command"]

_HARBOR = "harbor"
_RECORDS = {
    "trajectories": "trajectories",
    "sft": "conversations",
    "preferences": "pairs",
    "pyperf": "benchmarks",
    _HARBOR: "tasks",
}
_FROM_BANK = ("sft", "preferences", _HARBOR)
_TRAINING = ("sft", "preferences")
_NEEDS: Mapping[str, tuple[Collection[str], bool]] = {
    "keep": (("sft",), False),
    "columns": (("sft",), False),
    "splits": (_FROM_BANK, False),
    "held_out": (_FROM_BANK, False),
    "languages": (_FROM_BANK, True),
    "problems": (_FROM_BANK, True),
    "backend": (_FROM_BANK, True),
    "seed": (_TRAINING, True),
    "requirement": ((_HARBOR,), True),
}
"""Parameter -> the formats that its option belongs to, and whether that is only for the bank, without RUN."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Written:
    """What was written, for the command's answer."""

    records: int
    run_id: str = ""


@click.command("export")
@click.argument("run_id", metavar="[RUN]", required=False)
@click.option("--format", "form", type=click.Choice(list(_RECORDS)), required=True, help="What to write.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    required=True,
    help="File to write; for harbor, the folder that the tasks' folders are written to.",
)
@click.option(
    "--keep",
    type=click.Choice(list(KEPT)),
    default=KEPT[0],
    show_default=True,
    help="Conversations for sft: those with a program that is certainly faster than the reference, or all "
    "with an accepted program.",
)
@click.option(
    "--columns",
    type=click.Choice(list(COLUMNS)),
    default=COLUMNS[0],
    show_default=True,
    help="Columns of sft. With the first, TRL learns nothing but the reply with the best program. With the "
    "second, trainers learn every reply, so conversations with a reply that is not good enough are left out.",
)
@click.option(
    "--split",
    "splits",
    multiple=True,
    type=click.Choice(SPLITS),
    default=SPLITS[:1],
    show_default=True,
    help="Splits of problems that sft, preferences and harbor may use; can be given several times.",
)
@click.option(
    "--hold-out",
    "held_out",
    metavar="PROBLEM",
    multiple=True,
    help="A problem that sft, preferences and harbor leave out; can be given several times.",
)
@language_option("Only programs in this language, from the bank; can be given several times.")
@click.option(
    "--problem",
    "problems",
    metavar="PROBLEM",
    multiple=True,
    help="Only this problem of the bank; can be given several times.",
)
@seed_option
@backend_option("$PERFGYM_BACKEND, or auto")
@click.option(
    "--install",
    "requirement",
    metavar="REQUIREMENT",
    help="What pip installs to have perfgym in the verifier's image of Harbor tasks, or the path of a wheel; "
    "default: this version from PyPI.",
)
@force_option
@store_option
@json_option
@click.pass_context
def command(
    ctx: click.Context,
    run_id: str | None,
    form: str,
    output: Path,
    force: bool,
    as_json: bool,
    **options: Any,
) -> None:
    """Write a run, or what the bank holds, as files for other tools.

    RUN is the ID of the run, the beginning of the ID, or `latest`. Without RUN, programs of the bank are
    exported: for sft and preferences they are played first, which is recorded as a run. The formats are:

    \b
    trajectories  JSON Lines: the conversation of each episode in the chat
                  format, with its reward; for analysis, not for training,
                  as it holds failures and every problem
    sft           JSON Lines: each conversation up to its best program, for
                  supervised training
    preferences   JSON Lines: two replies to the same conversation, of which
                  one has an accepted program and is certainly better
    pyperf        time samples of the best program of each episode and of its
                  reference
    harbor        a folder for each problem of the bank: a Harbor task, whose
                  verifier pays what perfgym pays
    """  # noqa: D301 - click reads the escape as "do not wrap the next paragraph"
    given = {
        str(one.name): one.opts[0]
        for one in ctx.command.params
        if one.name in options and ctx.get_parameter_source(one.name) is ParameterSource.COMMANDLINE
    }
    _check_use(run_id, form, given)
    allowed = SplitFilter(splits=options["splits"], held_out=options["held_out"])
    if form == _HARBOR:
        written = _write_tasks(output, allowed, options, force=force)
    else:
        _check_output(output, force=force)
        run_id = run_id or _play_bank(allowed, options)
        written = _write_run(run_id, form, output, allowed, options, force=force)
    answer = {"run_id": written.run_id, "format": form, "file": str(output), "records": written.records}
    if as_json:
        print_json(answer)
    else:
        source = f"run {written.run_id}" if written.run_id else "the bank"
        echo(f"{output}: {written.records} {_RECORDS[form]} of {source}")


def _check_use(run_id: str | None, form: str, given: Mapping[str, str]) -> None:
    """Refuse a format without the run that it needs, and options that would do nothing.

    Args:
        run_id: The run that was named.
        form: The format.
        given: Parameter to option, of all that were given.
    """
    if run_id is None and form not in _FROM_BANK:
        raise SettingsError(f"{form} needs a run; give its ID, or `latest`")
    if run_id is not None and form == _HARBOR:
        raise SettingsError("harbor tasks are made of problems, not of a run; leave out RUN")
    for name, option in given.items():
        forms, is_for_bank = _NEEDS.get(name, (_RECORDS, False))
        if form not in forms:
            raise SettingsError(f"{option} does nothing for {form}; it belongs to {', '.join(forms)}")
        if is_for_bank and run_id is not None:
            raise SettingsError(f"{option} chooses what is played of the bank; leave out {option} or RUN")


def _check_output(output: Path, *, force: bool) -> None:
    """Refuse a file that cannot be written before anything is played, which takes minutes."""
    if output.is_dir():
        raise SettingsError(f"{output} is a folder; give the name of a file")
    if output.exists() and not force:
        raise SettingsError(f"{output} exists; --force overwrites it")
    if not output.parent.is_dir():
        raise SettingsError(f"{output} cannot be written: No such file or directory: {output.parent}")


def _chosen_ids(allowed: SplitFilter, options: Mapping[str, Any]) -> list[EnvId]:
    """The environment IDs of the bank that the options choose.

    Raises:
        SettingsError: The options choose none.
    """
    found = [
        env_id
        for text, env_id in program_environments().items()
        if not options["languages"] or env_id.language in options["languages"]
        if not options["problems"] or env_id.kwargs["problem"] in options["problems"]
        if allowed.allows(text)
    ]
    SplitFilter(held_out=options["problems"])  # raises where a problem is unknown
    if not found:
        raise SettingsError(
            f"no problem of the bank is left: --problem, --language and --hold-out leave none of the split "
            f"{' or '.join(options['splits'])}"
        )
    return found


def _ready_ids(allowed: SplitFilter, options: Mapping[str, Any]) -> Generator[EnvId]:
    """Those of the chosen IDs that this machine can play; say which it cannot."""
    for env_id in _chosen_ids(allowed, options):
        if missing := family_of(env_id).describe(env_id).missing:
            echo(f"perfgym: {env_id} is left out: {missing}", err=True)
        else:
            yield env_id


def _write_tasks(output: Path, allowed: SplitFilter, options: Mapping[str, Any], *, force: bool) -> _Written:
    requirement = options["requirement"] or f"perfgym=={installed_versions()['perfgym']}"
    tasks = write_tasks(
        _chosen_ids(allowed, options),
        output,
        requirement=requirement,
        backend=options["backend"] or "",
        force=force,
    )
    return _Written(records=len(tasks))


def _play_bank(allowed: SplitFilter, options: Mapping[str, Any]) -> str:
    """Play programs of the bank, and return the ID of the run that holds the episodes."""
    env_ids = list(_ready_ids(allowed, options))
    if not env_ids:
        raise SettingsError("this machine lacks the toolchains of all chosen languages; see `perfgym doctor`")
    with progress_bar(total=None) as bar:
        bar.update("playing programs of the bank")
        return play_examples(
            env_ids,
            seed=options["seed"],
            store=options["file"],
            backend=options["backend"],
            on_episode=lambda played: bar.update(completed=played),
        )


def _trains_on(allowed: SplitFilter) -> Callable[[Episode], bool]:
    return lambda episode: allowed.allows(episode.env_id)


def _write_run(
    run_id: str, form: str, output: Path, allowed: SplitFilter, options: Mapping[str, Any], *, force: bool
) -> _Written:
    selection = Selection(may_train_on=_trains_on(allowed), keep=options["keep"], columns=options["columns"])
    with contextlib.closing(existing_store(options["file"])) as store:
        run = store.run(run_id)
        exported = export_run(store, run, form, selection)
    write_text(exported.text, output, force=force)
    return _Written(records=exported.records, run_id=run.run_id)
