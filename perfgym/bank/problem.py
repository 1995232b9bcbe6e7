"""One problem of the bank: its specification, programs, tests and sizes, and the drawing of inputs."""

import math
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from perfgym.bank.knobs import Tuning
from perfgym.errors import ProblemError
from perfgym.records import TestCase

__all__ = ["Generate", "Problem", "RngOf", "SizeRange", "TestGroup"]

Generate = Callable[[np.random.Generator, Mapping[str, int], str], bytes]
RngOf = Callable[[str], np.random.Generator]
"""Name of a test -> the random generator of its input."""

SizeRange = Mapping[str, tuple[int, int]]
"""Dimension of an input -> its smallest and largest value; both can be drawn."""

_AS_MEASURED = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class TestGroup:
    """``count`` inputs of one kind, each with a size that is drawn from ``size``."""

    __test__ = False

    name: str
    size: SizeRange
    kind: str = "random"
    count: int = 1

    @property
    def names(self) -> tuple[str, ...]:
        """A name for each input."""
        if self.count == 1:
            return (self.name,)
        return tuple(f"{self.name}-{number}" for number in range(1, self.count + 1))

    def multiplied(self, names: Collection[str], factor: float) -> "TestGroup":
        """The group with the smallest and the largest value of each named dimension multiplied.

        Products are rounded up.
        """
        grown = {
            name: (math.ceil(factor * low), math.ceil(factor * high))
            for name, (low, high) in self.size.items()
            if name in names
        }
        return replace(self, size={**self.size, **grown})


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One problem of the bank.

    Attributes:
        name: Folder name, part of environment IDs.
        folder: The problem's folder.
        title: Short title.
        summary: What the program computes, in one line.
        bottleneck: What the naive program wastes.
        source: Where the problem comes from.
        licence: SPDX name of its licence.
        version: Part of the version of its environment IDs; raised whenever results may change.
        tags: Words by which a user selects problems.
        spec: The specification that an agent reads.
        comparison: ``"exact"``, ``"tolerance"`` or ``"custom"``.
        memory_bytes: Memory one run may use.
        output_bytes: Output one run may write.
        tests: Groups of hidden tests, the same for all languages.
        measured: Inputs for measured runs, by language and then by mode (``"cpu_time"``, ``"simulated"``).
        scaled: Dimensions of the measured sizes that are multiplied together when larger or smaller inputs
            are needed; empty if the problem has no ``[scaling]``.
        grown: Dimensions that ``perfgym calibrate`` changes first, and that are multiplied to fit measured
            sizes to a machine: those of ``[calibration]`` if the problem has one, otherwise those of
            ``scaled``.
        references: Source text of the naive program, by language.
        experts: Source text of a good program, by language; agents never see it.
        tunings: Knobs of a program whose cost depends on them, by language.
        digest: SHA-256 of the problem's files without those for tuning. Results of different digests must not
            be compared.
    """

    name: str
    folder: Path
    title: str
    summary: str
    bottleneck: str
    source: str
    licence: str
    version: int
    tags: tuple[str, ...]
    spec: str
    comparison: str
    memory_bytes: int
    output_bytes: int
    tests: tuple[TestGroup, ...]
    measured: Mapping[str, Mapping[str, TestGroup]]
    scaled: tuple[str, ...]
    grown: tuple[str, ...]
    references: Mapping[str, str] = field(repr=False)
    experts: Mapping[str, str] = field(repr=False)
    tunings: Mapping[str, Tuning] = field(repr=False)
    digest: str
    generate: Generate = field(repr=False)
    _compare: Callable[[bytes, bytes, bytes], str] = field(repr=False)

    def compare(self, stdin: bytes, expected: bytes, got: bytes) -> str:
        """Say in one line what is wrong with the output ``got``; return an empty string for a right one."""
        return self._compare(stdin, expected, got)

    def multiplied(self, language: str, mode: str, factor: float) -> "Problem":
        """The problem with the ``grown`` dimensions of one measured size multiplied by a factor.

        Hidden tests with inputs like the measured ones change with it. The digest stays.

        Args:
            language: Language of the measured size.
            mode: Mode of the measured size, which must exist.
            factor: The factor.
        """
        modes = self.measured[language]
        group = modes[mode].multiplied(self.grown, factor)
        return replace(self, measured={**self.measured, language: {**modes, mode: group}})

    def draw_tests(
        self, rng: np.random.Generator | RngOf, language: str, factor: float = 1.0
    ) -> tuple[TestCase, ...]:
        """Draw fresh inputs for all hidden tests of one episode.

        The tests that all languages share come first. A few inputs of the measured sizes follow, so that a
        program cannot tell from its input whether it is tested or measured.

        Args:
            rng: Source of all randomness, or a function that returns a source for each test.
            language: Language of the programs that will read the inputs.
            factor: Factor for the ``scaled`` dimensions of inputs of measured sizes.
        """
        drawn = [(group, name, 1.0, False) for group in self.tests for name in group.names]
        drawn += [
            (group, name, factor, True) for group in self._as_measured(language) for name in group.names
        ]
        return tuple(
            TestCase(
                name=name,
                stdin=self._draw(rng(name) if callable(rng) else rng, group, scale),
                is_withheld=is_withheld,
            )
            for group, name, scale, is_withheld in drawn
        )

    def _as_measured(self, language: str) -> list[TestGroup]:
        """Return a group for each mode, without modes whose inputs equal those of an earlier mode."""
        groups: list[TestGroup] = []
        for mode, measured in self.measured.get(language, {}).items():
            group = replace(measured, name=f"as-measured-{mode}", count=_AS_MEASURED)
            if all((group.kind, group.size) != (other.kind, other.size) for other in groups):
                groups.append(group)
        return groups

    def draw_measured(self, rng: np.random.Generator, language: str, mode: str, factor: float = 1.0) -> bytes:
        """Draw one fresh input for a measured run.

        Args:
            rng: Source of all randomness.
            language: Language of the programs that will read the input.
            mode: Mode of the backend that measures: ``"cpu_time"`` or ``"simulated"``.
            factor: Factor for each of the ``scaled`` dimensions; the product is rounded up.

        Raises:
            ProblemError: The problem has no measured sizes for this language and mode.
        """
        try:
            group = self.measured[language][mode]
        except KeyError:
            raise ProblemError(
                f"problem {self.name} has no [measured.{language}] sizes for {mode}; "
                f"add them to {self.folder / 'problem.toml'}"
            ) from None
        return self._draw(rng, group, factor)

    def _draw(self, rng: np.random.Generator, group: TestGroup, factor: float = 1.0) -> bytes:
        size = {name: int(rng.integers(low, high + 1)) for name, (low, high) in group.size.items()}
        scaled = {name: math.ceil(factor * size[name]) for name in self.scaled if factor != 1.0}
        return self.generate(rng, size | scaled, group.kind)
