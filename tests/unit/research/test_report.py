"""What people see of a session: its progress figure, its tables and its page."""

import dataclasses
import re

import pytest

from perfgym.envs.research.render import session_picture, session_text
from perfgym.research.curve import curve_of
from perfgym.research.records import Decision, Reasoning, Signals
from perfgym.research.report.page import session_page
from perfgym.research.report.progress import progress_of
from perfgym.research.report.tables import claims_of, direction_rows, one_run_gain, predictions_of
from perfgym.store.report import MOST_BYTES
from tests.doubles.research_sessions import LOG, a_session, experiment

SCRIPT = "<script>alert(1)</script>"


def test_the_kept_program_is_followed_through_keeps_and_backtracks() -> None:
    progress = progress_of(a_session())
    assert [round(step.bpb, 3) for step in progress.steps] == [
        2.719, 2.594, 2.594, 2.553, 2.553, 2.553, 2.553, 2.594, 2.496, 2.496,
    ]  # fmt: skip
    assert all(step.high - step.low == pytest.approx(4 * 0.0055) for step in progress.steps)
    [back] = progress.backtracks
    assert (back.number, back.target, round(back.bpb_before, 3), round(back.bpb, 3)) == (7, 1, 2.553, 2.594)
    assert progress.crashes == [4]


def test_a_point_has_the_interval_of_its_gain() -> None:
    points = {point.number: point for point in progress_of(a_session()).points}
    assert set(points) == {0, 1, 2, 3, 6, 8, 9}  # what crashed, was refused or went back has no figure
    kept = points[1]
    assert (kept.decision, kept.label) == (Decision.KEEP, "rate 4e-3")
    assert (kept.low, kept.bpb, kept.high) == pytest.approx((2.5816, 2.5936, 2.6056))
    assert not points[2].label


def test_the_end_is_shown_in_bits_per_byte() -> None:
    held = a_session().held
    assert held is not None
    assert (held.number, held.baseline_bpb, held.bpb) == (8, pytest.approx(2.7310), pytest.approx(2.5085))
    assert held.gain.estimate == pytest.approx(0.2225, abs=1e-4)
    assert a_session(final=None).held is None


def test_one_run_for_each_experiment_claims_more_than_all_runs_do() -> None:
    session = a_session()
    claims = claims_of(session)
    assert claims.one_run == pytest.approx(2.7218 - 2.4930)
    assert claims.search is not None and claims.one_run is not None and claims.search < claims.one_run
    assert (claims.kept, claims.would_keep) == (3, 4)  # the first run of 6 was lower by chance
    noise = session.experiment(6)
    assert noise is not None
    assert one_run_gain(session, noise) == pytest.approx(2.5503 - 2.5490)


def test_directions_are_counted_and_dead_ends_are_named() -> None:
    rows = direction_rows(a_session(signals=Signals(dead_directions=("context",))))
    assert [(row.name, row.tries, row.keeps, row.crashes, row.is_dead) for row in rows] == [
        ("rate", 5, 3, 0, False),
        ("context", 2, 0, 1, True),
    ]
    assert rows[0].gained == pytest.approx(0.1253 + 0.0408 + 0.0976)


def test_predictions_are_compared_with_what_was_measured() -> None:
    predictions = predictions_of(a_session())
    assert predictions.pairs == [(-0.05, -0.1253), (-0.02, 0.0464), (-0.1, -0.0976)]
    assert predictions.right_direction == 2
    assert predictions.mean_excess == pytest.approx((-0.17 + 0.1765) / 3)


def test_the_picture_has_gymnasiums_form_and_shows_the_session() -> None:
    whole, empty = session_picture(a_session()), session_picture(a_session(experiments=(), final=None))
    assert whole.shape == (400, 800, 3) and whole.dtype.name == "uint8"
    assert (whole != empty).any()


def test_the_table_for_the_terminal_has_a_row_for_each_experiment() -> None:
    text = session_text(
        a_session(
            experiments=(
                experiment(0, Decision.BASELINE, 2.7),
                experiment(1, Decision.KEEP, 2.5, gain=0.2, description="[red]a"),
            )
        )
    )
    assert "baseline" in text and "+0.2000 (+0.1880 to +0.2120)" in text
    assert "[red]a" in text  # an agent's text is no markup of the terminal


@pytest.mark.parametrize("places", [1, 2, 9])
def test_a_page_can_be_written_after_each_experiment(places: int) -> None:
    session = a_session(final=None)
    page = session_page(dataclasses.replace(session, experiments=session.experiments[:places]))
    assert page.count('<details class="episode"') == places


def test_a_page_has_the_reasoning_the_change_and_the_log_of_each_experiment() -> None:
    page = session_page(a_session())
    for text in ("hypothesis 3", "evidence 3", "risk 3", "why 3", "lesson 3", "step:1400 train_bpb:2.6000"):
        assert text in page
    assert "<del>-steps = 7\n" in page and "<ins>+steps = 9\n" in page
    assert "claimed by one run" in page and "held on final" in page
    assert "context of 12 bytes" in page
    assert page == session_page(a_session())


def test_figures_that_are_only_reported_are_called_so() -> None:
    assert "<strong>reported</strong>" in session_page(a_session(evaluation="reported"))
    assert "the same text; experiment 8" in session_page(a_session(evaluation="reported"))
    assert "<strong>reported</strong>" not in session_page(a_session())


def test_no_text_of_an_agent_or_a_program_becomes_markup() -> None:
    said = Reasoning(
        direction=SCRIPT, description=SCRIPT + "$x_$ \\frac", hypothesis=SCRIPT, evidence=SCRIPT, risk=SCRIPT
    )
    one = dataclasses.replace(
        experiment(1, Decision.KEEP, 2.5, 2.5, gain=0.2, log=SCRIPT + LOG),
        reasoning=said, why=SCRIPT, lesson=SCRIPT, detail=SCRIPT,
    )  # fmt: skip
    page = session_page(
        a_session(
            experiments=(experiment(0, Decision.BASELINE, 2.7), one),
            programs={0: "a\n", 1: SCRIPT},
            notes=SCRIPT,
            signals=Signals(dead_directions=(SCRIPT,)),
            fault=SCRIPT,
        )
    )
    assert SCRIPT not in page and "<script" not in page
    assert page.count("&lt;script&gt;") > 10
    assert not re.search(r"(src|href)=\"(?!#)", page)


def test_a_page_is_never_larger_than_its_limit() -> None:
    long = dataclasses.replace(
        experiment(1, Decision.DISCARD, 2.8, gain=-0.1, log="word " * 4000),
        reasoning=Reasoning(hypothesis="h" * 12_000, evidence="e" * 12_000, risk="r" * 12_000),
        why="w" * 12_000,
    )
    many = [experiment(0, Decision.BASELINE, 2.7)]
    many += [dataclasses.replace(long, number=number) for number in range(1, 120)]
    page = session_page(a_session(experiments=many, programs={}))
    assert len(page.encode()) <= MOST_BYTES
    assert re.search(r"\d+ more experiments are left out", page)


@pytest.mark.parametrize(
    ("log", "name", "points"),
    [
        ("step:100 train_bpb:3.5 cpu_s:1\nstep:200 train_bpb:3.1 cpu_s:2\n",
         "train_bpb", ((100, 3.5), (200, 3.1))),
        ("step:7/20000 train_loss:6.9 train_time:1ms\nstep:7/20000 val_loss:6.8 val_bpb:4.1\n",
         "train_loss", ((7, 6.9),)),
        ("step 00010 (2.0%) | loss: 3.25 | lr\rstep 00020 (4.0%) | loss: 3.1\n",
         "loss", ((10, 3.25), (20, 3.1))),
        ("Traceback\nloss: 3\nstep 4\n", "", ()),
        ("", "", ()),
    ],
)  # fmt: skip
def test_a_curve_is_read_from_the_lines_that_have_a_step(
    log: str, name: str, points: tuple[tuple[int, float], ...]
) -> None:
    assert (curve_of(log).name, curve_of(log).points) == (name, points)


def test_a_long_curve_is_thinned_and_keeps_its_end() -> None:
    curve = curve_of("".join(f"step:{step} loss:{step / 7:.2f}\n" for step in range(10_001)))
    assert len(curve.points) <= 200
    assert curve.points[-1][0] == 10_000
