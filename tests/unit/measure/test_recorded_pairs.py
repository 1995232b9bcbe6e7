"""Evaluations replayed over pairs that were recorded beside no load, and beside three kinds of load."""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from perfgym.measure.pairs import Pairs
from perfgym.measure.startup import StartUp
from perfgym.measure.statistics import LEAST_PAIRS, MOST_PAIRS, enough, is_look
from perfgym.records import Interval, Pair, Role

FILE = Path(__file__).parents[3] / "benchmarks" / "results" / "pair_traces.json"
EVERY = 4
"""Evaluations begin at each fourth pair of a recording."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """The undisturbed pairs of one recording."""

    name: str
    candidate: str
    pairs: tuple[Pair, ...]
    startup: StartUp

    def interval(self, pairs: tuple[Pair, ...]) -> tuple[Interval, list[float]]:
        """The interval that an evaluation finds in some pairs, and their log ratios."""
        taken = Pairs(gross=pairs, startup=self.startup)
        return taken.interval(Role.TIME), taken.ratios(Role.TIME)

    def evaluation(self, start: int) -> Interval:
        """The interval of an evaluation that begins at a pair; the recording goes round in a circle."""
        stretch = tuple(self.pairs[(start + step) % len(self.pairs)] for step in range(MOST_PAIRS))
        for taken in filter(is_look, range(LEAST_PAIRS, MOST_PAIRS + 1)):
            found, ratios = self.interval(stretch[:taken])
            if enough(ratios, 0.02, found):
                return found
        raise AssertionError("the rules end every evaluation")


def recordings() -> list[Recording]:
    """Read the file."""
    file = json.loads(FILE.read_text())
    disturbed, reference, candidate = map(
        file["columns"].index, ("disturbed", "reference_cpu_us", "candidate_cpu_us")
    )
    found: list[Recording] = []
    for one in file["series"]:
        cost = {Role.TIME: float(one["startup_us"])}
        pairs = tuple(
            Pair(reference={Role.TIME: float(row[reference])}, candidate={Role.TIME: float(row[candidate])})
            for row in one["pairs"]
            if not row[disturbed]
        )
        startup = StartUp(estimate=cost, low=cost, high=cost)
        name = f"{one['problem']} beside {one['load']}"
        found.append(Recording(name=name, candidate=one["candidate"], pairs=pairs, startup=startup))
    return found


@pytest.fixture(scope="module")
def recorded() -> list[Recording]:
    """Every recording."""
    return recordings()


def test_the_recordings_are_of_every_load(recorded: list[Recording]) -> None:
    """They are of equal programs and of unequal ones."""
    assert {one.name.partition(" beside ")[2] for one in recorded} == {"none", "spin", "copy", "compile"}
    assert {one.candidate for one in recorded} == {"itself", "expert"}
    assert all(len(one.pairs) >= 80 for one in recorded)


def test_98_per_cent_of_evaluations_cover_what_their_whole_recording_says(
    recorded: list[Recording],
) -> None:
    covered = []
    for one in recorded:
        truth = one.interval(one.pairs)[0].estimate
        found = [one.evaluation(start) for start in range(0, len(one.pairs), EVERY)]
        covered += [interval.low <= truth <= interval.high for interval in found]
    assert np.mean(covered) >= 0.98


def test_at_most_1_per_cent_of_evaluations_find_a_gain_in_a_program_of_equal_cost(
    recorded: list[Recording],
) -> None:
    """At most 1 % find a loss."""
    found = [
        one.evaluation(start)
        for one in recorded
        for start in range(0, len(one.pairs), EVERY)
        if one.candidate == "itself"
    ]
    assert np.mean([interval.low > 0 for interval in found]) <= 0.01
    assert np.mean([interval.high < 0 for interval in found]) <= 0.01


def test_no_pair_strays_by_more_than_a_factor_of_two(recorded: list[Recording]) -> None:
    """The bounds of a hopeless candidate rest on that."""
    for one in recorded:
        ratios = np.array(one.interval(one.pairs)[1])
        assert np.abs(ratios - np.median(ratios)).max() < np.log(2)
