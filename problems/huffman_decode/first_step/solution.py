"""Huffman decoding by a table: fifteen bits say which symbol comes first, and how many bits it has."""

import struct
import sys

LONGEST, MAX_N, MAX_BYTES = 15, 8_000_000, 15_000_000


def table_of(lengths):
    """For any LONGEST bits: the symbol that they begin with, and the length of its code."""
    table, code = [None] * (1 << LONGEST), 0
    for length in range(1, LONGEST + 1):
        for symbol in range(256):
            if lengths[symbol] == length:
                first, count = code << LONGEST - length, 1 << LONGEST - length
                table[first : first + count] = [(symbol, length)] * count
                code += 1
        code *= 2
    return table


def decode(table, stream, n):
    stream += bytes(2)
    symbols = bytearray()
    place = 0
    for _ in range(n):
        at, past = place >> 3, place & 7
        bits = stream[at] << 16 | stream[at + 1] << 8 | stream[at + 2]
        symbol, length = table[bits >> 9 - past & 0x7FFF]
        symbols.append(symbol)
        place += length
    return symbols


def read_exactly(size):
    data = sys.stdin.buffer.read(size)
    if len(data) != size:
        sys.exit(1)
    return data


def main():
    lengths = read_exactly(256)
    n, size = struct.unpack("<2i", read_exactly(8))
    if not (1 <= n <= MAX_N and 1 <= size <= MAX_BYTES):
        sys.exit(1)
    sys.stdout.buffer.write(decode(table_of(lengths), read_exactly(size), n))


main()
