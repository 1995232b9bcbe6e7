"""Why it is fast: a CRC is linear.

The sums of all beginnings of the text are computed once, in one pass. A range's sum is that of the beginning
up to its end, combined by exclusive or with what the bytes before the range add to it: the sum of the
beginning up to its start, followed by as many zero bytes as the range is long. Tables say what 1, 2, 4, ...
zero bytes make of a sum.
"""

import sys
from array import array

POWERS = 13  # 2**12 is the largest length


def linear(images):
    """Tables for the four bytes of a sum, made of what becomes of each of its bits."""
    tables = []
    for place in range(0, 32, 8):
        table = [0]
        for image in images[place : place + 8]:
            table += [image ^ other for other in table]
        tables.append(table)
    return tables


def zeros(polynomial):
    """Tables for each power of 2 of zero bytes."""
    images = [1 << bit for bit in range(32)]
    for _ in range(8):
        images = [image >> 1 ^ polynomial if image & 1 else image >> 1 for image in images]
    found = []
    for _ in range(POWERS):
        a, b, c, d = tables = linear(images)
        found.append(tables)
        images = [
            a[image & 255] ^ b[image >> 8 & 255] ^ c[image >> 16 & 255] ^ d[image >> 24] for image in images
        ]
    return found


def main():
    data = sys.stdin.buffer.read()
    n = int.from_bytes(data[4:8], "little")
    tables = zeros(int.from_bytes(data[:4], "little"))
    number, sums, table = 0, [0], tables[0][0]
    for byte in data[8 : 8 + n]:
        number = table[(number ^ byte) & 255] ^ number >> 8
        sums.append(number)
    ranges = array("i", data[12 + n : 12 + n + 8 * int.from_bytes(data[8 + n : 12 + n], "little")])
    output = array("I")
    for start, length in zip(ranges[::2], ranges[1::2]):
        number, end = sums[start] ^ 0xFFFFFFFF, sums[start + length]
        for a, b, c, d in tables:
            if length & 1:
                number = a[number & 255] ^ b[number >> 8 & 255] ^ c[number >> 16 & 255] ^ d[number >> 24]
            length >>= 1
            if not length:
                break
        output.append(number ^ end ^ 0xFFFFFFFF)
    sys.stdout.buffer.write(output.tobytes())


main()
