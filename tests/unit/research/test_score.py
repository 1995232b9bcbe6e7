"""The protocol, spoken over plain pipes by a thread that stands for the program."""

import contextlib
import fcntl
import math
import os
import struct
import threading
import time
from collections.abc import Callable, Generator

import numpy as np
import pytest

from perfgym.research.score import (
    CandidateEndedError,
    CandidateLateError,
    ProtocolError,
    Scorer,
)

_TEXT = bytes(np.random.default_rng(3).integers(97, 123, 200, np.uint8))
_STREAMS = 4
_FRAME = _STREAMS * 1024
_UNIFORM = bytes(_FRAME)


Program = Callable[[int, int], None]


@contextlib.contextmanager
def _running(program: Program) -> Generator[tuple[int, int]]:
    """Run a program in a thread; gives the evaluator's ends of its pipes."""
    theirs_in, ours_out = os.pipe()
    ours_in, theirs_out = os.pipe()

    def run() -> None:
        with contextlib.suppress(BrokenPipeError, EOFError):
            program(theirs_in, theirs_out)
        os.close(theirs_in)
        os.close(theirs_out)

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield ours_in, ours_out
    finally:
        os.close(ours_in)
        os.close(ours_out)
        thread.join(timeout=10)
        assert not thread.is_alive()


def _read(descriptor: int, count: int) -> bytes:
    got = b""
    while len(got) < count:
        part = os.read(descriptor, count - len(got))
        if not part:
            raise EOFError
        got += part
    return got


def _positions(reader: int) -> int:
    streams, positions = struct.unpack("<II", _read(reader, 8))
    assert streams == _STREAMS
    return positions


def _scored(program: Program, text: bytes = _TEXT, limit_s: float = 10.0) -> Scorer:
    scorer = Scorer(text, _STREAMS)
    with _running(program) as pipes:
        scorer.reveal(*pipes, time.monotonic() + limit_s)
    return scorer


def _repeating(frame: bytes) -> Program:
    def program(reader: int, writer: int) -> None:
        for _ in range(_positions(reader)):
            os.write(writer, frame)
            _read(reader, _STREAMS)

    return program


def test_equal_logits_cost_eight_bits_a_byte() -> None:
    scorer = _scored(_repeating(_UNIFORM))
    assert scorer.bits_per_byte == pytest.approx(8.0)
    assert (scorer.is_complete, scorer.revealed) == (True, len(_TEXT))


def test_logits_are_no_probabilities() -> None:
    """A program cannot claim more than a distribution gives, however large its numbers are."""
    claim = np.full((_STREAMS, 256), 1e30, "<f4").tobytes()
    assert _scored(_repeating(claim)).bits_per_byte == pytest.approx(8.0)


def test_certainty_that_is_wrong_costs_what_it_claims() -> None:
    logits = np.zeros((_STREAMS, 256), "<f4")
    logits[:, 0] = 100.0
    assert _scored(_repeating(logits.tobytes())).bits_per_byte == pytest.approx(100 / math.log(2))


def test_a_program_may_learn_from_what_it_was_told() -> None:
    def program(reader: int, writer: int) -> None:
        counts = np.ones(256)
        for _ in range(_positions(reader)):
            os.write(writer, np.tile(np.log(counts).astype("<f4"), (_STREAMS, 1)).tobytes())
            counts += 5 * np.bincount(list(_read(reader, _STREAMS)), minlength=256)

    assert 4.7 < _scored(program).bits_per_byte < 6.5


def test_each_stream_is_a_part_of_the_text_in_its_order() -> None:
    told: list[bytes] = []

    def program(reader: int, writer: int) -> None:
        for _ in range(_positions(reader)):
            os.write(writer, _UNIFORM)
            told.append(_read(reader, _STREAMS))

    scorer = _scored(program, _TEXT + b"xyz")  # three bytes are left over
    parts = [bytes(told[place][stream] for place in range(50)) for stream in range(_STREAMS)]
    assert b"".join(parts) == _TEXT
    assert scorer.revealed == len(_TEXT)


def test_the_sum_is_that_of_the_negative_logarithms() -> None:
    rng = np.random.default_rng(1)
    frames = rng.normal(0, 3, (50, _STREAMS, 256)).astype("<f4")

    def program(reader: int, writer: int) -> None:
        for place in range(_positions(reader)):
            os.write(writer, frames[place].tobytes())
            _read(reader, _STREAMS)

    wide = frames.astype(float)
    shares = np.exp(wide) / np.exp(wide).sum(axis=2, keepdims=True)
    target = np.frombuffer(_TEXT, np.uint8).reshape(_STREAMS, 50)
    expected = -sum(
        np.log(shares[place, stream, target[stream, place]]) for place in range(50) for stream in range(4)
    )
    assert _scored(program).nats == pytest.approx(expected)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
def test_logits_must_be_finite(value: float) -> None:
    """Minus infinity would be a prediction that costs nothing when it is right and everything when not."""
    logits = np.zeros((_STREAMS, 256), "<f4")
    logits[2, 200] = value
    with pytest.raises(ProtocolError, match="not a finite number"):
        _scored(_repeating(logits.tobytes()))


def test_what_is_written_before_the_bytes_were_told_is_refused() -> None:
    with pytest.raises(ProtocolError, match="before it was told"):
        _scored(_repeating(2 * _UNIFORM))


def test_a_program_that_waits_for_the_bytes_is_told_none() -> None:
    told: list[bytes] = []

    def program(reader: int, writer: int) -> None:
        _positions(reader)
        told.append(os.read(reader, _STREAMS))

    with pytest.raises(CandidateLateError):
        _scored(program, limit_s=0.2)
    assert told == [b""]


def test_a_program_that_trickles_is_too_late() -> None:
    def program(reader: int, writer: int) -> None:
        while True:
            os.write(writer, b"\0")
            time.sleep(0.01)

    with pytest.raises(CandidateLateError):
        _scored(program, limit_s=0.2)


def test_a_program_that_does_not_read_is_too_late() -> None:
    """It sends its logits in time, but the bytes that it is told fill the pipe."""
    streams = 2048
    stop = threading.Event()

    def program(reader: int, writer: int) -> None:
        frame = bytes(streams * 1024)
        for _ in range(3):
            os.write(writer, frame)
            time.sleep(0.1)  # the frame was read by then, so the next one does not come too early
        stop.wait(5)

    scorer = Scorer(bytes(streams * 9), streams)
    with _running(program) as pipes:
        fcntl.fcntl(pipes[1], fcntl.F_SETPIPE_SZ, 4096)
        with pytest.raises(CandidateLateError):
            scorer.reveal(*pipes, time.monotonic() + 0.6)
        stop.set()
    assert scorer.revealed <= 2 * streams


@pytest.mark.parametrize("frames", [0, 3, 49.5], ids=str)
def test_a_program_that_ends_early_has_ended(frames: float) -> None:
    def program(reader: int, writer: int) -> None:
        _positions(reader)
        for _ in range(int(frames)):
            os.write(writer, _UNIFORM)
            _read(reader, _STREAMS)
        os.write(writer, _UNIFORM[: int(frames % 1 * _FRAME)])

    scorer = Scorer(_TEXT, _STREAMS)
    with _running(program) as pipes, pytest.raises(CandidateEndedError):
        scorer.reveal(*pipes, time.monotonic() + 10)
    assert (scorer.revealed, scorer.is_complete) == (int(frames) * _STREAMS, False)


def test_a_text_that_is_shorter_than_its_streams_is_refused() -> None:
    with pytest.raises(ValueError, match="3 bytes cannot be cut into 4 streams"):
        Scorer(b"abc", 4)
