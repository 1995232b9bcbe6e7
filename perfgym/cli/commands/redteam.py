"""``perfgym redteam``: programs that cheat and attack, and whether any succeeds."""

import contextlib
import sys
from collections.abc import Callable, Iterator
from typing import Any

import click
from rich.text import Text

from perfgym.bank import load_problem
from perfgym.cli.demo_programs import DEMO_ID
from perfgym.cli.environments import CODE_ENVIRONMENT, code_environments
from perfgym.cli.exit_status import ExitStatus
from perfgym.cli.options import backend_option, json_option
from perfgym.cli.output import print_json, print_line
from perfgym.cli.progress import progress_bar
from perfgym.envs.family import EnvId
from perfgym.envs.repo.family import RepoFamily
from perfgym.envs.research.family import ResearchFamily
from perfgym.records import Status
from perfgym.redteam import AttackProgress, AttackResult, redteam, redteam_repo, redteam_research
from perfgym.sandbox import Sandbox, make_sandbox
from perfgym.settings import Settings, resolve_settings

__all__ = ["command"]

_VERDICT_WIDTH = len("NOT CONTAINED")
_NAME_WIDTH = 26  # of nearly all attacks
_STATUS_WIDTH = max(map(len, Status))


@click.command("redteam")
@click.argument("ids", metavar="[ID]...", nargs=-1, type=CODE_ENVIRONMENT)
@click.option("--attack", "names", metavar="NAME", multiple=True, help="Only this attack; may be repeated.")
@click.option("--sandbox", metavar="NAME", help="Sandbox to attack; default: $PERFGYM_SANDBOX, or auto.")
@backend_option("the one that the attack aims at, else cpu_time")
@json_option
def command(
    ids: tuple[str, ...], names: tuple[str, ...], sandbox: str | None, backend: str | None, as_json: bool
) -> None:
    """Submit programs or files that cheat or attack to each ID, and check that none succeeds.

    Without an ID they are submitted to matrix multiplication in C. A line is printed for each attack when it
    is over. The exit status is 1 if an attack was not contained.
    """
    known = code_environments()
    settings = resolve_settings(sandbox=sandbox)
    targets = ids or (DEMO_ID,)
    rows: list[dict[str, Any]] = []
    with (
        progress_bar(total=None) as bar,
        contextlib.closing(make_sandbox(settings.sandbox)) as opened,
    ):
        for env_id in targets:
            bar.update(f"{env_id}: building and timing the reference")
            found = known[env_id]

            def starting(name: str, env_id: str = env_id) -> None:
                bar.update(f"{env_id}: {name}")

            for done in _attacks(found, names, opened, settings, backend or "", starting):
                result = done.result
                rows.append({"id": env_id, **result.to_dict()})
                bar.update(advance=1, total=done.total * len(targets))
                if not as_json:
                    for line in _lines(result, env_id if len(targets) > 1 else ""):
                        bar.print_line(line)
    if as_json:
        print_json(rows)
    else:
        fired = [row for row in rows if not row["skipped"]]
        contained = sum(row["contained"] for row in fired)
        print_line(f"{contained} of {len(fired)} attacks were contained.")
    sys.exit(ExitStatus.OK if all(row["contained"] for row in rows) else ExitStatus.FAILED)


def _attacks(
    env_id: EnvId,
    names: tuple[str, ...],
    sandbox: Sandbox,
    settings: Settings,
    backend: str,
    starting: Callable[[str], object],
) -> Iterator[AttackProgress]:
    if env_id.family == RepoFamily.name:
        return redteam_repo(env_id.kwargs["task"], names, sandbox, settings, backend, starting)
    if env_id.family == ResearchFamily.name:
        return redteam_research(env_id.kwargs["task"], names, sandbox, settings, backend, starting)
    problem = load_problem(env_id.kwargs["problem"])
    return redteam(problem, env_id.language, names, sandbox, settings, backend, starting)


def _lines(result: AttackResult, env_id: str) -> list[Text]:
    """Return one line on an attack, and one on each thing that it achieved."""
    row = result.to_dict()
    verdict = "skipped" if result.skipped else "contained" if result.contained else "NOT CONTAINED"
    colour = {"skipped": "yellow", "contained": "green"}.get(verdict, "red")
    ending = result.skipped or f"{row['status'] or 'no status':{_STATUS_WIDTH}}  {result.backend}"
    line = Text.assemble(
        (f"{verdict:{_VERDICT_WIDTH}}", colour),
        f"  {row['attack']:{_NAME_WIDTH}}  {ending}{f'  {env_id}' if env_id else ''}",
    )
    return [line, *(Text(f"    It tries {row['tries']}: {achieved}") for achieved in result.achieved)]
