"""Claims are evaluated again: one holds, is weaker, is gone or is broken."""

import contextlib
import json
import math
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import gymnasium as gym
import pytest
from click.testing import CliRunner, Result

from perfgym.bank import load_problem
from perfgym.cli.commands.reverify import command as reverify_command
from perfgym.envs.registration import family_of, find_id
from perfgym.errors import SettingsError
from perfgym.evaluation.evaluate import Evaluator
from perfgym.evaluation.reverify import ClaimVerdict, Reverification, claims, reverify, verdict_on
from perfgym.measure import CpuTimeBackend
from perfgym.records import (
    Build,
    Conditions,
    Evaluation,
    Event,
    Interval,
    Measurement,
    Role,
    Status,
    Submission,
    Unit,
)
from perfgym.sandbox import FakeSandbox
from perfgym.settings import Settings
from perfgym.store import Store
from tests.doubles.made_up_runs import measured
from tests.doubles.played import ID, begin_run, fake_backend, play, submission, turn
from tests.doubles.programs import WRONG, fake_evaluator, right

FAST, FASTER, FASTEST = "// fast", "// faster", "// fastest"
SPEEDUPS = {FAST: 2.0, FASTER: 4.0, FASTEST: 8.0}


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("played") / "store.sqlite"
    with contextlib.closing(Store(path)) as store:
        run_id = begin_run(store)
        play(store, run_id, 1, [WRONG, FASTER, FAST], SPEEDUPS)
        play(store, run_id, 2, [FASTEST, FASTER, load_problem("matmul").references["c"]], SPEEDUPS)
    return path


def evaluator(speedups: Mapping[str, float], **more: Any) -> Evaluator:
    """An evaluator that finds these speed-ups."""
    return fake_evaluator(fake_backend(speedups), **{source: right() for source in SPEEDUPS} | more)


def reverified(store: Store, run_id: str, made_of: Evaluator, top: int = 3) -> list[Reverification]:
    run = store.run(run_id)
    return list(reverify(run_id, claims(store, run, top), lambda _id, _conditions: made_of))


def test_the_best_distinct_programs_with_a_gain_are_the_claims(store: Store, run_id: str) -> None:
    made = claims(store, store.run(run_id), 10)
    assert [(claim.submission.text, claim.episode, claim.turn) for claim in made] == [
        (FASTEST, 2, 1),
        (FASTER, 1, 2),
        (FAST, 1, 3),
    ]
    assert [math.exp(claim.interval.low) for claim in made] == pytest.approx([8.0, 4.0, 2.0])
    assert [claim.submission.text for claim in claims(store, store.run(run_id), 2)] == [FASTEST, FASTER]


def test_claims_that_are_true_hold(store: Store, run_id: str) -> None:
    findings = reverified(store, run_id, evaluator(SPEEDUPS))
    assert [finding.verdict for finding in findings] == [ClaimVerdict.HOLDS] * 3
    assert [finding.notes for finding in findings] == [()] * 3
    assert findings[0].evaluation.time is not None
    assert math.exp(findings[0].evaluation.time.estimate) == pytest.approx(8.0)


def test_each_way_that_a_claim_can_fail_has_a_verdict(store: Store, run_id: str) -> None:
    now = evaluator({FASTEST: 4.0, FASTER: 1.0}, **{FAST: lambda _: right()(b"\1\0\0\0" + b"\0" * 8)})
    findings = reverified(store, run_id, now)
    assert [finding.verdict for finding in findings] == ["weaker", "gone", "broken"]
    assert findings[2].evaluation.status is Status.WRONG_OUTPUT
    assert findings[2].evaluation.time is None


def test_differences_from_the_circumstances_of_the_claim_are_noted(store: Store, run_id: str) -> None:
    episode_id = store.begin_episode(run_id, 3, seed=1, env_id=ID, prompt="")
    before = store.turns(store.episodes(run_id)[0].episode_id)[1].evaluation
    assert before is not None
    changed = {"host": "elsewhere", "problem_sha256": "0", "toolchain": "tcc", "backend": "sundial"}
    changed |= {"size_factor": 2.0}
    events = {role: replace(event, name="shadow_length") for role, event in measured(before).events.items()}
    evaluation = replace(
        before,
        conditions=replace(before.conditions, **changed),
        measurement=replace(measured(before), events=events),
        build=Build(status=Status.ACCEPTED, digest="1"),
    )
    store.add_turn(turn(episode_id, source=FASTER, evaluation=evaluation, score=9.0))
    finding = reverified(store, run_id, evaluator(SPEEDUPS), top=1)[0]
    assert finding.verdict is ClaimVerdict.HOLDS
    words = (
        "elsewhere",
        "problem",
        "tcc",
        "sundial",
        "shadow_length",
        "claimed at 2 times the problem's own",
    )
    assert [any(word in note for note in finding.notes) for word in words] == [True] * 6
    assert len(finding.notes) == 6


def test_claims_measured_at_different_scales_have_evaluators_of_their_own(store: Store, run_id: str) -> None:
    """A claim at half the size is verified at half the size, with the backend that measured it."""
    first, second, third = claims(store, store.run(run_id), 3)
    half = replace(second, conditions=replace(second.conditions, scale=0.5))
    asked: list[tuple[str, str, float]] = []

    def make(env_id: str, conditions: Conditions) -> Evaluator:
        asked.append((env_id, conditions.backend, conditions.scale))
        return evaluator(SPEEDUPS)

    findings = list(reverify(run_id, [first, half, third], make))
    assert [finding.claim for finding in findings] == [first, half, third]
    assert asked == [(ID, "fake", 1.0), (ID, "fake", 0.5), (ID, "fake", 1.0)]


def test_the_inputs_are_fresh_and_depend_on_the_seed(store: Store, run_id: str) -> None:
    def inputs(seed: int) -> list[bytes]:
        seen: list[bytes] = []

        def program(stdin: bytes) -> Any:
            seen.append(stdin)
            return right()(stdin)

        run = store.run(run_id)
        made = claims(store, run, 1)
        list(
            reverify(
                run.run_id, made, lambda _id, _conditions: evaluator(SPEEDUPS, **{FASTEST: program}), seed
            )
        )
        return seen

    first = inputs(0)
    assert first == inputs(0)
    assert not set(first) & set(inputs(1))


def test_the_whole_submission_is_evaluated_again(store: Store) -> None:
    """A program that was claimed with compiler flags and with several files is built with them."""
    run_id = begin_run(store)
    play(store, run_id, 1, [FAST], SPEEDUPS)
    (episode,) = store.episodes(run_id)
    (played,) = store.turns(episode.episode_id)
    assert played.evaluation is not None
    tuned = store.begin_episode(run_id, 2, seed=1, env_id=ID, prompt="")
    evaluation = replace(played.evaluation, build=Build(status=Status.ACCEPTED, digest="1"))
    files = {"solution.c": FAST.encode(), "data/table.bin": b"\xff\x00"}
    flagged = Submission(files=files, flags=("-O3", "-funroll-loops"))
    store.add_turn(
        turn(tuned, submission=flagged, action={"knobs": {"LEVEL": "1"}}, evaluation=evaluation, score=5.0)
    )
    given: list[Submission] = []
    made_of = evaluator(SPEEDUPS)
    evaluate = made_of.evaluate

    def spy(submission: Submission, rng: Any) -> Evaluation:
        given.append(submission)
        return evaluate(submission, rng)

    made_of.evaluate = spy
    reverified(store, run_id, made_of)
    assert given == [flagged, submission(FAST)]


def interval(estimate: float, half_width: float = 0.05) -> Interval:
    """The log ratio of a speed-up."""
    middle = math.log(estimate)
    return Interval(estimate=middle, low=middle - half_width, high=middle + half_width, confidence=0.99)


def accepted(found: Interval, **more: Any) -> Evaluation:
    events = {Role.TIME: Event(name="task-clock", unit=Unit.NANOSECONDS)}
    measurement = Measurement(backend="x", events=events, pairs=(), intervals={Role.TIME: found}, **more)
    return Evaluation(status=Status.ACCEPTED, measurement=measurement)


@pytest.mark.parametrize(
    ("found", "verdict"),
    [
        (interval(2.0), "holds"),
        (interval(9.0), "holds"),
        (interval(1.85), "holds"),  # reaches the lower bound of the claim
        (interval(1.8, 0.05), "holds"),  # ends below the bound by less than the slack
        (interval(1.7, 0.02), "weaker"),
        (interval(1.7, 0.20), "holds"),  # so wide that the claim may be true
        (interval(1.01, 0.02), "gone"),
        (interval(1.5, 0.60), "gone"),  # so wide that there may be no gain
        (interval(0.5), "gone"),
    ],
)
def test_a_claim_holds_if_its_lower_bound_is_reached(found: Interval, verdict: str) -> None:
    assert verdict_on(interval(2.0), accepted(found)) == verdict


def test_a_rejected_program_or_an_implausible_measurement_breaks_a_claim() -> None:
    wrong = Evaluation(status=Status.WRONG_OUTPUT)
    forged = accepted(interval(2.0), suspicions=("faster than light",))
    assert verdict_on(interval(2.0), wrong) == verdict_on(interval(2.0), forged) == ClaimVerdict.BROKEN


def test_an_unknown_environment_is_refused() -> None:
    with pytest.raises(SettingsError, match="CartPole-v1"):
        find_id("CartPole-v1")


def test_a_family_evaluates_its_submissions_with_the_backend_that_is_named() -> None:
    found = find_id(ID)
    with contextlib.closing(FakeSandbox({})) as sandbox:
        asked = Conditions(backend="fake", scale=0.5)
        made = family_of(found).evaluator(found, asked, sandbox=sandbox, settings=Settings())
        assert (made.conditions.backend, made.conditions.scale) == ("fake", 0.5)
        assert made.conditions.problem_sha256 == load_problem("matmul").digest
        with pytest.raises(SettingsError, match="fakee"):
            asked = Conditions(backend="fakee")
            family_of(found).evaluator(found, asked, sandbox=sandbox, settings=Settings())


def command(store: Store, *arguments: str) -> Result:
    result = CliRunner(env={"COLUMNS": "200"}).invoke(
        reverify_command, [*arguments, "--store", str(store.path)]
    )
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


def test_a_run_without_gains_has_no_claims(store: Store) -> None:
    run_id = begin_run(store)
    play(store, run_id, 1, [WRONG], SPEEDUPS)
    result = command(store, run_id)
    assert (result.exit_code, "has no claims" in result.output) == (0, True)
    assert json.loads(command(store, run_id, "--json").output) == []


def test_a_real_claim_holds_and_an_inflated_one_does_not(store: Store) -> None:
    """Measured by CPU time in the sandbox, the expert's program is as fast as it was, and no faster."""
    code = load_problem("matmul").experts["c"]
    with contextlib.closing(gym.make(ID, backend="cpu_time")) as env:
        env.reset(seed=3)
        _, reward, _, _, info = env.step({"code": code, "submit": 1})
    evaluation = Evaluation.from_json(info["evaluation"])
    assert evaluation.time is not None
    run_id = begin_run(store)
    episode_id = store.begin_episode(run_id, 1, seed=3, env_id=ID, prompt="")
    store.add_turn(turn(episode_id, source=code, evaluation=evaluation, reward=float(reward)))
    store.end_episode(episode_id, reward=float(reward), terminated=True, truncated=False)
    result = command(store, "latest")
    assert "1 of 1 claims hold" in result.output
    assert result.exit_code == 0
    tripled = {bound: getattr(evaluation.time, bound) + math.log(3) for bound in ("estimate", "low", "high")}
    intervals = measured(evaluation).intervals | {Role.TIME: replace(evaluation.time, **tripled)}
    inflated = replace(evaluation, measurement=replace(measured(evaluation), intervals=intervals))
    liar = store.begin_episode(run_id, 2, seed=3, env_id=ID, prompt="")
    store.add_turn(turn(liar, source=code, evaluation=inflated, score=1.0))
    result = command(store, "latest", "--json")
    (finding,) = json.loads(result.output, parse_constant=pytest.fail)
    assert (result.exit_code, finding["verdict"]) == (1, "weaker")
    assert finding["conditions"]["backend"] == CpuTimeBackend.name
    assert finding["claimed"]["speedup_low"] > finding["found"]["speedup_high"] > 3
    assert (finding["status"], finding["notes"]) == ("ACCEPTED", [])
