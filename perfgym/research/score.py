"""Two pipes of a program and a hidden text -> the program's code length of that text.

The hidden text is cut into equal streams. For each position the program first sends its logits for the next
byte of every stream; only then is it told these bytes. So no prediction can depend on what it predicts, while
a program may learn from every byte that it was told. The softmax is taken here, so that every prediction is a
probability distribution over the 256 bytes. The sum is the length that an arithmetic coder would give to the
whole text, in the order of revelation.

In bytes: the program reads the number of streams and the number of positions, two little-endian uint32. For
each position it writes ``streams * 256`` little-endian float32, and reads ``streams`` bytes.
"""

import math
import os
import select
import struct
import time
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "SYMBOLS",
    "CandidateEndedError",
    "CandidateLateError",
    "ProtocolError",
    "Scorer",
]

SYMBOLS = 256
_HEADER = struct.Struct("<II")
_LOGIT = np.dtype("<f4")


class ProtocolError(Exception):
    """The program sent something else than the logits that it must send; the message says what."""


class CandidateEndedError(Exception):
    """The program closed its pipe before the last byte of the text."""


class CandidateLateError(Exception):
    """The deadline passed before the last byte of the text."""


@dataclass(slots=True)
class Scorer:
    """Reveals one hidden text to one program, and adds up the length of its code.

    Attributes:
        hidden: The text. What is left over after it was cut into equal streams is not used.
        streams: Number of streams.
        revealed: Bytes of the text that the program was told up to now.
        nats: Length of the code of these bytes, in nats.

    Raises:
        ValueError: The text has fewer bytes than there are streams.
    """

    hidden: bytes
    streams: int
    revealed: int = 0
    nats: float = 0.0

    def __post_init__(self) -> None:
        if not 0 < self.streams <= len(self.hidden):
            raise ValueError(f"a text of {len(self.hidden)} bytes cannot be cut into {self.streams} streams")

    @property
    def positions(self) -> int:
        """Bytes of each stream."""
        return len(self.hidden) // self.streams

    @property
    def is_complete(self) -> bool:
        """Whether every byte was predicted and revealed."""
        return self.revealed == self.positions * self.streams

    @property
    def bits_per_byte(self) -> float:
        """The code length of the bytes that were revealed, in bits for each of them."""
        return self.nats / math.log(2.0) / self.revealed

    def reveal(self, from_program: int, to_program: int, deadline: float) -> None:
        """Go through the whole text.

        Args:
            from_program: Descriptor of the pipe that the program writes to.
            to_program: Descriptor of the pipe that it reads from.
            deadline: Time of ``time.monotonic()`` at which the program must be done.

        Raises:
            ProtocolError: The program sent something that it must not send.
            CandidateEndedError: It ended too early.
            CandidateLateError: It was too late.
        """
        used = np.frombuffer(self.hidden, np.uint8, self.positions * self.streams)
        columns = np.ascontiguousarray(used.reshape(self.streams, self.positions).T)
        frame = bytearray(self.streams * SYMBOLS * _LOGIT.itemsize)
        logits = np.frombuffer(frame, _LOGIT).reshape(self.streams, SYMBOLS)
        _write(to_program, _HEADER.pack(self.streams, self.positions), deadline)
        for column in columns:
            _read_whole(from_program, frame, deadline)
            length = _code_length(logits, column)
            if _events(from_program, select.POLLIN, 0.0) & select.POLLIN:
                raise ProtocolError("the program wrote more than its logits before it was told the bytes")
            _write(to_program, column.tobytes(), deadline)
            self.nats += length
            self.revealed += self.streams


def _code_length(logits: NDArray[np.float32], target: NDArray[np.uint8]) -> float:
    """Nats that the predictions give to the bytes that come next."""
    scores = logits.astype(np.float64)
    if not np.isfinite(scores).all():
        raise ProtocolError("a logit is not a finite number")
    scores -= scores.max(axis=1, keepdims=True)
    chosen = scores[np.arange(len(target)), target]
    return float((np.log(np.exp(scores).sum(axis=1)) - chosen).sum())


def _await(descriptor: int, event: int, deadline: float) -> None:
    """Wait until a descriptor can be read or written, or its other end is closed."""
    left_s = deadline - time.monotonic()
    if left_s <= 0 or not _events(descriptor, event, left_s):
        raise CandidateLateError


def _events(descriptor: int, event: int, timeout_s: float) -> int:
    poll = select.poll()
    poll.register(descriptor, event)
    ready = poll.poll(timeout_s * 1e3)
    return ready[0][1] if ready else 0


def _read_whole(descriptor: int, frame: bytearray, deadline: float) -> None:
    left = memoryview(frame)
    while left:
        _await(descriptor, select.POLLIN, deadline)
        got = os.readv(descriptor, [left])
        if not got:
            raise CandidateEndedError
        left = left[got:]


def _write(descriptor: int, told: bytes, deadline: float) -> None:
    left = memoryview(told)
    while left:
        _await(descriptor, select.POLLOUT, deadline)
        try:  # a write of so few bytes never blocks on a pipe that is ready
            left = left[os.write(descriptor, left[: select.PIPE_BUF]) :]
        except BrokenPipeError:
            raise CandidateEndedError from None
