"""A session -> its report: a whole HTML page, or the part of a page that is about it, of bounded size.

Text that agents and programs wrote is escaped. There is no script, and nothing is loaded from the network.
Equal sessions make equal pages.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from perfgym.research.curve import Curve, curve_of
from perfgym.research.records import Decision, Experiment
from perfgym.research.report.figure import plot_curve, plot_predictions, plot_progress
from perfgym.research.report.progress import progress_of
from perfgym.research.report.session import ShownSession, incumbent_after
from perfgym.research.report.tables import claims_of, direction_rows, one_run_gain, predictions_of
from perfgym.store.report import MOST_BYTES, labels
from perfgym.store.report.excerpt import Excerpt, difference, excerpt
from perfgym.store.report.templates import Room, page_environment

__all__ = ["session_page", "session_section"]

_PACKAGE = "perfgym.research.report"
_MOST_CURVES = 40  # of the last experiments; a curve takes about 10 kB
_ROW_BYTES = 1500  # of an experiment's row in the table, whose texts are cut
_LOG_LINES = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class _View:
    """One experiment as the page shows it.

    Attributes:
        one: The experiment.
        one_run: Bits per byte by which its first run is below that of the program kept before it.
        program: The change of the program, or the whole program.
        same: Whether the program is the one that it was compared with.
        log: Log of its last run.
        curve: Plot of its first run's training; empty if the log has no steps.
    """

    one: Experiment
    one_run: float | None
    program: Excerpt
    same: bool
    log: Excerpt
    curve: Markup

    @property
    def texts(self) -> list[tuple[str, str]]:
        """What the agent wrote before the experiment and after it."""
        said = self.one.reasoning
        return [
            (name, text)
            for name, text in (
                ("Hypothesis", said.hypothesis),
                ("Evidence", said.evidence),
                ("Risk", said.risk),
                ("Why (analysis)", self.one.why),
                ("Lesson (analysis)", self.one.lesson),
            )
            if text.strip()
        ]


def session_page(session: ShownSession) -> str:
    """The report of a session as one HTML page of at most 4 MB.

    Raises:
        MachineError: matplotlib is missing.
    """
    environment = _environment()
    template = environment.get_template("session_page.html")
    frame = template.render(session=session, section="")
    room = Room(MOST_BYTES - len(frame.encode()))
    return template.render(session=session, section=_section(environment, session, "session", room))


def session_section(session: ShownSession, name: str, room: Room) -> Markup:
    """The report of a session as an element of a page.

    Args:
        session: The session.
        name: Prefix of every ``id``, so that one page can hold many sessions.
        room: The room that is left on the page. Experiments that do not fit are left out and counted.

    Raises:
        MachineError: matplotlib is missing.
    """
    return _section(_environment(), session, name, room)


def _environment() -> Environment:
    environment = page_environment(_PACKAGE)
    filters: dict[str, Any] = {"bpb": _bpb, "bits": _bits, "megabytes": _megabytes, "seconds": _seconds}
    environment.filters.update(filters)
    return environment


def _bpb(value: float | None) -> str:
    return labels.formatted("{:.4f}", value)


def _bits(value: float | None) -> str:
    """A difference of bits per byte, with its sign."""
    return labels.formatted("{:+.4f}", value)


def _megabytes(value: float | None) -> str:
    return labels.formatted("{:,.3f} MB", None if not value else value / 1e6)


def _seconds(value: float | None) -> str:
    return labels.formatted("{:,.1f} s", value or None)


def _section(environment: Environment, session: ShownSession, name: str, room: Room) -> Markup:
    facts: dict[str, Any] = {
        "session": session,
        "name": name,
        "progress": Markup(plot_progress(progress_of(session), f"{name}-progress")),
        "claims": claims_of(session),
        "directions": direction_rows(session),
        "predictions": (predictions := predictions_of(session)),
        "scatter": Markup(plot_predictions(predictions.pairs, f"{name}-predictions"))
        if predictions.pairs
        else "",
        "notes": excerpt(session.notes),
    }
    template = environment.get_template("session.html")
    frame = Markup(template.render(**facts, rows=[], experiments=[], left_out=0))
    room.take(frame)
    shown: list[Markup] = []
    rows: list[_View] = []
    for view in _views(session, name):
        row = Markup(environment.get_template("experiment.html").render(view=view, name=name))
        if not room.take(row + " " * _ROW_BYTES):
            break
        shown.append(row)
        rows.append(view)
    left_out = len(session.experiments) - len(shown)
    return Markup(template.render(**facts, rows=rows, experiments=shown, left_out=left_out))


def _views(session: ShownSession, name: str) -> Iterator[_View]:
    curves: dict[int, Curve] = {}
    last = len(session.experiments) - _MOST_CURVES
    for place, one in enumerate(session.experiments):
        before = incumbent_after(session.experiments[:place])
        curves[one.number] = curve_of(one.runs[0].log) if one.runs else Curve("", ())
        kept = curves.get(before.number) if before else None
        program, same = _compared(session, one, before)
        curve = ""
        if place >= last and len(curves[one.number].points) > 1:
            curve = plot_curve(curves[one.number], kept, f"{name}-{one.number}-curve")
        yield _View(
            one=one,
            one_run=one_run_gain(session, one) if one.decision is not Decision.BACKTRACK else None,
            program=program,
            same=same,
            log=_end(one.runs[-1].log if one.runs else ""),
            curve=Markup(curve),
        )


def _compared(session: ShownSession, one: Experiment, before: Experiment | None) -> tuple[Excerpt, bool]:
    """The change of a program against its parent's, and whether it is none."""
    now = session.programs.get(one.number, "")
    parent = session.experiment(one.parent) or before
    old = session.programs.get(parent.number, "") if parent and parent is not one else ""
    if not now or not old:
        return excerpt(now), False
    return difference(old, now), old == now


def _end(log: str) -> Excerpt:
    """The last lines of a log."""
    lines = log.splitlines()
    return excerpt("\n".join(lines[-_LOG_LINES:]))
