"""Claims are evaluated again: what holds, what is weaker, what is gone and what is broken."""

import contextlib
import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import gymnasium as gym
import pytest
from click.testing import CliRunner, Result

from perfgym.bank import load_problem
from perfgym.cli.reverify import command as reverify_command
from perfgym.errors import SettingsError
from perfgym.evaluation.evaluate import Evaluator
from perfgym.evaluation.reverify import ClaimVerdict, Finding, claims, make_evaluator, reverify, verdict_on
from perfgym.measure import CpuTimeBackend
from perfgym.records import Evaluation, Interval, Measurement, Role, Status
from perfgym.sandbox import FakeSandbox
from perfgym.settings import Settings
from perfgym.store import Store
from tests.doubles.played import ID, begin_run, fake_backend, play, turn
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
    """Knows each program by what it is now."""
    return fake_evaluator(fake_backend(speedups), **{source: right() for source in SPEEDUPS} | more)


def reverified(store: Store, run_id: str, made_of: Evaluator, top: int = 3) -> list[Finding]:
    run = store.run(run_id)
    return list(reverify(run, claims(store, run, top), lambda _id, _backend: made_of))


def test_the_best_distinct_programs_that_gained_are_the_claims(store: Store, run_id: str) -> None:
    made = claims(store, store.run(run_id), 10)
    assert [(claim.source, claim.episode, claim.turn) for claim in made] == [
        (FASTEST, 2, 1),
        (FASTER, 1, 2),
        (FAST, 1, 3),
    ]
    assert [math.exp(claim.interval.low) for claim in made] == pytest.approx([8.0, 4.0, 2.0])
    assert [claim.source for claim in claims(store, store.run(run_id), 2)] == [FASTEST, FASTER]


def test_claims_that_are_true_hold(store: Store, run_id: str) -> None:
    findings = reverified(store, run_id, evaluator(SPEEDUPS))
    assert [finding.verdict for finding in findings] == [ClaimVerdict.HOLDS] * 3
    assert [finding.notes for finding in findings] == [()] * 3
    assert findings[0].interval is not None
    assert math.exp(findings[0].interval.estimate) == pytest.approx(8.0)


def test_each_way_a_claim_can_fail_is_told(store: Store, run_id: str) -> None:
    now = evaluator({FASTEST: 4.0, FASTER: 1.0}, **{FAST: lambda _: right()(b"\1\0\0\0" + b"\0" * 8)})
    findings = reverified(store, run_id, now)
    assert [finding.verdict for finding in findings] == ["weaker", "gone", "broken"]
    assert findings[2].evaluation.status is Status.WRONG_OUTPUT
    assert findings[2].interval is None


def test_it_is_told_what_has_changed_since(store: Store, run_id: str) -> None:
    episode_id = store.begin_episode(run_id, 3, seed=1, env_id=ID, prompt="")
    before = store.turns(store.episodes(run_id)[0].episode_id)[1]
    changed = {"host": "elsewhere", "problem_sha256": "0", "toolchain": "tcc", "backend": "sundial"}
    info = {**before.info, **changed, "program_sha256": "1", "score": 9.0}
    store.add_turn(turn(episode_id, source=FASTER, info=info))
    finding = reverified(store, run_id, evaluator(SPEEDUPS), top=1)[0]
    assert finding.verdict is ClaimVerdict.HOLDS
    assert [
        any(word in note for note in finding.notes) for word in ("elsewhere", "problem", "tcc", "sundial")
    ] == [True] * 4


def test_the_inputs_are_fresh_and_depend_on_the_seed_alone(store: Store, run_id: str) -> None:
    def inputs(seed: int) -> list[bytes]:
        seen: list[bytes] = []

        def program(stdin: bytes) -> Any:
            seen.append(stdin)
            return right()(stdin)

        run = store.run(run_id)
        made = claims(store, run, 1)
        list(reverify(run, made, lambda _id, _backend: evaluator(SPEEDUPS, **{FASTEST: program}), seed))
        return seen

    first = inputs(0)
    assert first == inputs(0)
    assert not set(first) & set(inputs(1))


def test_flags_are_built_with(store: Store) -> None:
    """The ones that a tuned program was claimed with."""
    run_id = begin_run(store)
    play(store, run_id, 1, [FAST], SPEEDUPS)
    (episode,) = store.episodes(run_id)
    (played,) = store.turns(episode.episode_id)
    tuned = store.begin_episode(run_id, 2, seed=1, env_id=ID, prompt="")
    info = {**played.info, "flags": "-O3 -funroll-loops", "program_sha256": "1", "score": 5.0}
    store.add_turn(turn(tuned, source=FAST, action={"knobs": [1]}, info=info))
    given: list[tuple[str, ...]] = []
    made_of = evaluator(SPEEDUPS)
    evaluate = made_of.evaluate

    def spy(source: str, rng: Any, flags: tuple[str, ...] = ()) -> Evaluation:
        given.append(flags)
        return evaluate(source, rng)

    made_of.evaluate = spy
    reverified(store, run_id, made_of)
    assert given == [("-O3", "-funroll-loops"), ()]


def interval(estimate: float, half_width: float = 0.05) -> Interval:
    """Of speed-ups, on the logarithmic scale."""
    middle = math.log(estimate)
    return Interval(estimate=middle, low=middle - half_width, high=middle + half_width, confidence=0.99)


def accepted(found: Interval, **more: Any) -> Evaluation:
    measurement = Measurement(backend="x", events={}, pairs=(), intervals={Role.TIME: found}, **more)
    return Evaluation(status=Status.ACCEPTED, measurement=measurement)


@pytest.mark.parametrize(
    ("found", "verdict"),
    [
        (interval(2.0), "holds"),
        (interval(9.0), "holds"),
        (interval(1.85), "holds"),  # reaches the lower bound of what was claimed
        (interval(1.8, 0.05), "holds"),  # by no more than the slack below it
        (interval(1.7, 0.02), "weaker"),
        (interval(1.7, 0.20), "holds"),  # so wide that it may be true
        (interval(1.01, 0.02), "gone"),
        (interval(1.5, 0.60), "gone"),  # so wide that there may be nothing
        (interval(0.5), "gone"),
    ],
)
def test_a_claim_holds_as_far_as_its_lower_bound_is_reached(found: Interval, verdict: str) -> None:
    assert verdict_on(interval(2.0), accepted(found)) == verdict


def test_what_is_not_accepted_or_cannot_be_true_is_broken() -> None:
    wrong = Evaluation(status=Status.WRONG_OUTPUT)
    forged = accepted(interval(2.0), suspicions=("faster than light",))
    assert verdict_on(interval(2.0), wrong) == verdict_on(interval(2.0), forged) == ClaimVerdict.BROKEN


def test_an_environment_that_is_not_perfgyms_is_refused() -> None:
    with contextlib.closing(FakeSandbox({})) as sandbox, pytest.raises(SettingsError, match="CartPole-v1"):
        make_evaluator("CartPole-v1", "fake", sandbox, Settings())


def command(store: Store, *arguments: str) -> Result:
    result = CliRunner(env={"COLUMNS": "200"}).invoke(
        reverify_command, [*arguments, "--store", str(store.path)]
    )
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


def test_a_run_without_gains_claims_nothing(store: Store) -> None:
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
    run_id = begin_run(store)
    episode_id = store.begin_episode(run_id, 1, seed=3, env_id=ID, prompt="")
    store.add_turn(turn(episode_id, source=code, info=info, reward=float(reward)))
    store.end_episode(episode_id, reward=float(reward), terminated=True, truncated=False)
    result = command(store, "latest")
    assert "1 of 1 claims hold" in result.output
    assert result.exit_code == 0
    inflated = {name: 3 * info[name] for name in ("speedup", "speedup_low", "speedup_high")}
    liar = store.begin_episode(run_id, 2, seed=3, env_id=ID, prompt="")
    store.add_turn(turn(liar, source=code, info={**info, **inflated, "score": 1.0}))
    result = command(store, "latest", "--json")
    (finding,) = json.loads(result.output, parse_constant=pytest.fail)
    assert (result.exit_code, finding["verdict"], finding["backend"]) == (1, "weaker", CpuTimeBackend.name)
    assert finding["claimed"]["speedup_low"] > finding["found"]["speedup_high"] > 3
    assert (finding["status"], finding["notes"]) == ("ACCEPTED", [])
