"""CRC of ranges of a text: a table of 256 entries, and each range from its first byte to its last."""

import sys

MAX_N, MAX_RANGES, MAX_LENGTH = 5_000_000, 250_000, 4096


def read_exactly(size):
    data = sys.stdin.buffer.read(size)
    if len(data) != size:
        sys.exit(1)
    return data


def read_number(most):
    number = int.from_bytes(read_exactly(4), "little")
    if number > most:
        sys.exit(1)
    return number


def table_of(polynomial):
    table = []
    for byte in range(256):
        number = byte
        for _ in range(8):
            number = number >> 1 ^ polynomial if number & 1 else number >> 1
        table.append(number)
    return table


def checksum(table, data):
    number = 0xFFFFFFFF
    for byte in data:
        number = table[(number ^ byte) & 255] ^ number >> 8
    return number ^ 0xFFFFFFFF


def main():
    table = table_of(read_number(0xFFFFFFFF))
    n = read_number(MAX_N)
    text = read_exactly(n)
    for _ in range(read_number(MAX_RANGES)):
        start, length = read_number(n), read_number(MAX_LENGTH)
        if length > n - start:
            sys.exit(1)
        sys.stdout.buffer.write(checksum(table, text[start : start + length]).to_bytes(4, "little"))


main()
