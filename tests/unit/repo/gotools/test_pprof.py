"""Profiles: one that Go 1.27 wrote, small ones made here, and hostile bytes."""

import contextlib
import functools
import gzip
import random
import time
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfgym.repo.gotools.pprof import Frame, Profile, ProfileError, SampleType, read_profile
from perfgym.repo.gotools.protobuf import WireError, fields, signed, whole_numbers

zipped = functools.partial(gzip.compress, mtime=0)  # equal bytes in each process, for equal names of tests

# Written with -test.cpuprofile by a benchmark of recorded/tiny.go, built with -trimpath.
_RECORDED = Path(__file__).with_name("recorded") / "cpu.pprof"
_MODULE = "example.org/tiny"


def _varint(value: int) -> bytes:
    made = bytearray()
    while value > 0x7F:
        made.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*made, value])


def _field(number: int, value: int | bytes) -> bytes:
    if isinstance(value, int):
        return _varint(number << 3) + _varint(value % (1 << 64))
    return _varint(number << 3 | 2) + _varint(len(value)) + value


def _packed(*values: int) -> bytes:
    return b"".join(_varint(value % (1 << 64)) for value in values)


_TEXTS = ["", "cpu", "nanoseconds", "m/x.F", "m/x.go", "m/x.G", "runtime.g", "runtime/g.go"]


def _location(key: int, *lines: tuple[int, int]) -> bytes:
    return _field(
        4, _field(1, key) + b"".join(_field(4, _field(1, f) + _field(2, line)) for f, line in lines)
    )


def _function(key: int, name: int, file: int) -> bytes:
    return _field(5, _field(1, key) + _field(2, name) + _field(4, file))


def _sample(locations: bytes, values: bytes) -> bytes:
    return _field(2, _field(1, locations) + _field(2, values))


_TABLES = b"".join(
    [
        _field(1, _field(1, 1) + _field(2, 2)),
        _function(1, 3, 4), _function(2, 5, 4), _function(3, 6, 7),
        _location(1, (1, 10), (2, 20)), _location(2, (3, 30)), _location(3, (2, 21)),
        *(_field(6, text.encode()) for text in _TEXTS),
    ]
)  # fmt: skip
_F, _G, _GO = (
    Frame("m/x.F", "m/x.go", 10),
    Frame("m/x.G", "m/x.go", 20),
    Frame("runtime.g", "runtime/g.go", 30),
)


def _read(*messages: bytes) -> Profile:
    return read_profile(zipped(b"".join(messages)))


def test_a_recorded_profile_names_the_line_that_costs_most() -> None:
    profile = read_profile(_RECORDED.read_bytes())
    assert profile.sample_types == (SampleType("samples", "count"), SampleType("cpu", "nanoseconds"))
    assert profile.totals[1] == 10_000_000 * profile.totals[0]
    assert profile.duration_ns > profile.totals[1] / 2
    hottest = profile.hottest("cpu", 1)[0]
    assert hottest.frame.function == f"{_MODULE}/inner.Twice"
    assert hottest.share > 0.3
    shares = profile.line_shares("cpu", [_MODULE])
    assert shares["tiny.go", 27] > 0.5  # the only call of Twice
    assert all(not path.startswith("runtime") for path, _ in shares)


def test_flat_costs_belong_to_the_innermost_inlined_frame_and_cumulative_ones_to_all() -> None:
    profile = _read(_TABLES, _sample(_packed(2, 1), _packed(7)), _sample(_packed(1), _packed(5)))
    assert profile.flat == {_GO: (7,), _F: (5,)}
    assert profile.cumulative == {_GO: (7,), _F: (12,), _G: (12,)}
    assert profile.totals == (12,)
    assert [cost.frame for cost in profile.hottest("cpu", 9)] == [_GO, _F]
    assert profile.hottest("cpu", 1, cumulative=True)[0].share == 1.0
    assert profile.line_shares("cpu", ["m"]) == {("x.go", 10): 1.0, ("x.go", 20): 1.0}


def test_a_recursive_function_costs_a_sample_once() -> None:
    assert _read(_TABLES, _sample(_packed(3, 3, 3), _packed(7))).cumulative == {
        Frame("m/x.G", "m/x.go", 21): (7,)
    }


def test_numbers_need_not_be_packed() -> None:
    sample = _field(2, _field(1, 2) + _field(1, 1) + _field(2, 7))
    assert _read(_TABLES, sample).flat == {_GO: (7,)}


def test_memory_that_was_freed_counts_negative_and_is_not_hot() -> None:
    profile = _read(_TABLES, _sample(_packed(1), _packed(-5)))
    assert profile.totals == (-5,)
    assert profile.hottest("cpu", 9) == []
    assert profile.line_shares("cpu", ["m"]) == {("x.go", 10): 0.0, ("x.go", 20): 0.0}


def test_a_profile_without_samples_is_empty() -> None:
    profile = _read(_TABLES)
    assert (profile.totals, profile.flat, profile.hottest("cpu", 9)) == ((0,), {}, [])
    with pytest.raises(ProfileError, match="has no 'alloc_space', only cpu"):
        profile.index("alloc_space")


def test_unknown_locations_and_texts_have_no_frames_and_no_names() -> None:
    line = _field(4, _field(1, 9) + _field(4, _field(1, 77) + _field(2, 1 << 40)))
    profile = _read(_TABLES, line, _sample(_packed(9, 8), _packed(1)))
    assert profile.flat == {Frame("", "", 0): (1,)}


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"", "cut short"),
        (b"text", "no gzip"),
        (zipped(b"\xff" * 20), "malformed"),
        (zipped(_TABLES)[:-9], "cut short"),
        (zipped(_TABLES + _sample(_packed(1), _packed(1, 2))), "one value of each type"),
        (zipped(_field(1, b"") * 17), "more than 16 types"),
        (zipped(_field(6, b"") * 200_001), "more than 200000 entries"),
        (zipped(b"\0" * (4 << 20) + b"\0"), "more than 4194304 bytes"),
        (zlib.compress(_TABLES), "no gzip"),
    ],
)
def test_other_bytes_are_refused(raw: bytes, message: str) -> None:
    with pytest.raises(ProfileError, match=message):
        read_profile(raw)


def test_hostile_profiles_cost_little() -> None:
    """A bomb of zeros, a stack, a location and a sample that are as long as fits."""
    inlined = _field(4, _field(1, 9) + _field(4, _field(1, 1)) * 200_000)
    bombs = [
        zipped(b"\0" * 50_000_000),
        zipped(_TABLES + _sample(_packed(*[1] * 1_500_000), _packed(1))),
        zipped(_TABLES + inlined + _sample(_packed(9), _packed(1)) * 100_000),
        zipped(_TABLES + _sample(_packed(1), _packed(*[1] * 1_000_000))),
    ]
    start = time.process_time()
    for bomb in bombs:
        with pytest.raises(ProfileError):
            read_profile(bomb)
    assert time.process_time() - start < 20


@given(st.binary(max_size=200), st.integers(0, 300))
def test_any_bytes_raise_nothing_but_a_profile_error(noise: bytes, at: int) -> None:
    whole = _TABLES + _sample(_packed(2, 1), _packed(7))
    for raw in (noise, zipped(noise), zipped(whole[:at] + noise + whole[at:])):
        with contextlib.suppress(ProfileError):
            profile = read_profile(raw)
            for sample_type in profile.sample_types:
                profile.hottest(sample_type.kind, 5)
                profile.line_shares(sample_type.kind, ["m"])


def test_flipped_bits_of_a_recorded_profile_raise_nothing_but_a_profile_error() -> None:
    message, rng = bytearray(gzip.decompress(_RECORDED.read_bytes())), random.Random(1)
    for _ in range(100):
        damaged = bytearray(message)
        damaged[rng.randrange(len(damaged))] ^= 1 << rng.randrange(8)
        with contextlib.suppress(ProfileError):
            read_profile(zipped(damaged, 1))


@given(st.lists(st.tuples(st.integers(1, 1 << 20), st.integers(0, (1 << 64) - 1) | st.binary(max_size=20))))
def test_fields_come_back(wanted: list[tuple[int, int | bytes]]) -> None:
    assert list(fields(b"".join(_field(number, value) for number, value in wanted))) == wanted


@given(st.lists(st.integers(-(1 << 63), (1 << 63) - 1)))
def test_packed_numbers_come_back(wanted: list[int]) -> None:
    assert [signed(number) for number in whole_numbers(_packed(*wanted))] == wanted


def test_fields_of_fixed_width_are_left_out_and_groups_are_refused() -> None:
    assert list(fields(b"\x09" + b"x" * 8 + b"\x0d" + b"x" * 4 + _field(3, 4))) == [(3, 4)]
    with pytest.raises(WireError, match="unknown"):
        list(fields(b"\x0b"))
