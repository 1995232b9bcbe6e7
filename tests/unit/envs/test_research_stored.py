"""Stored episodes of research: the report of a run shows the session, from the store alone."""

import contextlib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from perfgym.cli.stored import episode_section, submission_changes
from perfgym.envs.research.info import FACT, research_evaluation
from perfgym.envs.research.stored import stored_session
from perfgym.records import Conditions, Submission
from perfgym.research.load import load_research
from perfgym.research.records import Decision
from perfgym.research.report.session import ShownSession
from perfgym.store import Store, Turn
from perfgym.store.report import report_page
from tests.doubles.played import begin_episode, begin_run, turn
from tests.doubles.research_sessions import a_session

ID = "AutoResearch-jargon-v0"
TASK = load_research("jargon")
CONDITIONS = Conditions()


def turns_of(session: ShownSession, episode_id: int = 1) -> list[Turn]:
    """The turns that would have made a session; what explains an experiment comes with the next turn."""
    baseline, *others = session.experiments
    found: list[Turn] = []
    explanation: dict[str, Any] = {}
    for number, one in enumerate(others, 1):
        silent = replace(one, why="", lesson="")
        final = session.final if one is others[-1] else None
        found.append(
            turn(
                episode_id,
                number,
                action={"operation": "experiment", **explanation},
                submission=Submission(files={"train.py": f"rate = {number}\n".encode()})
                if one.commit
                else None,
                evaluation=research_evaluation(silent, final, CONDITIONS, baseline),
            )
        )
        ran = one.decision in (Decision.KEEP, Decision.DISCARD, Decision.CRASH)
        explanation = {"why": one.why, "lesson": one.lesson} if ran else {}
    return found


def test_a_session_is_read_from_its_turns() -> None:
    made = a_session()
    found = stored_session(TASK, turns_of(made))
    assert found is not None
    assert (found.task, found.evaluation, found.final) == ("jargon", "verified", made.final)
    assert [one.decision for one in found.experiments] == [one.decision for one in made.experiments]
    assert [one.figures for one in found.experiments] == [one.figures for one in made.experiments]
    assert (found.experiments[3].why, found.experiments[3].lesson) == ("why 3", "lesson 3")
    assert found.programs[3] == "rate = 3\n"
    assert 7 not in found.programs  # a backtrack has no program of its own
    assert found.experiments[1].runs[0].log and not found.experiments[1].runs[1].log


def test_the_report_of_a_run_has_the_session_of_each_episode(tmp_path: Path) -> None:
    with contextlib.closing(Store(tmp_path / "store.sqlite")) as store:
        run_id = begin_run(store, env_id=ID)
        episode_id = begin_episode(store, run_id, env_id=ID)
        for one in turns_of(a_session(), episode_id):
            store.add_turn(one)
        store.end_episode(episode_id, reward=0.0769, terminated=True, truncated=False)
        page = report_page(store, store.run(run_id), submission_changes, episode_section)
    assert "held on final" in page and 'id="episode-0-progress-title"' in page
    assert "no accepted submission" not in page  # speed is not what these programs are for
    assert page.count('<details class="episode"') == 1 + 10


@pytest.mark.parametrize("facts", [{}, {FACT: {"experiment": {"number": "x"}}}, {FACT: {}}])
def test_what_another_version_stored_is_no_session(facts: dict[str, Any]) -> None:
    evaluation = research_evaluation(None, None, CONDITIONS)
    one = turn(1, evaluation=replace(evaluation, facts=facts))
    assert stored_session(TASK, [one, turn(1, 2)]) is None
