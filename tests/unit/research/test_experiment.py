"""A laboratory on made-up runs: what is kept, what runs nothing, and what is paid in the end."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from perfgym.errors import MachineError, ProblemError, SettingsError
from perfgym.research.experiment import Laboratory, Progress, Proposal, Stage
from perfgym.research.history import History
from perfgym.research.records import Decision, Part, Reasoning
from perfgym.research.run_memory import RunMemory
from perfgym.research.seeds import HiddenSeeds
from perfgym.research.status import ResearchStatus
from perfgym.research.task import GateRule, ResearchNoise, SignalRule
from tests.doubles.research_runs import SIGMA, MadeUpRuns, level

_BASELINE = 2.72
_TASK = SimpleNamespace(noise=ResearchNoise(sigma=SIGMA, freedom=15), gate=GateRule(), signals=SignalRule())
_SAID = Reasoning(direction="rate", description="a higher rate", hypothesis="it learns faster")


def _laboratory(folder: Path, runs: MadeUpRuns | None = None, **more: Any) -> Laboratory:
    history = History.begin(folder / "worktree", "mar18", "train.py", {"train.py": level(_BASELINE)})
    seeds = HiddenSeeds(b"of this test, 16")
    return Laboratory(_TASK, runs or MadeUpRuns(), seeds, history, RunMemory(folder / "runs.jsonl"), **more)


def _try(bpb: float, said: Reasoning = _SAID, **more: float) -> Proposal:
    return Proposal(change=level(bpb, **more), reasoning=said, why="it was so", lesson="rates matter")


@pytest.fixture
def runs() -> MadeUpRuns:
    return MadeUpRuns()


@pytest.fixture
def lab(tmp_path: Path, runs: MadeUpRuns) -> Iterator[Laboratory]:
    laboratory = _laboratory(tmp_path, runs)
    laboratory.begin()
    return laboratory


def test_a_clear_gain_is_kept_after_two_runs_and_a_clear_loss_discarded_after_one(lab: Laboratory) -> None:
    kept, lost = lab.experiment(_try(2.60)), lab.experiment(_try(2.80))
    assert (kept.decision, len(kept.runs)) == (Decision.KEEP, 2)
    assert (lost.decision, len(lost.runs)) == (Decision.DISCARD, 1)
    assert kept.gain is not None
    assert kept.gain.low < 0.12 < kept.gain.high
    assert lab.program == level(2.60)
    assert lab.history.head == kept.commit
    assert lab.history.program_of(2) == level(2.80)
    assert [row.split("\t")[3] for row in lab.results.splitlines()[1:]] == ["keep", "keep", "discard"]


def test_all_programs_are_run_with_the_same_seeds(lab: Laboratory) -> None:
    kept = lab.experiment(_try(2.60))
    assert [run.seed for run in lab.experiments[0].runs] == [run.seed for run in kept.runs] == [0, 1]


def test_a_candidate_that_is_close_asks_for_a_third_run_of_the_incumbent(tmp_path: Path) -> None:
    """Some candidate of ten is close; the baseline's third run then is in its record, and made once."""
    runs = MadeUpRuns()
    lab = _laboratory(tmp_path, runs)
    lab.begin()
    for number in range(10):
        lab.experiment(_try(_BASELINE - 0.005 - number / 1e6))
    assert len(lab.experiments[0].runs) == 3
    assert runs.made.count("mar18-0-search-2") == 1


@pytest.mark.parametrize(
    ("proposal", "status"),
    [
        (_try(2.6, Reasoning(direction="rate", description="x")), ResearchStatus.NO_REASONING),
        (replace(_try(2.6), change=""), ResearchStatus.NO_CODE),
        (replace(_try(2.6), change=f"# the same\n{level(_BASELINE)}"), ResearchStatus.NO_CHANGE),
        (
            replace(_try(2.6), change="<<<<<<< SEARCH\nno\n=======\n\n>>>>>>> REPLACE\n"),
            ResearchStatus.NO_CHANGE,
        ),
    ],
)
def test_what_cannot_be_tried_runs_nothing_and_spends_a_turn(
    lab: Laboratory, runs: MadeUpRuns, proposal: Proposal, status: ResearchStatus
) -> None:
    before = len(runs.made)
    found = lab.experiment(proposal)
    assert (found.status, found.decision, found.number) == (status, Decision.NONE, 1)
    assert found.detail
    assert len(runs.made) == before
    assert len(lab.results.splitlines()) == 2
    assert lab.history.head == lab.history.baseline


def test_an_experiment_must_be_explained_before_the_next_one(lab: Laboratory) -> None:
    lab.experiment(_try(2.60))
    silent = replace(_try(2.50), why="")
    assert "why" in lab.experiment(silent).detail
    assert lab.experiment(_try(2.50)).decision is Decision.KEEP
    assert (lab.experiments[1].why, lab.experiments[1].lesson) == ("it was so", "rates matter")


def test_a_program_that_fails_is_a_crash_that_stays_reachable(lab: Laboratory) -> None:
    crashed = lab.experiment(_try(2.60, FAILS=1))
    assert (crashed.decision, crashed.status, len(crashed.runs)) == (
        Decision.CRASH,
        ResearchStatus.CRASHED,
        2,
    )
    broken = lab.experiment(replace(_try(2.6), change="no Python\0\ud800"))
    assert (broken.decision, broken.status, broken.runs) == (
        Decision.CRASH,
        ResearchStatus.COMPILE_ERROR,
        (),
    )
    assert lab.history.program_of(2).startswith("no Python")
    assert lab.program == level(_BASELINE)


def test_hostile_texts_fit_every_file(lab: Laboratory) -> None:
    odd = "a\0b\t\n\ud800\u202e--flag"
    said = Reasoning(direction=odd, description=odd, hypothesis=odd, evidence=odd, risk=odd)
    texts = {"why": odd, "lesson": odd, "notes": f"## What Works\n{odd}"}
    assert lab.experiment(Proposal(change=level(2.6), reasoning=said, **texts)).decision is Decision.KEEP
    assert len(lab.results.splitlines()) == 3
    assert "What Works" in lab.notes_text


def test_an_equal_program_keeps_its_runs(lab: Laboratory, runs: MadeUpRuns) -> None:
    """To submit noise again and again draws no new luck."""
    first = lab.experiment(_try(2.717))
    made = len(runs.made)
    again = lab.experiment(replace(_try(2.717), change=f"{level(2.717)}# another comment\n"))
    assert again.runs[: len(first.runs)] == first.runs
    assert again.decision == first.decision
    assert len(runs.made) == made


def test_a_program_that_ignores_its_seed_counts_as_one_run(lab: Laboratory) -> None:
    found = lab.experiment(_try(_BASELINE - 0.009, IGNORES=1))
    assert len(found.figures) == 1
    assert found.decision is Decision.DISCARD


def test_do_nothing_changes_are_hardly_ever_kept(tmp_path: Path) -> None:
    lab = _laboratory(tmp_path)
    lab.begin()
    for number in range(20):
        lab.experiment(_try(_BASELINE + number / 1e9))
    assert sum(one.decision is Decision.KEEP for one in lab.experiments) <= 1


def test_a_dead_end_can_be_refused(tmp_path: Path, runs: MadeUpRuns) -> None:
    lab = _laboratory(tmp_path, runs, on_dead_end="refuse")
    lab.begin()
    for number in range(3):
        lab.experiment(_try(2.80 + number / 100))
    assert lab.signals.dead_directions == ("rate",)
    made = len(runs.made)
    refused = lab.experiment(_try(2.5))
    assert (refused.status, refused.decision) == (ResearchStatus.DEAD_END, Decision.NONE)
    assert len(runs.made) == made
    other = replace(_SAID, direction="width")
    assert lab.experiment(_try(2.5, other)).decision is Decision.KEEP


def test_going_back_restores_a_program_that_was_kept(lab: Laboratory) -> None:
    lab.experiment(_try(2.60))
    lab.experiment(_try(2.80))
    lab.experiment(_try(2.50))
    for wrong in (2, 3, 9, -1):
        refused = lab.backtrack(wrong, Proposal())
        assert (refused.decision, refused.status) == (Decision.NONE, ResearchStatus.NO_CHANGE)
        assert "possible are: 0, 1" in refused.detail
    back = lab.backtrack(1, Proposal())
    assert (back.decision, back.target) == (Decision.BACKTRACK, 1)
    assert lab.program == level(2.60)
    assert lab.history.head == lab.history.commit_of(1)
    kept = lab.experiment(_try(2.40))
    assert (kept.decision, kept.parent) == (Decision.KEEP, 1)
    assert lab.results.splitlines()[-2].split("\t")[3] == "backtrack"


def test_a_keep_that_was_luck_is_found_by_fresh_seeds(lab: Laboratory) -> None:
    """The fifth keep is good with the seeds of the session alone."""
    for step in range(4):
        assert lab.experiment(_try(2.60 - step / 10)).decision is Decision.KEEP
    assert not lab.signals.regression
    lucky = lab.experiment(_try(2.20, FRESH=2.60))
    assert lucky.decision is Decision.KEEP
    assert lab.signals.regression
    lab.backtrack(4, Proposal())
    assert not lab.signals.regression


def test_the_best_program_is_paid_for_what_holds_on_the_final_text(lab: Laboratory, runs: MadeUpRuns) -> None:
    lab.experiment(_try(2.60, FRESH=2.65))
    final = lab.finish()
    assert final.best == 1
    assert final.improvement is not None
    assert final.certain == final.improvement.low
    assert final.improvement.low < 0.07 / 2.72 < final.improvement.high
    assert [run.part for run in final.best_runs] == [Part.FINAL] * 3
    assert len(runs.made) == 2 + 2 + 3 + 3
    assert '"best":1' in (lab.history.worktree / "final.json").read_text()


def test_without_a_keep_nothing_is_run_at_the_end(lab: Laboratory, runs: MadeUpRuns) -> None:
    lab.experiment(_try(2.80))
    made = len(runs.made)
    final = lab.finish()
    assert (final.best, final.certain, final.improvement) == (0, 0.0, None)
    assert len(runs.made) == made


def test_a_best_program_that_fails_at_the_end_is_paid_nothing(lab: Laboratory) -> None:
    lab.experiment(_try(2.60, FINAL_FAILS=1))
    final = lab.finish()
    assert (final.best, final.certain) == (1, 0.0)
    assert "fresh seed" in final.detail


def test_a_baseline_that_fails_is_no_failure_of_the_agent(tmp_path: Path) -> None:
    history = History.begin(tmp_path / "w", "mar18", "train.py", {"train.py": level(2.7, FAILS=1)})
    seeds, memory = HiddenSeeds(bytes(16)), RunMemory(tmp_path / "runs.jsonl")
    with pytest.raises(ProblemError, match="it fails"):
        Laboratory(_TASK, MadeUpRuns(), seeds, history, memory).begin()
    with pytest.raises(SettingsError, match="on_dead_end"):
        Laboratory(_TASK, MadeUpRuns(), seeds, history, memory, on_dead_end="stop")


def test_a_failure_of_the_machine_or_an_interruption_leaves_no_trace(
    lab: Laboratory, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(MachineError):
        lab.experiment(_try(2.6, MACHINE_FAILS=1))
    assert len(lab.experiments) == 1
    with monkeypatch.context() as patch:

        def interrupted(*_: object) -> None:
            raise KeyboardInterrupt

        patch.setattr(MadeUpRuns, "run", interrupted)
        with pytest.raises(KeyboardInterrupt):
            lab.experiment(_try(2.5))
    assert lab.history.head == lab.history.baseline
    kept = lab.experiment(_try(2.6))
    assert (kept.decision, kept.number) == (Decision.KEEP, 1)
    assert lab.history.head == kept.commit


def test_those_who_watch_are_told_of_each_run(tmp_path: Path) -> None:
    seen: list[Progress] = []
    lab = _laboratory(tmp_path, watch=seen.append)
    lab.begin()
    lab.experiment(_try(2.60))
    ended = [(one.stage, one.experiment, one.run) for one in seen if one.result is not None]
    assert ended == [
        (Stage.BASELINE, 0, 1),
        (Stage.BASELINE, 0, 2),
        (Stage.EXPERIMENT, 1, 1),
        (Stage.EXPERIMENT, 1, 2),
    ]
    assert len(seen) == 2 * len(ended)
