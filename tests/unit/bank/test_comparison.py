"""What counts as a right output."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from perfgym.bank.comparison import compare_bytes, compare_within
from perfgym.errors import ProblemError
from perfgym.programs.judge import judge, trusted_output
from perfgym.records import Status
from perfgym.sandbox.request import ProcessOutcome, ProcessResult

TOLERANCE = 1e-4
floats = hnp.arrays(np.float32, st.integers(1, 20), elements=st.floats(width=32))


def slow_oracle(want: float, got: float) -> bool:
    """The rule of the problem bank, one element at a time, in words."""
    if np.isnan(want):
        return bool(np.isnan(got))
    if np.isinf(want):
        return want == got
    return bool(np.isfinite(got)) and abs(got - want) <= TOLERANCE * max(1.0, abs(want))


@given(st.binary(max_size=64), st.binary(max_size=64))
def test_bytes_are_right_only_when_equal(expected: bytes, got: bytes) -> None:
    """Exactly."""
    assert (compare_bytes(expected, got) == "") == (expected == got)


@given(st.binary(min_size=1, max_size=64), st.data())
def test_a_mutated_byte_never_passes(expected: bytes, data: st.DataObject) -> None:
    """Wherever it stands and whatever it becomes."""
    place = data.draw(st.integers(0, len(expected) - 1))
    other = data.draw(st.integers(0, 255).filter(lambda value: value != expected[place]))
    assert compare_bytes(expected, expected[:place] + bytes([other]) + expected[place + 1 :])


@given(floats, st.data())
def test_a_tolerance_judges_as_its_rule_in_words_does(want: np.ndarray, data: st.DataObject) -> None:
    """For every kind of float, on either side."""
    nearby = st.sampled_from([0.0, 1e-5, 9e-5, 2e-4, -9e-5, 1.0, np.inf, -np.inf, np.nan])
    with np.errstate(all="ignore"):
        got = (want + np.float32(data.draw(nearby))).astype(np.float32)
    right = all(slow_oracle(float(w), float(g)) for w, g in zip(want, got, strict=True))
    assert (compare_within(TOLERANCE)(want.tobytes(), got.tobytes()) == "") == right


@given(floats, st.data())
def test_a_mutated_byte_passes_a_tolerance_only_when_the_rule_says_so(
    want: np.ndarray, data: st.DataObject
) -> None:
    """Mutations of exponents, signs and mantissas alike."""
    raw = bytearray(want.tobytes())
    raw[data.draw(st.integers(0, len(raw) - 1))] ^= data.draw(st.integers(1, 255))
    got = np.frombuffer(bytes(raw), "<f4")
    right = all(slow_oracle(float(w), float(g)) for w, g in zip(want, got, strict=True))
    assert (compare_within(TOLERANCE)(want.tobytes(), bytes(raw)) == "") == right


@pytest.mark.parametrize("got", [b"", b"\0" * 3, b"\0" * 5, b"\0" * 8])
def test_another_length_is_wrong(got: bytes) -> None:
    """Before any element is looked at."""
    assert "bytes" in compare_within(TOLERANCE)(b"\0" * 4, got)


def test_a_run_that_failed_is_never_judged_by_its_output() -> None:
    """A right output does not make up for a crash."""
    crashed = ProcessResult(outcome=ProcessOutcome.SIGNALED, signal=6, stdout=b"right")
    assert judge("t", crashed, lambda _: "").status is Status.CRASHED


def test_a_reference_that_fails_is_the_problems_fault() -> None:
    """Nobody can be judged by it."""
    with pytest.raises(ProblemError, match="reference program failed"):
        trusted_output(ProcessResult(outcome=ProcessOutcome.TIMED_OUT), b"")
