"""One problem of the bank: its statement, programs, tests and sizes, and how inputs are drawn from it."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from perfgym.bank.knobs import Tuning
from perfgym.errors import ProblemError
from perfgym.records import TestCase

__all__ = ["Generate", "Problem", "SizeRange", "TestGroup"]

Generate = Callable[[np.random.Generator, Mapping[str, int], str], bytes]
SizeRange = Mapping[str, tuple[int, int]]
"""Dimension to its smallest and largest value, both included."""

_AS_MEASURED = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class TestGroup:
    """Inputs of one kind: ``count`` of them, each of a size drawn from ``size``."""

    __test__ = False

    name: str
    size: SizeRange
    kind: str = "random"
    count: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One problem of the bank.

    Attributes:
        name: Folder name, part of environment IDs.
        folder: Where it lies.
        title: Short title.
        summary: What is computed, in one line.
        bottleneck: What the naive program wastes.
        source: Where the problem comes from.
        licence: SPDX name of its licence.
        version: Part of the version of its environment IDs; raised whenever results may change.
        tags: Words to select by.
        spec: The statement an agent reads.
        comparison: ``"exact"``, ``"tolerance"`` or ``"custom"``.
        memory_bytes: Memory one run may use.
        output_bytes: Output one run may write.
        tests: Groups of hidden tests that all languages have.
        measured: Language, then mode, to the inputs that are measured.
        scaled: Dimensions of the measured sizes that grow together where scaling is asked for; empty
            where the problem has no ``[scaling]``.
        grown: Dimensions that calibration changes first; those of ``scaled``, unless ``[calibration]``
            names others.
        references: Language to source of the naive program.
        experts: Language to source of a good program; never shown to an agent.
        tunings: Language to the knobs of a program whose performance depends on them.
        digest: SHA-256 over all of it but the tunings: results compare only between equal digests.
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
        """What is wrong with the output ``got``, in one line; empty when it is right."""
        return self._compare(stdin, expected, got)

    def draw_tests(
        self, rng: np.random.Generator, language: str, factor: float = 1.0
    ) -> tuple[TestCase, ...]:
        """Fresh inputs for all hidden tests of one episode.

        Those that all languages have come first. A few like the measured ones follow, so that no
        program can tell by its input whether it is tested or measured.

        Args:
            rng: All randomness comes from it.
            language: Language of the programs that get them.
            factor: What the ``scaled`` dimensions of measured inputs are multiplied by.
        """
        drawn = [(group, 1.0) for group in self.tests]
        drawn += [(group, factor) for group in self._as_measured(language)]
        return tuple(
            TestCase(
                name=group.name if group.count == 1 else f"{group.name}-{number}",
                stdin=self._draw(rng, group, scale),
            )
            for group, scale in drawn
            for number in range(1, group.count + 1)
        )

    def _as_measured(self, language: str) -> list[TestGroup]:
        """A group for each mode whose inputs differ from another's."""
        groups: list[TestGroup] = []
        for mode, measured in self.measured.get(language, {}).items():
            group = replace(measured, name=f"as-measured-{mode}", count=_AS_MEASURED)
            if all((group.kind, group.size) != (other.kind, other.size) for other in groups):
                groups.append(group)
        return groups

    def draw_measured(self, rng: np.random.Generator, language: str, mode: str, factor: float = 1.0) -> bytes:
        """One fresh input for a measured run.

        Args:
            rng: All randomness comes from it.
            language: Language of the programs that get it.
            mode: What it is measured by.
            factor: What each of the ``scaled`` dimensions is multiplied by, rounded up.

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
