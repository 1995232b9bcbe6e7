"""Comparisons of outputs: which outputs are right, and the message about a wrong one."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from perfgym.bank.comparison import Difference, compare_bytes, compare_within, without_values

TOLERANCE = 1e-4
floats = hnp.arrays(np.float32, st.integers(1, 20), elements=st.floats(width=32))


def slow_oracle(want: float, got: float) -> bool:
    """Apply the rule of the problem bank to one element, as its documentation states it."""
    if np.isnan(want):
        return bool(np.isnan(got))
    if np.isinf(want):
        return want == got
    return bool(np.isfinite(got)) and abs(got - want) <= TOLERANCE * max(1.0, abs(want))


@given(st.binary(max_size=64), st.binary(max_size=64))
def test_bytes_are_right_only_when_equal(expected: bytes, got: bytes) -> None:
    assert (compare_bytes(expected, got) == "") == (expected == got)


@given(st.binary(min_size=1, max_size=64), st.data())
def test_a_mutated_byte_never_passes(expected: bytes, data: st.DataObject) -> None:
    """A mutation of any byte to any other value is found."""
    place = data.draw(st.integers(0, len(expected) - 1))
    other = data.draw(st.integers(0, 255).filter(lambda value: value != expected[place]))
    assert compare_bytes(expected, expected[:place] + bytes([other]) + expected[place + 1 :])


@given(floats, st.data())
def test_a_tolerance_judges_as_its_rule_in_words_does(want: np.ndarray, data: st.DataObject) -> None:
    """The vectorised comparison agrees with the slow one, also for infinities and NaN on either side."""
    nearby = st.sampled_from([0.0, 1e-5, 9e-5, 2e-4, -9e-5, 1.0, np.inf, -np.inf, np.nan])
    with np.errstate(all="ignore"):
        got = (want + np.float32(data.draw(nearby))).astype(np.float32)
    right = all(slow_oracle(float(w), float(g)) for w, g in zip(want, got, strict=True))
    assert (compare_within(TOLERANCE)(want.tobytes(), got.tobytes()) == "") == right


@given(floats, st.data())
def test_a_mutated_byte_passes_a_tolerance_only_when_the_rule_says_so(
    want: np.ndarray, data: st.DataObject
) -> None:
    """Mutations hit exponents, signs and mantissas alike."""
    raw = bytearray(want.tobytes())
    raw[data.draw(st.integers(0, len(raw) - 1))] ^= data.draw(st.integers(1, 255))
    got = np.frombuffer(bytes(raw), "<f4")
    right = all(slow_oracle(float(w), float(g)) for w, g in zip(want, got, strict=True))
    assert (compare_within(TOLERANCE)(want.tobytes(), bytes(raw)) == "") == right


@pytest.mark.parametrize("got", [b"", b"\0" * 3, b"\0" * 5, b"\0" * 8])
def test_another_length_is_wrong(got: bytes) -> None:
    """The length is compared before any element, and must be a multiple of four."""
    assert "bytes" in compare_within(TOLERANCE)(b"\0" * 4, got)


def test_the_message_about_a_wrong_byte_has_its_place_and_both_values() -> None:
    said = compare_bytes(b"abcd", b"abXY")
    assert said == "byte 2 is 0x58, expected 0x63 (2 of 4 bytes are wrong)"
    assert without_values(said) == "2 of 4 bytes are wrong, beginning with byte 2"
    assert compare_bytes(b"abcd", b"ab") == "the output has 2 bytes, expected 4"
    assert without_values(compare_bytes(b"abcd", b"ab")) == "the output is too short"
    assert without_values(compare_bytes(b"abcd", b"abcde")) == "the output is too long"


def test_the_message_about_wrong_elements_has_the_first_place_both_values_and_their_number() -> None:
    want = np.array([1.0, 2.0, 3.0, 4.0], "<f4")
    got = np.array([1.0, 2.5, np.nan, 4.0], "<f4")
    said = compare_within(TOLERANCE)(want.tobytes(), got.tobytes())
    assert said == "element 1 is 2.5, expected 2 (2 of 4 elements are wrong)"
    assert without_values(said) == "2 of 4 elements are wrong, beginning with element 1"


def test_a_tolerance_is_relative_above_one_and_absolute_below() -> None:
    within = compare_within(0.01)

    def passes(want: float, got: float) -> bool:
        return not within(np.array([want], "<f4").tobytes(), np.array([got], "<f4").tobytes())

    assert passes(1000.0, 1009.0)
    assert not passes(1000.0, 1011.0)
    assert passes(0.0001, 0.0099)
    assert not passes(0.0001, 0.0111)


def test_a_whole_number_of_floats_is_needed_even_where_lengths_agree() -> None:
    assert "bytes" in compare_within(TOLERANCE)(b"\0" * 6, b"\0" * 6)


@given(floats, floats)
def test_the_part_without_values_depends_on_places_and_lengths_alone(
    want: np.ndarray, other: np.ndarray
) -> None:
    """Outputs that are wrong in the same places are told apart by their values only."""
    said = {
        without_values(compare_within(TOLERANCE)(base.tobytes(), (base + np.float32(3.0)).tobytes()))
        for base in (np.zeros(want.size, "<f4"), np.full(want.size, 7.0, "<f4"))
    }
    assert len(said) == 1
    assert without_values(compare_bytes(want.tobytes(), want.tobytes() + other.tobytes())) == (
        "the output is too long"
    )


def test_the_free_text_of_another_comparison_is_replaced_by_a_neutral_sentence() -> None:
    assert without_values("the sum is 17") == "the output is wrong"
    assert without_values(Difference("the sum is 17", "the sum is wrong")) == "the sum is wrong"
    assert without_values("") == ""
