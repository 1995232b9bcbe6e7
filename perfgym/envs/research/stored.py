"""The stored turns of an episode of research -> the session that a report shows. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar, cast

import msgspec

from perfgym.envs.research.info import FACT
from perfgym.research.notes import Notes, notes_markdown, parse_notes
from perfgym.research.records import Decision, Experiment, Final
from perfgym.research.report.read import last_sigma
from perfgym.research.report.session import ShownSession, incumbent_after
from perfgym.research.signals import session_signals
from perfgym.research.task import ResearchTask, VerifiedTask
from perfgym.store import Turn

__all__ = ["stored_session"]

_TRIED = (Decision.KEEP, Decision.DISCARD, Decision.CRASH)
_T = TypeVar("_T")


def stored_session(task: ResearchTask, turns: Sequence[Turn]) -> ShownSession | None:
    """The session of an episode; None if nothing was measured, or another version stored it.

    Args:
        task: The task.
        turns: The turns of the episode, in order.
    """
    try:
        return _session(task, turns)
    except msgspec.ValidationError:
        return None


def _session(task: ResearchTask, turns: Sequence[Turn]) -> ShownSession | None:
    experiments: list[Experiment] = []
    programs: dict[int, str] = {}
    final: Final | None = None
    for turn in turns:
        if turn.evaluation is None or FACT not in turn.evaluation.facts:
            continue
        facts = cast("Mapping[str, Any]", turn.evaluation.facts[FACT])
        _explain(experiments, turn.action)
        final = _read(facts, "final", Final) or final
        baseline, one = _read(facts, "baseline", Experiment), _read(facts, "experiment", Experiment)
        if baseline is not None:
            experiments[:1] = [baseline]
            if isinstance(task, VerifiedTask):  # that of a reported task lies in a clone
                programs[baseline.number] = task.baseline
        if one is not None and experiments:
            experiments.append(one)
            if turn.source and one.target is None and final is None:
                programs[one.number] = turn.source
    if not experiments:
        return None
    incumbent = incumbent_after(experiments)
    regression = incumbent is not None and incumbent.regression
    return ShownSession(
        tag="episode",
        task=task.name,
        title=task.title,
        evaluation=task.evaluation,
        experiments=experiments,
        programs=programs,
        notes=notes_markdown(experiments, _notes(experiments)),
        signals=session_signals(experiments, task.signals, regression=regression),
        sigma=last_sigma(experiments) or task.noise.sigma,
        final=final,
    )


def _read(facts: Mapping[str, Any], name: str, kind: type[_T]) -> _T | None:
    value = facts.get(name)
    return None if value is None else msgspec.convert(value, kind)


def _explain(experiments: list[Experiment], action: Any) -> None:
    """Add what an action says about the experiment before it."""
    said = cast("Mapping[str, Any]", action) if isinstance(action, Mapping) else dict[str, Any]()
    why, lesson = (str(said.get(name, "")) for name in ("why", "lesson"))
    place = next(
        (place for place in reversed(range(len(experiments))) if experiments[place].decision in _TRIED), None
    )
    if place is not None and not experiments[place].why and (why or lesson):
        experiments[place] = replace(experiments[place], why=why, lesson=lesson)


def _notes(experiments: Sequence[Experiment]) -> Notes:
    notes = Notes()
    for one in experiments:
        notes = parse_notes(one.notes, notes)
    return notes
