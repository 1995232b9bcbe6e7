"""How often evaluations find a gain, on imagined noise of known distributions."""

import numpy as np
import pytest
from scipy import stats

from perfgym.doctor.power import evaluations, power, smallest_gain

noises = {
    "normal": stats.norm(scale=0.6),
    "outliers": stats.t(3, scale=0.4),
    "laplace": stats.laplace(scale=0.4),
}


def recorded(name: str, spread: float, seed: int = 0) -> list[float]:
    """Log ratios of one program with itself, on a machine whose noise has a known distribution."""
    return (spread * noises[name].rvs(size=3000, random_state=np.random.default_rng(seed))).tolist()


@pytest.mark.parametrize("spread", [0.01, 0.03, 0.06])
@pytest.mark.parametrize("name", noises)
def test_looking_after_each_pair_raises_no_more_false_alarms_than_promised(name: str, spread: float) -> None:
    """The rule of `enough` looks again and again; gains and losses by chance stay at 1 % each."""
    found = power(recorded(name, spread), 0.0, np.random.default_rng(1), evaluations=1000)
    assert found.found <= 0.01
    assert found.lost <= 0.01


@pytest.mark.parametrize("name", noises)
def test_a_gain_of_five_per_cent_is_found_with_few_pairs(name: str) -> None:
    """The pairs spread by about 2 %."""
    found = power(recorded(name, 0.03), 0.05, np.random.default_rng(1))
    assert found.found >= 0.95
    assert found.pairs <= 12


def test_bursts_of_noise_stay_together() -> None:
    """Half of the recording is quiet and half is loud: a gain of 2 % is found in the quiet half alone."""
    rng = np.random.default_rng(0)
    quiet, loud = rng.normal(0, 0.002, 300), rng.normal(0, 0.2, 300)
    bursts = np.concatenate([quiet, loud])
    assert 0.4 < power(bursts.tolist(), 0.02, np.random.default_rng(1)).found < 0.6


@pytest.mark.parametrize(
    ("spread", "least", "most"), [(0.005, 0.005, 0.02), (0.03, 0.02, 0.05), (0.2, 0.05, 0.15)]
)
def test_the_smallest_gain_grows_with_the_noise(spread: float, least: float, most: float) -> None:
    gain = smallest_gain(recorded("normal", spread), np.random.default_rng(2))
    assert gain is not None
    assert least <= gain <= most


def test_no_gain_is_found_in_chaos() -> None:
    assert smallest_gain(recorded("outliers", 10.0), np.random.default_rng(2)) is None


def test_evaluations_follow_one_another_and_share_no_pair() -> None:
    """Seven pairs without noise make one evaluation. The five pairs left over make none."""
    ratios = [0.0] * 7 + [0.5] * 7 + [0.1] * 5
    assert [found.estimate for found in evaluations(ratios)] == [0.0, pytest.approx(0.5)]
    assert evaluations([]) == []
