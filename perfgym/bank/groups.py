"""Groups of inputs in ``problem.toml`` -> the sizes and kinds of one episode's inputs.

Inputs themselves are made elsewhere, by the problem's own generator.
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

__all__ = ["AnySizeTests", "LargeTests", "Size", "SizeRange", "TestGroup", "Tests"]

Size = Mapping[str, int]
"""Dimension of an input -> its value."""

SizeRange = Mapping[str, tuple[int, int]]
"""Dimension of an input -> its smallest and largest value; both can be drawn."""


def _uniform(rng: np.random.Generator, size: SizeRange) -> Size:
    return {name: int(rng.integers(low, high + 1)) for name, (low, high) in size.items()}


def _one_of(rng: np.random.Generator, kinds: tuple[str, ...]) -> str:
    return kinds[int(rng.integers(len(kinds)))]


@dataclass(frozen=True, slots=True, kw_only=True)
class TestGroup:
    """Inputs whose sizes are drawn uniformly from ranges, and whose kinds are drawn from a list.

    Attributes:
        name: Name of the group's tests; several tests are numbered.
        size: Range of each dimension.
        kinds: Kinds of input, equally likely.
        count: How many inputs an episode has.
    """

    __test__ = False

    name: str
    size: SizeRange
    kinds: tuple[str, ...] = ("random",)
    count: int = 1

    def scaled_by(self, factor: float, names: tuple[str, ...]) -> "TestGroup":
        """Return the group with the ranges of the named dimensions multiplied, and rounded up."""
        if factor == 1.0:
            return self
        scaled = {
            name: (math.ceil(factor * low), math.ceil(factor * high))
            for name, (low, high) in self.size.items()
            if name in names
        }
        return replace(self, size={**self.size, **scaled})

    def draw(self, rng: np.random.Generator) -> Iterator[tuple[str, Size, str]]:
        """Yield name, size and kind of each input."""
        for number in range(1, self.count + 1):
            name = self.name if self.count == 1 else f"{self.name}-{number}"
            yield name, _uniform(rng, self.size), _one_of(rng, self.kinds)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnySizeTests:
    """Tests whose sizes are log-uniform over the range that the specification allows.

    The logarithmic range of each dimension is cut into ``count`` equal parts, and each test draws from
    another one. Every size has the chance that a single log-uniform draw would give it, times ``count``, and
    no episode leaves out a whole order of magnitude.

    Attributes:
        count: How many tests an episode has.
        size: Range of each dimension: all that the specification allows.
        kinds: Kinds of input, equally likely.
        up_to: Scaled dimensions end at this multiple of the language's measured size, because the slow
            reference has to run the test.
    """

    count: int
    size: SizeRange
    kinds: tuple[str, ...]
    up_to: float

    def bounded(self, measured: SizeRange, scaled: tuple[str, ...]) -> SizeRange:
        """Return the ranges for a language with these measured sizes."""
        bounds: dict[str, tuple[int, int]] = {}
        for name, (low, high) in self.size.items():
            most = math.ceil(self.up_to * measured[name][1]) if name in scaled else high
            bounds[name] = (low, max(low, min(high, most)))
        return bounds

    def draw(
        self, rng: np.random.Generator, measured: SizeRange, scaled: tuple[str, ...]
    ) -> Iterator[tuple[str, Size, str]]:
        """Yield name, size and kind of each test.

        Args:
            rng: Source of all randomness.
            measured: Measured sizes of the language.
            scaled: Dimensions that ``up_to`` bounds.
        """
        ranges = self.bounded(measured, scaled)
        columns = {name: self._spread(rng, *bounds) for name, bounds in ranges.items()}
        for i in range(self.count):
            size = {name: column[i] for name, column in columns.items()}
            yield f"any-size-{i + 1}", size, _one_of(rng, self.kinds)

    def _spread(self, rng: np.random.Generator, low: int, high: int) -> list[int]:
        """Draw ``count`` values from ``low`` to ``high``, one in each part, in random order."""
        first, last = math.log(low + 1), math.log(high + 2)  # 1 is added because a size may be 0
        parts = (rng.permutation(self.count) + rng.random(self.count)) / self.count
        return [
            min(max(math.floor(math.exp(first + (last - first) * part)) - 1, low), high) for part in parts
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class LargeTests:
    """Tests of edge kinds at a language's measured size.

    Attributes:
        count: How many kinds an episode draws; none of them twice.
        kinds: Kinds of input.
    """

    count: int
    kinds: tuple[str, ...]

    def draw(self, rng: np.random.Generator, measured: SizeRange) -> Iterator[tuple[str, Size, str]]:
        """Yield name, size and kind of each test; ``measured`` is the language's measured size."""
        for i in rng.permutation(len(self.kinds))[: self.count]:
            yield f"measured-size-{self.kinds[i]}", _uniform(rng, measured), self.kinds[i]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tests:
    """All hidden tests of a problem, but those that are inputs like the measured ones.

    Attributes:
        shared: Groups that are the same for all languages.
        any_size: Tests of sizes from the whole range of the specification, if there are any.
        large: Tests of edge kinds at a language's measured size, if there are any.
    """

    __test__ = False

    shared: tuple[TestGroup, ...]
    any_size: AnySizeTests | None = None
    large: LargeTests | None = None
