"""What a session's files say: results.tsv, notes.md and the signals, whatever the agent's texts hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfgym.records import Interval
from perfgym.research.notes import Notes, notes_markdown, parse_notes
from perfgym.research.records import Decision, Experiment, Reasoning, Run
from perfgym.research.results_tsv import HEADING, results_tsv
from perfgym.research.signals import discards_in, session_signals, since_improvement
from perfgym.research.status import ResearchStatus
from perfgym.research.task import SignalRule

RULES = SignalRule()


def gained(bpb: float) -> Interval:
    return Interval(estimate=bpb, low=bpb - 0.01, high=bpb + 0.01, confidence=0.99)


def experiment(
    number: int,
    decision: Decision,
    *,
    direction: str = "",
    gain: float | None = None,
    hypothesis: str = "",
    description: str = "",
) -> Experiment:
    bounds = gained(gain) if gain is not None else None
    crashed = decision is Decision.CRASH
    run = Run(
        seed=0,
        status=ResearchStatus.CRASHED if crashed else ResearchStatus.ACCEPTED,
        val_bpb=None if crashed else 2.5 - number / 100,
        code_bytes=2444,
        artifact_bytes=91_300,
    )
    return Experiment(
        number=number,
        decision=decision,
        status=run.status,
        reasoning=Reasoning(direction=direction, hypothesis=hypothesis, description=description),
        parent=number - 1 if number else None,
        commit=f"{number:040d}",
        runs=(run,),
        gain=bounds,
        code_bytes=2444,
    )


def test_results_have_six_columns_and_a_figure_for_each_row() -> None:
    rows = results_tsv(
        [
            experiment(0, Decision.BASELINE),
            experiment(1, Decision.CRASH, hypothesis="it is\tfast\nand right", description="rate 8e-3"),
            experiment(2, Decision.NONE),
        ]
    ).splitlines()
    assert rows == [
        HEADING,
        "0000000\t2.500000\t0.094\tkeep\t\t",
        "0000000\t0.000000\t0.000\tcrash\tit is fast and right\trate 8e-3",
    ]


@given(st.text(), st.text())
def test_no_text_breaks_a_table(hypothesis: str, description: str) -> None:
    text = results_tsv([experiment(1, Decision.KEEP, hypothesis=hypothesis, description=description)])
    assert [line.count("\t") for line in text.split("\n")] == [5, 5, 0]
    assert len(text.splitlines()) == 2


def test_a_direction_without_a_keep_is_a_dead_end_until_something_is_kept() -> None:
    tries = [experiment(n, Decision.DISCARD, direction="context") for n in range(1, 4)]
    assert session_signals(tries[:2], RULES).dead_directions == ()
    assert session_signals(tries, RULES).dead_directions == ("context",)
    kept = [*tries, experiment(4, Decision.KEEP, direction="context", gain=0.1)]
    assert discards_in("context", kept) == 0
    assert not session_signals(kept, RULES).dead_end


def test_a_plateau_is_where_the_last_experiments_gained_nothing() -> None:
    history = [experiment(1, Decision.KEEP, gain=0.1)]
    history += [experiment(n, Decision.DISCARD, direction=f"d{n}") for n in range(2, 6)]
    assert not session_signals(history, RULES).plateau
    assert session_signals([*history, experiment(6, Decision.CRASH)], RULES).plateau
    assert not session_signals([*history, experiment(6, Decision.KEEP, gain=0.01)], RULES).plateau
    assert since_improvement(history) == 4


def test_notes_have_their_sections_and_what_was_measured() -> None:
    history = [
        experiment(0, Decision.BASELINE),
        Experiment(
            number=1,
            decision=Decision.KEEP,
            status=ResearchStatus.ACCEPTED,
            parent=0,
            commit="a" * 40,
            reasoning=Reasoning(description="rate 4e-3", hypothesis="the rate is low", expected=-0.1),
            runs=(Run(seed=0, status=ResearchStatus.ACCEPTED, val_bpb=2.4),),
            gain=gained(0.12),
            why="steps were short",
        ),
    ]
    text = notes_markdown(history, Notes({"Dead Ends": "# more context\nno"}))
    headings = [line for line in text.splitlines() if line.startswith("## ")]
    assert headings == [
        "## Best Known Config",
        "## Dead Ends",
        "## What Works",
        "## Ideas Queue",
        "## Experiment Log",
    ]
    assert "Experiment 1, commit aaaaaaa: val_bpb 2.400000, mean of 1 run." in text
    assert "Expected: -0.1000; measured change -0.1200; vs Expected -0.0200" in text
    assert "### more context" in text


@pytest.mark.parametrize(
    ("text", "sections"),
    [
        ("", {"What Works": "before"}),
        ("## dead ends\nall\n## Best Known Config\nlies", {"What Works": "before", "Dead Ends": "all"}),
        ("## What Works\n", {}),
        ("try more", {"What Works": "before", "Ideas Queue": "try more"}),
    ],
)
def test_an_agent_writes_its_own_sections_alone(text: str, sections: dict[str, str]) -> None:
    assert parse_notes(text, Notes({"What Works": "before"})).sections == sections
