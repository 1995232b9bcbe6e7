"""A profile that a Go program wrote -> what each line of source cost.

The program is the agent's, so the bytes are untrusted: reading is bounded in time and memory, and the figures
are for the agent to see.

Format: gzip of https://github.com/google/pprof/blob/main/proto/profile.proto.
"""

import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

from perfgym.printable import replace_unshown
from perfgym.repo.gotools.protobuf import WireError, fields, signed, whole_numbers
from perfgym.repo.gotools.source_path import repository_path

__all__ = ["Cost", "Frame", "Profile", "ProfileError", "SampleType", "read_profile", "stacks"]

_MOST_BYTES = 4 << 20  # unpacked
_MOST_ENTRIES = 200_000  # samples, locations, functions and texts together
_MOST_TYPES = 16
_MOST_INLINED = 1000  # frames of one location
_MOST_VISITS = 1_000_000  # of frames, in all samples together
_LONGEST_TEXT = 300  # characters of a name
_GZIP = zlib.MAX_WBITS | 16


class ProfileError(ValueError):
    """The bytes are no profile, or one that is too large. The message says which."""


class Frame(NamedTuple):
    """A line of source in a function; the fields are empty, or 0, where the profile does not say.

    Attributes:
        function: Name with its package, e.g. ``"example.org/logpipe.Parse"``.
        file: File name as the compiler knew it.
        line: Number of the line, from 1.
    """

    function: str
    file: str
    line: int


class SampleType(NamedTuple):
    """One of the values that each sample has, e.g. ``("cpu", "nanoseconds")``."""

    kind: str
    unit: str


class Cost(NamedTuple):
    """What one frame cost.

    Attributes:
        frame: The frame.
        value: Sum over its samples, in the unit of the sample type.
        share: Share of the profile's total, in [0, 1]; 0 if the total is 0.
    """

    frame: Frame
    value: int
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """The samples of a profile, summed up.

    Attributes:
        sample_types: The values of a sample, in order.
        flat: Frame to the values of the samples that were taken in it.
        cumulative: Frame to the values of the samples that have it anywhere on their stack.
        totals: The values of all samples.
        duration_ns: How long the profile was taken; 0 where it does not say.
    """

    sample_types: tuple[SampleType, ...]
    flat: Mapping[Frame, tuple[int, ...]] = field(repr=False)
    cumulative: Mapping[Frame, tuple[int, ...]] = field(repr=False)
    totals: tuple[int, ...]
    duration_ns: int = 0

    def index(self, kind: str) -> int:
        """The place of a sample type, e.g. of ``"alloc_space"``.

        Raises:
            ProfileError: The profile has no such values.
        """
        kinds = [sample_type.kind for sample_type in self.sample_types]
        if kind not in kinds:
            raise ProfileError(f"the profile has no {kind!r}, only {', '.join(kinds) or 'no values at all'}")
        return kinds.index(kind)

    def hottest(self, kind: str, at_most: int, *, cumulative: bool = False) -> list[Cost]:
        """The frames that cost most, in descending order; frames that cost nothing are left out.

        Args:
            kind: A sample type.
            at_most: Number of frames.
            cumulative: Whether a frame also costs what it called.

        Raises:
            ProfileError: The profile has no such values.
        """
        index = self.index(kind)
        values = self.cumulative if cumulative else self.flat
        costs = [
            self._cost(frame, found[index], index) for frame, found in values.items() if found[index] > 0
        ]
        return sorted(costs, key=lambda cost: (-cost.value, cost.frame))[:at_most]

    def line_shares(self, kind: str, roots: Iterable[str]) -> dict[tuple[str, int], float]:
        """Path and line of the repository's source -> share of the total that the line and its calls cost.

        Args:
            kind: A sample type.
            roots: As :func:`~perfgym.repo.gotools.source_path.repository_path` takes them.

        Raises:
            ProfileError: The profile has no such values.
        """
        index, beginnings = self.index(kind), tuple(roots)
        shares: dict[tuple[str, int], float] = {}
        for frame, found in self.cumulative.items():
            path = repository_path(frame.file, beginnings)
            if path:
                share = self._cost(frame, found[index], index).share
                # A line that is inlined in several functions has a frame in each.
                shares[path, frame.line] = min(1.0, shares.get((path, frame.line), 0.0) + share)
        return shares

    def _cost(self, frame: Frame, value: int, index: int) -> Cost:
        total = self.totals[index]
        return Cost(frame, value, min(1.0, max(0.0, value / total)) if total > 0 else 0.0)


def read_profile(raw: bytes) -> Profile:
    """Read a profile as ``-test.cpuprofile``, ``-test.memprofile`` and the like write it.

    Raises:
        ProfileError: It is no gzip, no profile, or too large: it unpacks to more than 4 MiB, or has more than
            200,000 entries or a million frames in all stacks together.
    """
    try:
        return _summed(_Tables(_unpacked(raw)))
    except WireError as error:
        raise ProfileError(f"the profile is malformed: {error}") from None


def stacks(raw: bytes) -> Iterator[tuple[tuple[int, ...], list[Frame]]]:
    """Yield each sample of a profile: its values, and its frames from the innermost outwards.

    Raises:
        ProfileError: As for :func:`read_profile`, but for stacks that are too large only one by one.
    """
    try:
        tables = _Tables(_unpacked(raw))
        for message in tables.samples:
            values, stack = _sample(tables, message)
            yield tuple(values), stack
    except WireError as error:
        raise ProfileError(f"the profile is malformed: {error}") from None


def _unpacked(raw: bytes) -> bytes:
    unpacking = zlib.decompressobj(_GZIP)
    try:
        message = unpacking.decompress(raw, _MOST_BYTES + 1)
    except zlib.error:
        raise ProfileError("the profile is no gzip file") from None
    if len(message) > _MOST_BYTES:
        raise ProfileError(f"the profile unpacks to more than {_MOST_BYTES} bytes")
    if not unpacking.eof:
        raise ProfileError("the profile is cut short")
    return message


class _Tables:
    """The fields of a profile, with its tables of texts, functions and locations still to be joined."""

    def __init__(self, message: bytes) -> None:
        self.types: list[bytes] = []
        self.samples: list[bytes] = []
        self.duration_ns = 0
        self._texts: list[bytes] = []
        self._functions: dict[int, dict[int, int | bytes]] = {}
        self._locations: dict[int, bytes] = {}
        self._frames: dict[int, list[Frame]] = {}
        lists = {1: self.types, 2: self.samples, 6: self._texts}
        for entry, (number, value) in enumerate(fields(message)):
            if entry >= _MOST_ENTRIES:
                raise ProfileError(f"the profile has more than {_MOST_ENTRIES} entries")
            if isinstance(value, int):
                self.duration_ns = signed(value) if number == 10 else self.duration_ns
            elif number in lists:
                lists[number].append(value)
            elif number == 4:
                self._locations[_first_number(value, 1)] = value
            elif number == 5:
                self._functions[_first_number(value, 1)] = dict(fields(value))

    def text(self, index: int | bytes | None) -> str:
        """A text of the profile, safe to show."""
        if not isinstance(index, int) or index >= len(self._texts):
            return ""
        return replace_unshown(
            self._texts[index][: 4 * _LONGEST_TEXT].decode(errors="replace")[:_LONGEST_TEXT]
        )

    def frames(self, location: int) -> list[Frame]:
        """The frames of a location, the innermost of inlined functions first."""
        if location not in self._frames:
            lines = (value for number, value in fields(self._locations.get(location, b"")) if number == 4)
            self._frames[location] = [self._frame(line) for line in islice(lines, _MOST_INLINED)]
        return self._frames[location]

    def _frame(self, line: int | bytes) -> Frame:
        found = dict(fields(line)) if isinstance(line, bytes) else {}
        key, number = found.get(1), found.get(2)
        function = self._functions.get(key, {}) if isinstance(key, int) else {}
        name, file = self.text(function.get(2)), self.text(function.get(4))
        return Frame(name, file, number if isinstance(number, int) and number < 1 << 31 else 0)


def _first_number(message: bytes, number: int) -> int:
    found = next((value for at, value in fields(message) if at == number), 0)
    return found if isinstance(found, int) else 0


def _summed(tables: _Tables) -> Profile:
    if len(tables.types) > _MOST_TYPES:
        raise ProfileError(f"the profile has more than {_MOST_TYPES} types of values")
    types = tuple(_sample_type(tables, message) for message in tables.types)
    flat: dict[Frame, list[int]] = {}
    cumulative: dict[Frame, list[int]] = {}
    totals, visits = [0] * len(types), 0
    for message in tables.samples:
        values, stack = _sample(tables, message)
        visits += len(stack) + 1
        if visits > _MOST_VISITS:
            raise ProfileError(f"the profile has more than {_MOST_VISITS} frames in its stacks")
        if len(values) != len(types):
            raise ProfileError("a sample has not one value of each type")
        _add(totals, values)
        for frame in set(stack):
            _add(cumulative.setdefault(frame, [0] * len(types)), values)
        for frame in stack[:1]:
            _add(flat.setdefault(frame, [0] * len(types)), values)
    return Profile(
        sample_types=types,
        flat={frame: tuple(values) for frame, values in flat.items()},
        cumulative={frame: tuple(values) for frame, values in cumulative.items()},
        totals=tuple(totals),
        duration_ns=tables.duration_ns,
    )


def _sample_type(tables: _Tables, message: bytes) -> SampleType:
    found = dict(fields(message))
    return SampleType(tables.text(found.get(1)), tables.text(found.get(2)))


def _sample(tables: _Tables, message: bytes) -> tuple[list[int], list[Frame]]:
    """The values of a sample, and its frames from the innermost outwards."""
    values: list[int] = []
    stack: list[Frame] = []
    for number, value in fields(message):
        if number == 2:
            values.extend(signed(one) for one in islice(whole_numbers(value), _MOST_TYPES + 1))
        elif number == 1:
            for location in whole_numbers(value):
                stack += tables.frames(location)
                if len(stack) > _MOST_VISITS:
                    raise ProfileError(f"the profile has more than {_MOST_VISITS} frames in its stacks")
    return values, stack


def _add(sums: list[int], values: Sequence[int]) -> None:
    for index, value in enumerate(values):
        sums[index] += value
