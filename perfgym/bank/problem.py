"""One problem of the bank: its specification, programs, tests and sizes, and the drawing of inputs."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from perfgym.bank.gains import Gain
from perfgym.bank.groups import Size, TestGroup, Tests
from perfgym.bank.knobs import Tuning
from perfgym.bank.structure import SPLITS
from perfgym.errors import PerfgymError, ProblemError
from perfgym.records import TestCase

__all__ = ["Answer", "Generate", "Problem", "RngOf"]

Answer = Callable[[bytes], bytes]
"""Input -> right output."""

Generate = Callable[[np.random.Generator, Mapping[str, int], str], bytes]
RngOf = Callable[[str], np.random.Generator]
"""Name of what is drawn, such as a test -> its random generator."""

_AS_MEASURED = 2


class _UnknownParameterError(KeyError):
    """A generator asked for a dimension that the size does not have."""


class _Parameters(dict[str, int]):
    """A size that tells a generator's wrong parameter from other errors of the generator."""

    def __missing__(self, name: str) -> int:
        raise _UnknownParameterError(name)


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
        tolerance: Largest error of an element; None unless the comparison is ``"tolerance"``.
        memory_bytes: Memory one run may use.
        output_bytes: Output one run may write.
        tests: Groups of hidden tests.
        measured: Inputs for measured runs, by language and then by mode (``"cpu_time"``, ``"simulated"``).
        scaled: Dimensions of the measured sizes that are multiplied together when larger or smaller inputs
            are needed; empty if the problem has no ``[scaling]``.
        grown: Dimensions that ``perfgym calibrate`` changes first, and that are multiplied to fit measured
            sizes to a machine: those of ``[calibration]`` if the problem has one, otherwise those of
            ``scaled``.
        preloaded: Modules that every run of a program imports before the program begins, by language.
        unsimulated: Why the problem has no sizes for the simulator; empty where it has some.
        references: Source text of the naive program, by language.
        experts: Source text of a good program, by language; agents never see it.
        first_steps: Source text of the reference with its most obvious improvement, by language; agents never
            see it.
        answer: An independent solution that the problem's author wrote in Python, for small inputs; None
            where there is none.
        split: One of :data:`perfgym.bank.structure.SPLITS`. Training data comes from problems of the split
            ``"train"`` alone.
        classes: Names in :data:`perfgym.bank.structure.CLASSES`, the main class first.
        family: Name that problems share which are alike; empty for a problem that is like no other.
        gains: How many times as fast as the reference the expert's program and the first step are, by
            language; a language that was not measured is missing.
        tunings: Knobs of a program whose cost depends on them, by language.
        digest: SHA-256 of the problem's files without first steps, gains and those for tuning. Results of
            different digests must not be compared.
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
    tests: Tests
    measured: Mapping[str, Mapping[str, TestGroup]]
    preloaded: Mapping[str, tuple[str, ...]]
    scaled: tuple[str, ...]
    grown: tuple[str, ...]
    references: Mapping[str, str] = field(repr=False)
    experts: Mapping[str, str] = field(repr=False)
    tunings: Mapping[str, Tuning] = field(repr=False)
    digest: str
    generate: Generate = field(repr=False)
    _compare: Callable[[bytes, bytes, bytes], str] = field(repr=False)
    first_steps: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)
    answer: Answer | None = field(default=None, repr=False)
    split: str = SPLITS[0]
    classes: tuple[str, ...] = ()
    family: str = ""
    gains: Mapping[str, Gain] = field(default_factory=dict[str, Gain])
    unsimulated: str = ""
    tolerance: float | None = None

    def compare(self, stdin: bytes, expected: bytes, got: bytes) -> str:
        """Say in one line what is wrong with the output ``got``; return an empty string for a right one."""
        return self._compare(stdin, expected, got)

    def make_input(self, name: str, rng: np.random.Generator, size: Size, kind: str) -> bytes:
        """Generate one input.

        Args:
            name: Name of what it is for, such as a test, in messages.
            rng: Source of all randomness.
            size: Dimension to value.
            kind: Kind of input.

        Raises:
            ProblemError: The author's ``generate()`` failed, for example because it asks for a dimension that
                the size does not have.
        """
        try:
            return self.generate(rng, _Parameters(size), kind)
        except PerfgymError:
            raise
        except _UnknownParameterError as error:
            raise ProblemError(
                f"{name}: generate() asked for the size parameter {error.args[0]!r}; "
                f"in problem.toml this size has {', '.join(size) or 'none'}"
            ) from error
        except Exception as error:
            given = ", ".join(f"{key} = {value:,}" for key, value in size.items())
            raise ProblemError(
                f"{name}: generate() raised {error!r} for {given or 'no size'}, kind {kind!r}"
            ) from error

    def multiplied(self, language: str, mode: str, factor: float) -> "Problem":
        """The problem with the ``grown`` dimensions of one measured size multiplied by a factor.

        Hidden tests with inputs like the measured ones change with it. The digest stays.

        Args:
            language: Language of the measured size.
            mode: Mode of the measured size, which must exist.
            factor: The factor.
        """
        modes = self.measured[language]
        group = modes[mode].scaled_by(factor, self.grown)
        return replace(self, measured={**self.measured, language: {**modes, mode: group}})

    def draw_tests(
        self, rng: np.random.Generator | RngOf, language: str, factor: float = 1.0
    ) -> tuple[TestCase, ...]:
        """Draw fresh inputs for all hidden tests of one episode.

        The tests that all languages share come first. Tests of any size, of edge kinds at a measured size,
        and a few inputs like the measured ones follow, so that a program cannot tell from its input whether
        it is tested or measured, and no size or kind is safe from a test.

        Args:
            rng: Source of all randomness, or a function that returns a source for each test.
            language: Language of the programs that will read the inputs. A language without measured sizes
                has the shared tests alone.
            factor: Factor for the ``scaled`` dimensions of inputs of measured sizes.
        """
        rng_of: RngOf = rng if callable(rng) else lambda _: rng
        drawn = self._drawn_tests(rng_of, language, factor)
        return tuple(
            TestCase(
                name=name, stdin=self.make_input(name, rng_of(name), size, kind), is_withheld=is_withheld
            )
            for is_withheld, inputs in drawn
            for name, size, kind in inputs
        )

    def _drawn_tests(
        self, rng_of: RngOf, language: str, factor: float
    ) -> Iterator[tuple[bool, Iterator[tuple[str, Size, str]]]]:
        """Yield name, size and kind of hidden tests, and whether their values are withheld from the agent."""
        for group in self.tests.shared:
            yield False, group.draw(rng_of(f"sizes of {group.name}"))
        measured = next(iter(self.measured.get(language, {}).values()), None)
        if measured is not None:
            measured = measured.scaled_by(factor, self.scaled)
            if self.tests.any_size:
                yield False, self.tests.any_size.draw(rng_of("any sizes"), measured.size, self.scaled)
            if self.tests.large:
                yield True, self.tests.large.draw(rng_of("large sizes"), measured.size)
        for group in self._as_measured(language):
            yield True, group.scaled_by(factor, self.scaled).draw(rng_of(f"sizes of {group.name}"))

    def _as_measured(self, language: str) -> list[TestGroup]:
        """Return a group for each mode, without modes whose inputs equal those of an earlier mode."""
        groups: list[TestGroup] = []
        for mode, measured in self.measured.get(language, {}).items():
            group = replace(measured, name=f"as-measured-{mode}", count=_AS_MEASURED)
            if all((group.kinds, group.size) != (other.kinds, other.size) for other in groups):
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
        ((name, size, kind),) = group.scaled_by(factor, self.scaled).draw(rng)
        return self.make_input(f"{name} of {language}", rng, size, kind)
