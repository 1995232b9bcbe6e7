"""The folder of a session, which may be under way, or records of it -> what a report shows."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from perfgym.errors import MachineError
from perfgym.research.history import History
from perfgym.research.load import load_research
from perfgym.research.records import Experiment
from perfgym.research.report.session import ShownSession, incumbent_after
from perfgym.research.session_files import Session, read_session
from perfgym.research.signals import session_signals

__all__ = ["last_sigma", "session_in"]

_NOTES = "notes.md"


def session_in(folder: Path) -> ShownSession:
    """The session in a folder. Nothing is written, so its process may go on meanwhile.

    Args:
        folder: The session's folder.

    Raises:
        SettingsError: There is no session in it, a file of it is malformed, or its task is unknown here.
        ProblemError: The task's folder is malformed.
        MachineError: Git is missing.
    """
    session = read_session(folder)
    header = session.header
    task = load_research(header.task)
    experiments = session.experiments
    incumbent = incumbent_after(experiments)
    regression = incumbent is not None and incumbent.regression
    notes = folder / "worktree" / _NOTES
    return ShownSession(
        tag=header.tag,
        task=header.task,
        title=task.title,
        evaluation=header.evaluation,
        experiments=experiments,
        programs=_programs(folder, session),
        notes=notes.read_text(encoding="utf-8", errors="replace") if notes.exists() else "",
        signals=session_signals(experiments, task.signals, regression=regression),
        sigma=last_sigma(experiments) or task.noise.sigma,
        final=session.final,
        max_experiments=header.max_experiments,
    )


def last_sigma(experiments: Sequence[Experiment]) -> float | None:
    """The standard deviation of runs that the last comparison used; None before one."""
    return next((one.sigma for one in reversed(experiments) if one.sigma is not None), None)


def _programs(folder: Path, session: Session) -> Mapping[int, str]:
    """The program of each experiment that has a commit of its own."""
    header = session.header
    history = History(folder / "worktree", header.tag, header.file, header.baseline)
    found: dict[int, str] = {}
    for one in session.experiments:
        if one.commit and one.target is None:
            try:
                found[one.number] = history.program_of(one.number)
            except MachineError:  # a person removed the reference; the report says less
                continue
    return found
