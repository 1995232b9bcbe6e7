"""A session of research while it runs: a few lines on a terminal, or a line for each run elsewhere."""

import contextlib
import os
import time
from collections.abc import Callable, Generator
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console, ConsoleOptions, RenderResult
from rich.live import Live
from rich.text import Text

from perfgym.cli.listing import one_line
from perfgym.cli.output import echo
from perfgym.errors import SettingsError
from perfgym.research.experiment import Progress, Stage
from perfgym.research.records import Run
from perfgym.research.report.read import session_in
from perfgym.research.report.session import ShownSession

__all__ = ["LiveView", "live_research", "run_line", "standing"]

_TAIL_BYTES = 4096
_DOING = {
    Stage.BASELINE: "baseline",
    Stage.EXPERIMENT: "experiment",
    Stage.CHECK: "check of a keep",
    Stage.FINAL: "final run of",
}


@contextlib.contextmanager
def live_research(folder: Path) -> Generator[Callable[[Progress], None]]:
    """Yield a function that is to be called when a run begins and when it has ended.

    On a terminal, a few lines say what goes on, until the context ends. Without one, a line is written to
    standard error for each run that has ended.

    Args:
        folder: The session's folder.
    """
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda progress: echo(run_line(progress), err=True) if progress.result else None
        return
    view = LiveView(folder)
    with Live(view, console=console, refresh_per_second=4, transient=True):
        yield view.watch


def run_line(progress: Progress) -> str:
    """Describe a run in one line, as far as it is known."""
    doing = (
        f"{_DOING[progress.stage]} {progress.experiment}, run {progress.run} of at most {progress.most_runs}"
    )
    return f"{doing}: {_outcome(progress.result)}" if progress.result else doing


def _outcome(run: Run) -> str:
    if run.val_bpb is None:
        return f"{run.status}, {run.wall_s:.1f} s"
    return f"val_bpb {run.val_bpb:.4f}, {run.cpu_s:.1f} CPU s, {run.wall_s:.1f} s"


def standing(session: ShownSession) -> str:
    """Baseline, kept program, experiments, signals and money of a session, in one line."""
    baseline, kept, signals = session.baseline, session.incumbent, session.signals
    last = max((one.number for one in session.experiments), default=0)
    most = "" if session.max_experiments is None else f" of {session.max_experiments}"
    parts = [f"experiments {last}{most}"]
    if baseline and kept and baseline.val_bpb is not None and kept.val_bpb is not None:
        parts += [f"baseline {baseline.val_bpb:.4f}", f"kept {kept.val_bpb:.4f} (experiment {kept.number})"]
    parts.append(f"{session.cpu_s:.0f} CPU s")
    if session.cost_usd is not None:
        parts.append(f"${session.cost_usd:.2f}")
    if signals.dead_directions:
        parts.append(f"dead end: {one_line(', '.join(signals.dead_directions))}")
    parts += [name for name in ("plateau", "regression") if getattr(signals, name)]
    return ", ".join(parts)


@dataclass
class LiveView:
    """What the terminal shows now; it is drawn several times a second.

    Attributes:
        folder: The session's folder.
        progress: The run that began or ended last; None before one.
        started_s: When it began, by the clock that :func:`time.monotonic` reads.
        session: The line about the session.
        log: Last line that a run outside of this process has logged.
    """

    folder: Path
    progress: Progress | None = None
    started_s: float = 0.0
    session: str = ""
    log: str = ""

    def watch(self, progress: Progress) -> None:
        """Note a run that begins, or that has ended."""
        if progress.result is None:
            self.started_s = time.monotonic()
            with contextlib.suppress(SettingsError):  # the session has not begun to have files
                self.session = standing(session_in(self.folder))
        else:
            self.log = one_line((progress.result.log.splitlines() or [""])[-1])
        self.progress = progress

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        del console, options
        yield from map(self._line, self.lines())

    def lines(self) -> list[str]:
        """The lines, none of which holds a control sequence."""
        progress = self.progress
        if progress is None:
            return ["beginning"]
        elapsed = f", {time.monotonic() - self.started_s:.0f} s" if progress.result is None else ""
        log = _last_line(self.folder / "logs") or self.log
        return [line for line in (self.session, f"{run_line(progress)}{elapsed}", log) if line]

    @staticmethod
    def _line(line: str) -> Text:
        return Text(line, no_wrap=True, overflow="ellipsis")


def _last_line(logs: Path) -> str:
    """The last line of the log that was written to last; empty without one."""
    try:
        newest = max(logs.iterdir(), key=lambda path: path.stat().st_mtime, default=None)
        if newest is None:
            return ""
        with newest.open("rb") as file:
            file.seek(max(0, os.fstat(file.fileno()).st_size - _TAIL_BYTES))
            lines = file.read(_TAIL_BYTES).replace(b"\r", b"\n").split(b"\n")
    except OSError:
        return ""
    return one_line(next((line.decode(errors="replace") for line in reversed(lines) if line.strip()), ""))
