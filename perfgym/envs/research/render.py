"""A research session -> a table of its experiments for the terminal, or the picture of its progress."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.table import Table
from rich.text import Text

from perfgym.envs.render import picture, table_text
from perfgym.printable import clean_text
from perfgym.research.experiment import Laboratory
from perfgym.research.records import Decision, Experiment
from perfgym.research.report.figure import draw_progress
from perfgym.research.report.progress import progress_of
from perfgym.research.report.session import ShownSession
from perfgym.research.session_files import SessionHeader

__all__ = ["print_session", "session_picture", "session_text", "shown_session"]

_STYLES = {Decision.KEEP: "green", Decision.BASELINE: "green", Decision.CRASH: "red"}


def shown_session(lab: Laboratory, header: SessionHeader, title: str) -> ShownSession:
    """A session that this process plays, as people see it.

    Args:
        lab: Plays it.
        header: What it was begun with.
        title: Title of the task.
    """
    return ShownSession(
        tag=header.tag,
        task=header.task,
        title=title,
        evaluation=lab.runs.evaluation,
        experiments=lab.experiments,
        notes=lab.notes_text,
        signals=lab.signals,
        sigma=lab.spread.sigma,
        final=lab.final,
        max_experiments=header.max_experiments,
    )


def session_picture(session: ShownSession) -> NDArray[np.uint8]:
    """A picture of the experiments of a session and of the program that is kept.

    Returns:
        RGB picture, shape (400, 800, 3).

    Raises:
        DependencyNotInstalled: matplotlib is missing.
    """

    def draw(figure: Any) -> None:
        axes = figure.subplots()
        axes.set_title(f"{session.task}, {session.tag}: {session.evaluation} figures", fontsize=10)
        draw_progress(progress_of(session), axes)

    return picture(draw)


def session_text(session: ShownSession) -> str:
    """The table of the experiments as plain text."""
    return table_text(_table(session))


def print_session(session: ShownSession) -> None:
    """Print the table of the experiments on the terminal."""
    Console().print(_table(session))


def _table(session: ShownSession) -> Table:
    title = f"{session.title}: {session.tag}, {session.evaluation} figures"
    table = Table(title=Text(title), title_justify="left")
    for name in ("no.", "decision", "val_bpb", "gain (interval)", "runs", "direction", "change"):
        table.add_column(name, justify="right" if name in ("no.", "val_bpb", "runs") else "left")
    for one in session.experiments:
        table.add_row(*_cells(one), style=_STYLES.get(one.decision, ""))
    return table


def _cells(one: Experiment) -> list[Text]:
    back = f" to {one.target}" if one.decision is Decision.BACKTRACK else ""
    gain = f"{one.gain.estimate:+.4f} ({one.gain.low:+.4f} to {one.gain.high:+.4f})" if one.gain else ""
    texts = (
        str(one.number),
        f"{one.decision}{back}",
        "" if one.val_bpb is None else f"{one.val_bpb:.4f}",
        gain,
        str(len(one.runs)),
        clean_text(one.reasoning.direction, 64),
        clean_text(one.reasoning.description, 80),
    )
    return [Text(" ".join(text.split())) for text in texts]
