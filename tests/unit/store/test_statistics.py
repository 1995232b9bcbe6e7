"""How often programs were accepted, and what replies cost."""

from itertools import combinations
from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfgym.store import Outcome, pass_at, total_usage


def outcomes(*groups: list[bool]) -> list[Outcome]:
    """Episodes of several seeds: whether a program of each was accepted."""
    return [
        Outcome(env_id="E-v0", seed=seed, reward=0.0, accepted=accepted, speedup=None)
        for seed, group in enumerate(groups)
        for accepted in group
    ]


@given(st.lists(st.lists(st.booleans(), min_size=1, max_size=6), max_size=5))
def test_pass_at_k_is_the_chance_of_a_success_among_k_episodes_of_a_group(groups: list[list[bool]]) -> None:
    """Drawn without replacement, in a group that has as many; every k up to the largest group has one."""
    found = pass_at(outcomes(*groups))
    largest = max(map(len, groups), default=0)
    assert list(found) == sorted({k for k in (1, 2, 4, largest) if 0 < k <= largest})
    for k, estimate in found.items():
        chances = [fmean(any(drawn) for drawn in combinations(one, k)) for one in groups if len(one) >= k]
        assert estimate == pytest.approx(fmean(chances))


def test_environments_with_the_same_seed_are_different_groups() -> None:
    one, other = outcomes([True], [False])
    same = Outcome(env_id="F-v0", seed=one.seed, reward=0.0, accepted=False, speedup=None)
    assert pass_at([one, other, same]) == {1: pytest.approx(1 / 3)}


def test_usage_is_added_up_by_kind() -> None:
    usages = [{"prompt_tokens": 10.0}, {"prompt_tokens": 5.0, "cost": 0.5}, {}]
    assert total_usage(usages) == {"prompt_tokens": 15.0, "cost": 0.5}
