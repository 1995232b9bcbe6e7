"""``perfgym runs``: the runs in the store."""

import contextlib
from dataclasses import asdict

import click

from perfgym.cli.listing import Column, print_listing
from perfgym.cli.options import json_option
from perfgym.cli.output import print_json
from perfgym.cli.played import reward_text
from perfgym.cli.stored import existing_store, store_option, utc
from perfgym.store import Run, Tally, planned

__all__ = ["command"]

_COLUMNS = (
    Column(name="run"),
    Column(name="environment"),
    Column(name="episodes", is_right=True),
    Column(name="mean", is_right=True),
    Column(name="best", is_right=True),
    Column(name="outcome"),
    Column(name="agent"),
    Column(name="kind", is_minor=True),
    Column(name="started (UTC)", is_minor=True),
    Column(name="cause", is_long=True),
)


@click.command("runs")
@store_option
@json_option
def command(file: str | None, as_json: bool) -> None:
    """List the stored runs, newest first, with the mean and the best reward of their episodes."""
    with contextlib.closing(existing_store(file)) as store:
        found, tallies = store.runs(), store.tallies()
    rows = [(run, tallies.get(run.run_id, Tally())) for run in found]
    if as_json:
        print_json([{**asdict(run), **asdict(tally)} for run, tally in rows])
        return
    print_listing(_COLUMNS, [_cells(*row) for row in rows])


def _cells(run: Run, tally: Tally) -> list[str]:
    outcome, _, cause = run.outcome.partition(": ")
    return [
        run.run_id,
        run.env_id,
        f"{tally.finished}/{planned(run, tally.episodes)}",
        reward_text(tally.mean_reward),
        reward_text(tally.best_reward),
        outcome,
        run.agent,
        run.kind,
        utc(run.started),
        cause,
    ]
