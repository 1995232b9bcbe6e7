"""The reward presets: what holds for every measurement, the numbers, and how texts become presets."""

import math
from collections.abc import Collection, Mapping
from dataclasses import asdict, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfgym.errors import SettingsError
from perfgym.evaluation.reward import (
    GOPERF_TIERS,
    REPO_REWARDS,
    REWARDS,
    chosen_reward,
    compares_expert,
    expert_ratio,
    goperf,
    improvement,
    log_speedup,
    make_reward,
    need_paid_role,
    reward_name,
    weighted,
)
from perfgym.evaluation.weights import WEIGHTS, parse_weights
from perfgym.measure.prices import PRICES, modelled_cycles
from perfgym.records import Counts, Evaluation, Event, Interval, Measurement, Pair, Role, Status, Unit
from perfgym.settings import Settings

EVENTS = (Role.INSTRUCTIONS, Role.L1D_MISSES, Role.LLC_MISSES, Role.BRANCH_MISSES)
HEAVY = {Role.TIME: 1e8, Role.INSTRUCTIONS: 1e8, Role.L1D_MISSES: 1e7, Role.LLC_MISSES: 1e6} | {
    Role.BRANCH_MISSES: 1e6
}  # each event takes over a tenth of the modelled cycles
ROUNDING = 1e-9


def around(estimate: float, half_width: float = 0.0) -> Interval:
    """Return an interval with this half-width."""
    return Interval(estimate=estimate, low=estimate - half_width, high=estimate + half_width, confidence=0.99)


def accepted(
    intervals: Mapping[Role, Interval],
    reference: Counts = HEAVY,
    *,
    unit: Unit = Unit.NANOSECONDS,
    forgeable: Collection[Role] = (),
    apart: bool = False,
) -> Evaluation:
    """Return an accepted evaluation with these intervals.

    Args:
        intervals: Role to its log ratio.
        reference: Counts of the reference; roles without an interval are left out.
        unit: Unit of time.
        forgeable: Roles that the program could falsify.
        apart: Whether time is counted in another pair than the other roles, as ``auto`` does.
    """
    counts = {role: count for role, count in reference.items() if role in intervals}
    candidate = {role: count * math.exp(-intervals[role].estimate) for role, count in counts.items()}
    pair = Pair(reference=counts, candidate=candidate)
    rest = [role for role in intervals if role is not Role.TIME]
    measurement = Measurement(
        backend="a",
        events={
            role: Event(name=role, unit=unit if role is Role.TIME else Unit.OCCURRENCES) for role in intervals
        },
        pairs=(pair.only([Role.TIME]), pair.only(rest)) if apart else (pair,),
        intervals=intervals,
        forgeable=tuple(role for role in forgeable if role in intervals),
    )
    return Evaluation(status=Status.ACCEPTED, measurement=measurement)


def measured(evaluation: Evaluation) -> Measurement:
    """Return the measurement, which exists."""
    assert evaluation.measurement is not None
    return evaluation.measurement


def time_alone(evaluation: Evaluation) -> Evaluation:
    """Return the evaluation with its roles but time lost."""
    found = measured(evaluation)
    return replace(
        evaluation,
        measurement=replace(
            found,
            intervals={role: one for role, one in found.intervals.items() if role is Role.TIME},
            events={role: one for role, one in found.events.items() if role is Role.TIME},
            pairs=tuple(pair.only([Role.TIME]) for pair in found.pairs),
            forgeable=tuple(role for role in found.forgeable if role is Role.TIME),
        ),
    )


def with_more_saved(evaluation: Evaluation, role: Role, more: float) -> Evaluation:
    """Return the evaluation with the candidate's count of a role divided by ``exp(more)``."""
    found = measured(evaluation)
    old = found.intervals[role]
    better = replace(old, estimate=old.estimate + more, low=old.low + more, high=old.high + more)
    pairs = tuple(
        replace(
            pair,
            candidate={
                one: count * math.exp(-more) if one is role else count
                for one, count in pair.candidate.items()
            },
        )
        for pair in found.pairs
    )
    changed = replace(found, intervals={**found.intervals, role: better}, pairs=pairs)
    return replace(evaluation, measurement=changed)


def with_reference(evaluation: Evaluation, role: Role, factor: float) -> Evaluation:
    """Return the evaluation with the reference's count of a role multiplied; ratios stay."""
    found = measured(evaluation)
    pairs = tuple(
        replace(
            pair,
            reference={
                one: count * factor if one is role else count for one, count in pair.reference.items()
            },
        )
        for pair in found.pairs
    )
    return replace(evaluation, measurement=replace(found, pairs=pairs))


def time_share(evaluation: Evaluation) -> float:
    """Return the share of time that was saved for certain; below 0 if the program is certainly slower."""
    time = evaluation.time
    return 1 - math.exp(-time.estimate) if time and time.significant else 0.0


ratios = st.one_of(st.floats(-20, 20), st.floats(-0.1, 0.1), st.just(0.0))
intervals = st.builds(around, ratios, st.one_of(st.just(0.0), st.floats(0, 5)))
counts = st.one_of(st.floats(1, 1e11), st.floats(0, 1e3))
failures = st.sampled_from([status for status in Status if status is not Status.ACCEPTED])
roles = st.sampled_from(list(Role))
weight = st.one_of(st.just(0.0), st.floats(1e-3, 10))
weights = st.dictionaries(roles, weight, min_size=1).filter(lambda some: any(some.values()))


@st.composite
def evaluations(draw: st.DrawFn, backends: Collection[str] = ()) -> Evaluation:
    """Accepted evaluations with the roles and the trust of each backend."""
    known = ["cpu_time", "auto", "hardware", "simulated", "fake", "third party"]
    backend = draw(st.sampled_from(list(backends) or known))
    reference = {role: draw(counts) for role in Role}
    found = {role: draw(intervals) for role in Role}
    if backend == "cpu_time":
        found = {Role.TIME: found[Role.TIME]}
    if backend == "third party":
        found = {role: found[role] for role in draw(st.sets(roles, min_size=1))}
    if backend == "hardware":
        found = {role: found[role] for role in draw(st.sets(roles)) | {Role.TIME, Role.INSTRUCTIONS}}
    if backend == "simulated":
        reference[Role.TIME] = modelled_cycles(reference)
    forgeable: Mapping[str, Collection[Role]] = {
        "auto": EVENTS,
        "simulated": tuple(Role),
        "third party": draw(st.sets(roles)),
    }
    unit = Unit.CYCLES if backend in ("hardware", "simulated") else Unit.NANOSECONDS
    return accepted(
        found, reference, unit=unit, forgeable=forgeable.get(backend, ()), apart=backend == "auto"
    )


@pytest.mark.parametrize("reward", REWARDS.values(), ids=list(REWARDS))
@given(found=evaluations(), failure=failures)
def test_a_correct_program_always_beats_a_wrong_one(reward, found, failure) -> None:
    """This holds however slow the correct program is."""
    assert reward(found) > reward(Evaluation(status=failure))


@pytest.mark.parametrize("reward", REWARDS.values(), ids=list(REWARDS))
@given(failure=failures)
def test_a_program_that_compiles_beats_one_that_does_not(reward, failure) -> None:
    """Its reward is -0.5, that of the other -1."""
    assert reward(Evaluation(status=failure)) == (-0.5 if failure.compiled else -1.0)


@pytest.mark.parametrize("reward", REWARDS.values(), ids=list(REWARDS))
@given(found=evaluations())
def test_a_suspicious_measurement_earns_nothing(reward, found) -> None:
    suspicious = replace(measured(found), suspicions=("too good",))
    assert reward(replace(found, measurement=suspicious)) == 0.0


@given(evaluations())
def test_rewards_are_bounded(found) -> None:
    """Shares stay below 1, doublings at 10 or below, and no accepted program earns less than 0."""
    assert 0.0 <= improvement(found) < 1.0
    assert 0.0 <= weighted(found) < 1.0
    assert 0.0 <= log_speedup(found) <= 10.0


@pytest.mark.parametrize("estimate", [-math.inf, -1e308, -750.0, 750.0, 1e308, math.inf])
def test_no_ratio_is_too_large_for_a_reward(estimate: float) -> None:
    for others in ({}, {Role.LLC_MISSES: around(1.0)}):
        found = accepted({Role.TIME: around(0.0)})
        extreme = replace(measured(found), intervals={Role.TIME: around(estimate)} | others)
        found = replace(found, measurement=extreme)
        for reward in (improvement, weighted):
            assert 0.0 <= reward(found) < 1.0
            assert (reward(found) > 0.0) == (estimate > 0.0)


@given(evaluations())
def test_a_program_earns_at_least_half_of_the_share_of_time_that_it_saved(found) -> None:
    """This holds whatever its misses do."""
    assert improvement(found) >= 0.5 * time_share(found) - ROUNDING


@given(evaluations(["cpu_time", "auto", "hardware", "simulated", "fake"]), st.floats(0, 0.69))
def test_a_program_that_saves_half_of_the_time_earns_a_quarter(found, half_width) -> None:
    halved = {**measured(found).intervals, Role.TIME: around(math.log(2.0), half_width)}
    assert improvement(replace(found, measurement=replace(measured(found), intervals=halved))) >= 0.25


@given(evaluations(), weights)
def test_time_keeps_the_part_that_its_weight_is_of_all_weights(found, some) -> None:
    least = some.get(Role.TIME, 0.0) / sum(some.values())
    assert improvement(found, some) >= least * time_share(found) - ROUNDING


@given(evaluations(["auto", "simulated"]))
def test_events_that_a_program_could_forge_earn_no_more_than_its_time(found) -> None:
    assert improvement(found) <= max(0.0, time_share(found)) + ROUNDING


@given(evaluations(["third party"]), weights)
def test_where_every_event_could_be_forged_no_weights_pay_more_than_time(found, some) -> None:
    """Where no time was measured, nothing is paid."""
    forged = replace(found, measurement=replace(measured(found), forgeable=EVENTS))
    assert improvement(forged, some) <= max(0.0, time_share(forged)) + ROUNDING


@given(evaluations(["auto"]))
def test_a_program_on_auto_earns_between_half_and_all_of_what_it_earns_on_cpu_time(found) -> None:
    """If its simulated roles are lost, it earns what it earns on ``cpu_time``: its share of time."""
    alone = improvement(time_alone(found))
    assert alone == pytest.approx(max(0.0, time_share(found)), abs=ROUNDING)
    assert 0.5 * alone - ROUNDING <= improvement(found) <= alone + ROUNDING


@pytest.mark.parametrize("reward", REWARDS.values(), ids=list(REWARDS))
@given(found=evaluations(), role=roles, more=st.one_of(st.floats(0, 0.1), st.floats(0, 5)))
def test_saving_more_never_pays_less(reward, found, role, more) -> None:
    """This holds for each role if all others stay equal, so an event that rises never pays."""
    if role in measured(found).intervals:
        assert reward(with_more_saved(found, role, more)) >= reward(found) - ROUNDING


@given(evaluations(), weights, roles, st.floats(0, 5))
def test_saving_more_never_pays_less_with_other_weights(found, some, role, more) -> None:
    if role in measured(found).intervals:
        better = with_more_saved(found, role, more)
        assert improvement(better, some) >= improvement(found, some) - ROUNDING
        assert weighted(better, some) >= weighted(found, some) - ROUNDING


@given(evaluations(), roles, st.floats(1.0, 1.01))
def test_no_count_of_the_reference_is_a_threshold(found, role, factor) -> None:
    """If a count of the reference is 1 % higher, the reward differs by 0.02 at most."""
    assert improvement(with_reference(found, role, factor)) == pytest.approx(improvement(found), abs=0.02)


@given(evaluations(), roles, st.floats(0.01, 5))
def test_an_event_that_rises_further_costs_nothing_more(found, role, more) -> None:
    """Time pays for its occurrences."""
    interval = measured(found).intervals.get(role)
    if role is not Role.TIME and interval is not None and interval.high <= 0.0:
        assert improvement(with_more_saved(found, role, -more)) == pytest.approx(improvement(found))


@given(evaluations(), st.floats(0, 1))
def test_a_program_like_the_reference_earns_nothing(found, half_width) -> None:
    same = dict.fromkeys(measured(found).intervals, around(half_width / 2, half_width))
    found = replace(found, measurement=replace(measured(found), intervals=same))
    assert [reward(found) for reward in REWARDS.values()] == [0.0, 0.0, 0.0]


def test_an_interval_that_includes_no_difference_earns_nothing() -> None:
    found = accepted({Role.TIME: around(0.05, 0.06), Role.LLC_MISSES: around(0.0)})
    assert [reward(found) for reward in REWARDS.values()] == [0.0, 0.0, 0.0]


@pytest.mark.parametrize("reward", [improvement, weighted])
def test_the_weights_of_absent_roles_go_to_the_others(reward) -> None:
    """Halving the time is worth 0.5 if time alone was measured, and so is halving every event."""
    assert reward(accepted({Role.TIME: around(math.log(2))})) == pytest.approx(0.5)
    assert reward(accepted({role: around(math.log(2)) for role in Role})) == pytest.approx(0.5)
    assert reward(accepted({Role.TIME: around(0.0), Role.BRANCH_MISSES: around(50)})) == pytest.approx(1 / 6)


@pytest.mark.parametrize("reward", [improvement, weighted])
def test_the_weights_are_those_of_the_documentation(reward) -> None:
    """Time has 0.5, L1 misses 0.2, last-level misses 0.2, branch misses 0.1, and instructions have none."""
    nothing = {role: around(0.0) for role in Role}
    earned = {role: reward(accepted(nothing | {role: around(50.0)})) for role in Role}
    assert [round(reward, 6) for reward in earned.values()] == [0.5, 0.2, 0.2, 0.1, 0.0]


@pytest.mark.parametrize("role", EVENTS)
@pytest.mark.parametrize(
    ("share", "weight"), [(0.0, 0.0), (0.01, 0.1), (0.05, 0.5), (0.1, 1.0), (0.5, 1.0), (1.0, 1.0)]
)
def test_an_event_below_a_tenth_of_the_cycles_weighs_less_in_proportion(
    role: Role, share: float, weight: float
) -> None:
    """Time is counted in cycles here, so the event's share of them is known."""
    found = accepted(
        {Role.TIME: around(0.0), role: around(50.0)},
        {Role.TIME: 1e9, role: share * 1e9 / PRICES[role]},
        unit=Unit.CYCLES,
    )
    assert improvement(found, {Role.TIME: 1.0, role: 1.0}) == pytest.approx(weight / (1.0 + weight))


def test_where_time_is_no_count_of_cycles_the_model_gives_them() -> None:
    """Here 4e8 instructions cost as much as 5e6 branch misses cost: 1e8 cycles."""
    branchy = {Role.TIME: 1.0, Role.INSTRUCTIONS: 4e8, Role.BRANCH_MISSES: 5e6 / 19}  # a twentieth of both
    found = accepted(
        {Role.TIME: around(0.0), Role.INSTRUCTIONS: around(0.0)} | {Role.BRANCH_MISSES: around(50.0)}, branchy
    )
    assert improvement(found) == pytest.approx(0.1 * 0.5 / (0.5 + 0.1 * 0.5))


def test_an_event_without_counts_has_its_full_weight() -> None:
    found = accepted({Role.TIME: around(math.log(4)), Role.LLC_MISSES: around(0.0)}, {})
    assert improvement(found) == pytest.approx(0.75 * 0.5 / 0.7)


@given(st.floats(0, 3), st.floats(0, 10))
def test_misses_that_were_simulated_earn_no_more_than_time(time: float, forged: float) -> None:
    """Misses that were counted from outside the program may earn more, and ``weighted`` pays both."""
    found = {Role.TIME: around(time), Role.LLC_MISSES: around(forged)}
    trusted, simulated = accepted(found), accepted(found, forgeable=(Role.LLC_MISSES,))
    least = improvement(accepted({Role.TIME: around(time)}))
    assert improvement(simulated) == pytest.approx(improvement(trusted) if forged <= time else least)
    assert weighted(simulated) == weighted(trusted) == pytest.approx(improvement(trusted))


def test_without_a_weight_of_time_simulated_misses_earn_up_to_its_share() -> None:
    found = accepted({Role.TIME: around(math.log(2)), Role.LLC_MISSES: around(5.0)}, forgeable=EVENTS)
    assert improvement(found, {Role.LLC_MISSES: 1.0}) == pytest.approx(0.5)


def test_a_slower_program_is_charged_for_its_time() -> None:
    """Twice the time costs 0.5, which misses that were saved make good only in part."""
    found = accepted({Role.TIME: around(-math.log(1.2)), Role.LLC_MISSES: around(50.0)})
    assert improvement(found) == pytest.approx((0.2 - 0.5 * 0.2) / 0.7)
    assert improvement(accepted({Role.TIME: around(-1.0), Role.BRANCH_MISSES: around(50.0)})) == 0.0


def test_weighted_is_the_plain_formula() -> None:
    """An event that rises is charged without bound, however little it costs, and never below 0 in all."""
    rises = {Role.TIME: around(math.log(10.0)), Role.BRANCH_MISSES: around(-math.log(3.0))}
    rare = HEAVY | {Role.BRANCH_MISSES: 1.0}
    assert weighted(accepted(rises, rare)) == pytest.approx((0.5 * 0.9 - 0.1 * 2.0) / 0.6)
    much = rises | {Role.BRANCH_MISSES: around(-math.log(30.0))}
    assert weighted(accepted(much, rare)) == 0.0


def test_log_speedup_pays_the_lower_bound_in_doublings() -> None:
    assert log_speedup(accepted({Role.TIME: around(3 * math.log(2), math.log(2))})) == pytest.approx(2.0)


# Counts of instructions, L1 data misses, last-level misses and branch misses that cachegrind gave for the
# reference and for the expert's program, after the CPU time of the second as a share of the first; last, the
# reward.
SIMULATED = {
    "mandelbrot": (0.108, (324_550_146, 329, 329, 79_558), (73_098_379, 3_111, 3_096, 644_099), 0.859),
    "list_ranking": (
        0.47,
        (6_022_141, 2_994_874, 2_756_068, 967),
        (42_149_984, 3_537_178, 2_634_409, 25_188),
        0.307,
    ),
    "ordered_set": (
        0.233,
        (90_460_821, 1_510_796, 25_493, 1_419_899),
        (16_058_797, 422_808, 155_121, 386_651),
        0.726,
    ),
    "matmul": (0.072, (161_390_381, 1_686_041, 17_152, 90_568), (8_110_802, 159_723, 25_106, 20_049), 0.888),
    "nbody": (0.119, (43_154_120, 618, 617, 8_832), (4_476_425, 3_014, 794, 1_187), 0.874),
    "sort": (0.092, (142_144_617, 709_153, 211_476, 4_313_826), (24_568_685, 811_120, 171_947, 2_785), 0.771),
    "stencil": (0.229, (168_389_950, 1_780_334, 3_948, 84_374), (30_946_185, 113_142, 2_427, 108_153), 0.733),
    "hash_table": (
        0.467,
        (116_851_236, 598_033, 325_800, 638_737),
        (17_172_291, 288_030, 188_625, 195_072),
        0.506,
    ),
}


@pytest.mark.parametrize(
    ("time", "reference", "candidate", "earned"), SIMULATED.values(), ids=list(SIMULATED)
)
def test_honest_programs_earn_about_their_share_of_time(
    time: float, reference: tuple[float, ...], candidate: tuple[float, ...], earned: float
) -> None:
    """They earn it although most of them raise an event that costs little."""
    found = {Role.TIME: around(-math.log(time), 0.02)} | {
        role: around(math.log(before / after))
        for role, before, after in zip(EVENTS, reference, candidate, strict=True)
    }
    before = {Role.TIME: 1.0} | dict(zip(EVENTS, reference, strict=True))
    evaluation = accepted(found, before, forgeable=EVENTS, apart=True)
    assert improvement(evaluation) == pytest.approx(earned, abs=0.0005)
    assert improvement(evaluation) >= 0.5 * time_share(evaluation)


def test_a_cheap_event_takes_away_next_to_nothing_of_what_time_earned() -> None:
    """Branch misses rise by a factor of 13.6, to 0.12 % of the reference's instructions."""
    before = {Role.TIME: 1.0, Role.INSTRUCTIONS: 1.03e9, Role.BRANCH_MISSES: 91e3}
    found = {
        Role.TIME: around(-math.log(1 - 0.892), 0.3),
        Role.INSTRUCTIONS: around(math.log(4.4)),
        Role.BRANCH_MISSES: around(-math.log(13.6)),
    }
    evaluation = accepted(found, before, forgeable=EVENTS, apart=True)
    assert improvement(evaluation) == pytest.approx(0.88, abs=0.001)
    assert weighted(evaluation) == 0.0


def test_a_preset_is_made_by_its_name() -> None:
    assert {name: make_reward(name) for name in REPO_REWARDS} == REPO_REWARDS


@given(evaluations(), st.sampled_from(["improvement", "weighted"]), weights)
def test_a_preset_takes_weights_from_its_text(found, name, some) -> None:
    """The text of a stored run gives the same reward again, and only ratios of weights matter."""
    text = f"{name}:{','.join(f'{role}={weight!r}' for role, weight in some.items())}"
    expected = {"improvement": improvement, "weighted": weighted}[name](found, some)
    assert make_reward(text)(found) == pytest.approx(expected)
    doubled = f" {name} : {' , '.join(f'{role} = {2 * weight!r}' for role, weight in some.items())} "
    assert make_reward(doubled)(found) == pytest.approx(expected)


def test_the_weights_of_the_documentation_can_be_written_out() -> None:
    text = ",".join(f"{role}={weight}" for role, weight in WEIGHTS.items())
    assert parse_weights(text) == {role: weight / 0.5 for role, weight in WEIGHTS.items()}


def test_a_role_that_is_not_named_has_no_weight() -> None:
    found = accepted({Role.TIME: around(math.log(2)), Role.LLC_MISSES: around(50.0)})
    assert make_reward("improvement:time=1")(found) == pytest.approx(0.5)
    assert make_reward("weighted:time=0.7,branch_misses=0.3,llc_misses=0")(found) == pytest.approx(0.5)
    assert make_reward("weighted:instructions=1")(accepted({Role.INSTRUCTIONS: around(1.0)})) > 0.6


def test_nothing_is_paid_where_no_role_with_a_weight_was_counted() -> None:
    """The roles of one program may be lost, e.g. because its simulated counts are implausible."""
    found = accepted({Role.TIME: around(1.0)})
    assert make_reward("improvement:llc_misses=1")(found) == 0.0
    assert make_reward("weighted:llc_misses=1")(found) == 0.0
    assert log_speedup(accepted({Role.LLC_MISSES: around(1.0)})) == 0.0


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("log_spedup", "did you mean log_speedup"),
        ("", "there are: improvement, weighted, log_speedup"),
        ("improvment:time=1", "did you mean improvement"),
        ("log_speedup:time=1", "log_speedup takes no weights"),
        ("improvement:", "written as role=number"),
        ("improvement:time", "written as role=number.* got 'time'"),
        ("improvement:time=1,", "written as role=number"),
        ("improvement:tme=1", "no role is called 'tme'; did you mean time"),
        ("weighted:cycles=1", "no role is called 'cycles'; there are: time, l1d_misses"),
        ("weighted:time=-0.1", "weight of time must be a finite number of at least 0, got '-0.1'"),
        ("weighted:time=nan", "got 'nan'"),
        ("weighted:time=inf", "got 'inf'"),
        ("weighted:time=1e999", "got '1e999'"),
        ("weighted:time=much", "got 'much'"),
        ("weighted:time=", "got ''"),
        ("improvement:time=0,llc_misses=0", "all weights are 0"),
        ("improvement:time=1,time=1", "weight of time is given twice"),
    ],
)
def test_a_text_that_is_no_preset_is_refused(text: str, says: str) -> None:
    with pytest.raises(SettingsError, match=says):
        make_reward(text)


@pytest.mark.parametrize("text", ["improvement:time=1e308,llc_misses=1e308", "weighted:time=5e-324"])
def test_weights_of_any_size_keep_their_ratios(text: str) -> None:
    found = accepted({Role.TIME: around(math.log(2)), Role.LLC_MISSES: around(math.log(2))})
    assert make_reward(text)(found) == pytest.approx(0.5)


def test_a_reward_for_roles_that_are_not_counted_is_refused() -> None:
    """One role that is paid suffices, and the message gives the reasons."""
    need_paid_role("improvement", [Role.TIME], {})
    need_paid_role("weighted:time=1,llc_misses=1", [Role.TIME], {})
    absent = {Role.LLC_MISSES: "there is no counter", Role.TIME: "there is no clock"}
    with pytest.raises(SettingsError, match=r"llc_misses.*\(there is no counter\).*counted here: time"):
        need_paid_role("improvement:llc_misses=1,branch_misses=0", [Role.TIME], absent)
    with pytest.raises(SettingsError, match=r"pays for time,.*there is no clock"):
        need_paid_role("log_speedup", [Role.LLC_MISSES], absent)


def of_repository(
    time: Interval, told: tuple[float, float] | None = None, expert: float | None = None
) -> Evaluation:
    """Return an accepted evaluation of a repository, with log ratios of bytes and allocations."""
    facts: dict[str, Any] = {"allocations": {"source": "told"}}
    if told:
        facts["allocations"] |= {"bytes": told[0], "allocations": told[1]}
    if expert is not None:
        facts["expert"] = asdict(around(expert, 0.1))
    return replace(accepted({Role.TIME: time}), facts=facts)


def test_expert_ratio_divides_the_certain_gain_by_the_experts() -> None:
    assert expert_ratio(of_repository(around(0.7, 0.1), expert=1.2)) == pytest.approx(0.5)
    assert expert_ratio(of_repository(around(9.0), expert=1.2)) == 1.5
    assert expert_ratio(of_repository(around(0.1, 0.2), expert=1.2)) == 0.0
    assert expert_ratio(of_repository(around(-1.0), expert=1.2)) == 0.0
    assert expert_ratio(of_repository(around(0.7))) == 0.0
    assert expert_ratio(Evaluation(status=Status.WRONG_OUTPUT)) == -0.5
    assert expert_ratio(Evaluation(status=Status.COMPILE_ERROR)) == -1.0


@pytest.mark.parametrize(
    ("tier", "expected"), [("", 0.5 * 0.5 + 0.4 * 0.25), (":easy", 0.1 + 0.15), (":hard", 0.4 + 0.025)]
)
def test_goperf_weights_time_bytes_and_allocations(tier: str, expected: float) -> None:
    found = of_repository(around(math.log(2)), (0.0, -math.log(0.75)))
    assert make_reward(f"goperf{tier}")(found) == pytest.approx(expected)


@pytest.mark.parametrize("tier", GOPERF_TIERS)
@pytest.mark.parametrize("time", [0.0, 0.05, 0.5])
def test_allocations_that_are_forged_earn_no_more_than_time(tier: str, time: float) -> None:
    forged = goperf(of_repository(around(time), (50.0, 1e9)), tier)
    assert forged == pytest.approx(-math.expm1(-time))
    assert goperf(of_repository(around(time), (-5.0, -1e9)), tier) >= 0.0


def test_allocations_that_were_not_told_count_as_nothing_saved() -> None:
    assert goperf(of_repository(around(math.log(2)))) == pytest.approx(0.25)


def test_more_allocations_take_nothing_away() -> None:
    found = of_repository(around(math.log(2)), (-1.0, -1.0))
    assert goperf(found) == pytest.approx(0.25)


def test_what_compares_with_the_expert_is_known_by_its_name() -> None:
    assert compares_expert("expert_ratio")
    assert not any(map(compares_expert, ("", "goperf:hard", "improvement:time=1")))


def test_rewards_of_repositories_score_no_single_program() -> None:
    settings = Settings(reward="goperf:easy")
    assert chosen_reward(None, settings, REPO_REWARDS) is not None
    with pytest.raises(SettingsError, match="goperf scores repositories; here there are: improvement"):
        chosen_reward(None, settings)


def test_a_tier_that_does_not_exist_is_refused() -> None:
    with pytest.raises(SettingsError, match="no tier 'esy'; did you mean easy"):
        make_reward("goperf:esy")


def test_a_reward_is_named_as_it_was_given_or_set(monkeypatch: pytest.MonkeyPatch) -> None:
    """A callable has the name of its function or of its class."""
    assert reward_name(None) == "improvement"
    assert reward_name("weighted:time=1") == "weighted:time=1"
    monkeypatch.setenv("PERFGYM_REWARD", "improvement:time=1")
    assert (reward_name(None), reward_name("log_speedup")) == ("improvement:time=1", "log_speedup")
    assert reward_name(improvement) == "improvement"
