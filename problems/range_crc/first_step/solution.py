"""CRC of ranges of a text: four tables, so that four bytes of a range are done at a time."""

import sys
from struct import unpack_from

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


def tables_of(polynomial):
    """What a byte makes of the sum, and that with 1, 2 and 3 zero bytes behind it."""
    table = []
    for byte in range(256):
        number = byte
        for _ in range(8):
            number = number >> 1 ^ polynomial if number & 1 else number >> 1
        table.append(number)
    tables = [table]
    for _ in range(3):
        tables.append([table[number & 255] ^ number >> 8 for number in tables[-1]])
    return tables


def checksum(tables, data):
    table, one, two, three = tables
    number = 0xFFFFFFFF
    for word in unpack_from(f"<{len(data) // 4}I", data):
        number ^= word
        number = three[number & 255] ^ two[number >> 8 & 255] ^ one[number >> 16 & 255] ^ table[number >> 24]
    for byte in data[len(data) // 4 * 4 :]:
        number = table[(number ^ byte) & 255] ^ number >> 8
    return number ^ 0xFFFFFFFF


def main():
    tables = tables_of(read_number(0xFFFFFFFF))
    n = read_number(MAX_N)
    text = read_exactly(n)
    for _ in range(read_number(MAX_RANGES)):
        start, length = read_number(n), read_number(MAX_LENGTH)
        if length > n - start:
            sys.exit(1)
        sys.stdout.buffer.write(checksum(tables, text[start : start + length]).to_bytes(4, "little"))


main()
