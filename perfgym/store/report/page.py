"""A run of the store -> one HTML page of bounded size: its statistics, then its episodes turn by turn.

Text that agents and programs wrote is escaped. The page has no script and loads nothing from the network, and
its content security policy forbids both. Equal stores make equal pages.
"""

import json
from collections.abc import Callable, Sequence
from typing import Any

from markupsafe import Markup

from perfgym.printable import portable
from perfgym.records import Submission
from perfgym.store import Episode, Run, Store, Turn
from perfgym.store.report import labels
from perfgym.store.report.plots import (
    MOST_INTERVALS,
    plot_changes,
    plot_intervals,
    plot_rewards,
    plot_statuses,
)
from perfgym.store.report.summary import BestSubmission, EpisodeRow, RunSummary, summarise_run
from perfgym.store.report.templates import Room, page_environment
from perfgym.store.report.turns import turn_view

__all__ = ["MOST_BYTES", "report_page"]

MOST_BYTES = 4_000_000
Changes = Callable[[str, Submission], str | None]
Sections = Callable[[str, Sequence[Turn], str, Room], Markup]


class _Page:
    """Renders the page of one run.

    Args:
        store: The store that holds the run.
        summary: The statistics of the run.
        changes: As :func:`report_page` takes it.
        sections: As :func:`report_page` takes it.
    """

    def __init__(self, store: Store, summary: RunSummary, changes: Changes, sections: Sections) -> None:
        self._store = store
        self._changes = changes
        self._parts = sections
        self._summary = summary
        self._environment = page_environment()
        self._best = summary.best_by_environment()
        self._facts: dict[str, Any] = {
            "summary": summary,
            "run": summary.run,
            "arguments": json.dumps(portable(summary.run.arguments), indent=2, ensure_ascii=False),
            "statuses": summary.statuses(),
            "changes": summary.changes(),
            "best": dict(list(self._best.items())[:MOST_INTERVALS]),
            "environments": len(self._best),
            "played": dict(list(summary.by_environment().items())[:MOST_INTERVALS]),
            "pass_at": summary.statistics.pass_at,
            "usage": summary.usage,
            "usage_labels": labels.USAGE_LABELS,
            "labels": labels.ROLE_LABELS,
            "plots": _plots(summary, self._best),
        }

    def text(self) -> str:
        """The whole page."""
        numbers = {one.episode.number for one in self._summary.episodes}
        frame = self._render("page.html", **self._facts, linked=numbers, episodes=[])
        sections = self._sections(Room(MOST_BYTES - len(frame.encode())))
        episodes = [sections[number] for number in sorted(sections)]
        return self._render("page.html", **self._facts, linked=sections, episodes=episodes)

    def _render(self, template: str, **values: Any) -> Markup:
        return Markup(self._environment.get_template(template).render(**values))

    def _sections(self, room: Room) -> dict[int, Markup]:
        """Number to section of each episode that fits; episodes with the best submissions come first."""
        first = {best.episode for best in self._facts["best"].values() if best}
        found: dict[int, Markup] = {}
        for one in sorted(self._summary.episodes, key=lambda one: one.episode.number not in first):
            section = self._section(one, room)
            if section is None:
                break
            found[one.episode.number] = section
        return found

    def _section(self, one: EpisodeRow, room: Room) -> Markup | None:
        """An episode with as many of its turns as fit; None if not even its head fits."""
        count = len(one.statuses)
        if not room.take(self._render("episode.html", one=one, part="", turns=[], left_out=count)):
            return None
        shown: list[Markup] = []
        turns = self._store.turns(one.episode.episode_id)
        part = self._parts(one.episode.env_id, turns, f"episode-{one.episode.number}", room)
        before: Turn | None = None
        for turn in turns:
            view = turn_view(turn, before, self._change(one.episode, turn))
            text = self._render("turn.html", episode=one.episode, view=view)
            if not room.take(text):
                break
            shown.append(text)
            before = turn if turn.source else before
        left_out = count - len(shown)
        return self._render("episode.html", one=one, part=part, turns=shown, left_out=left_out)

    def _change(self, episode: Episode, turn: Turn) -> str | None:
        return self._changes(episode.env_id, turn.submission) if turn.submission else None


def _plots(summary: RunSummary, best: dict[str, BestSubmission | None]) -> dict[str, Markup]:
    """Name to SVG of each plot that has something to show."""
    accepted = {env_id: one for env_id, one in best.items() if one}
    drawn = {
        "rewards": summary.rewarded and plot_rewards(summary),
        "speedups": accepted and plot_intervals(accepted),
        "statuses": summary.statuses() and plot_statuses(summary.status_mix(), list(summary.statuses())),
        "changes": summary.changes() and plot_changes(summary.changes()),
    }
    return {name: Markup(svg) for name, svg in drawn.items() if svg}


def _unknown(env_id: str, submission: Submission) -> None:
    del env_id, submission


def _no_section(env_id: str, turns: Sequence[Turn], name: str, room: Room) -> Markup:
    del env_id, turns, name, room
    return Markup("")


def report_page(store: Store, run: Run, changes: Changes = _unknown, sections: Sections = _no_section) -> str:
    """Return the report of a run as one HTML page of at most 4 MB.

    If not all episodes fit, it has those with the best submissions, and then as many others as fit, from the
    first on.

    Args:
        store: The store that holds the run.
        run: The run.
        changes: Environment ID and a submission -> a diff from what the episode began with, or None if that
            is not known. Then programs are compared with each other.
        sections: Environment ID, the turns of an episode, a prefix of every ``id``, and the room that is left
            on the page -> what the report says about the whole episode; empty for nothing.

    Raises:
        MachineError: matplotlib is missing.
    """
    # The methods of Markup would escape their arguments.
    return str(_Page(store, summarise_run(store, run), changes, sections).text())
