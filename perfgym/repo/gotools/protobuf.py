"""Untrusted bytes of a protocol buffer -> its fields, without a schema.

https://protobuf.dev/programming-guides/encoding
"""

from collections.abc import Iterator

__all__ = ["WireError", "fields", "signed", "whole_numbers"]

_VARINT, _FIXED64, _BYTES, _FIXED32 = 0, 1, 2, 5
_LONGEST_VARINT = 10  # bytes
_2_TO_63, _2_TO_64 = 1 << 63, 1 << 64


class WireError(ValueError):
    """The bytes are no protocol buffer."""


def fields(message: bytes) -> Iterator[tuple[int, int | bytes]]:
    """Yield the number and the value of each field, in time linear in the message.

    Integers are unsigned numbers of 64 bits; everything that has a length is bytes. Fields of fixed width are
    left out.

    Raises:
        WireError: The message is malformed. Fields before that were yielded.
    """
    at = 0
    while at < len(message):
        tag, at = _varint(message, at)
        number, kind = tag >> 3, tag & 7
        if kind == _VARINT:
            value, at = _varint(message, at)
            yield number, value
        elif kind == _BYTES:
            length, at = _varint(message, at)
            if at + length > len(message):
                raise WireError("a field is longer than its message")
            yield number, message[at : at + length]
            at += length
        elif kind in (_FIXED32, _FIXED64):
            at += 4 if kind == _FIXED32 else 8
        else:
            raise WireError("a field has a kind that is unknown")


def whole_numbers(value: int | bytes) -> Iterator[int]:
    """The integers of one field of a repeated integer, which may be packed into bytes.

    Raises:
        WireError: The bytes are malformed.
    """
    if isinstance(value, int):
        yield value
        return
    at = 0
    while at < len(value):
        number, at = _varint(value, at)
        yield number


def signed(value: int) -> int:
    """An unsigned number of 64 bits as the signed one with the same bits."""
    return value - _2_TO_64 if value >= _2_TO_63 else value


def _varint(message: bytes, at: int) -> tuple[int, int]:
    value = 0
    for index in range(at, min(at + _LONGEST_VARINT, len(message))):
        byte = message[index]
        value |= (byte & 0x7F) << 7 * (index - at)
        if byte < 0x80:
            return value % _2_TO_64, index + 1
    raise WireError("a number is cut short or too long")
