"""Why it is fast: the numbers of all entities of a kind are one large integer, with 64 bits for each.

So an operation takes all of them at once. Only those that grow are computed one by one, in a loop of their
own.
"""

import sys
from array import array

KINDS, FIELDS, LANE_BYTES, WORD = 6, 4, 8, 2**32 - 1


class Lanes:
    """Numbers that are the same in each of so many lanes, and the way in and out of lanes."""

    def __init__(self, count):
        self.bytes = count * LANE_BYTES
        self.ones = int.from_bytes((1).to_bytes(LANE_BYTES, "little") * count, "little")
        self.word = self.ones * WORD

    def pack(self, numbers):
        return int.from_bytes(array("Q", numbers).tobytes(), "little")

    def unpack(self, value):
        return array("Q", (value & self.word).to_bytes(self.bytes, "little"))


def drift(lanes, a, b, _c, ticks):
    return a + (b * ticks & lanes.word), b


def turn(lanes, a, b, c, ticks):
    word = lanes.word
    for tick in range(ticks):
        a ^= b << (tick & 7)
        b = b + c & word
    return a, b


def bounce(lanes, a, b, c, ticks):
    """Signed numbers are compared as unsigned ones that are larger by 2**31."""
    ones, word, signs = lanes.ones, lanes.word, lanes.ones << 31
    up, carry = b | ones, ones << 32
    down_less_up = (carry - up & word) - up + carry  # what is added to `up` to go down, modulo 2**32
    a, limit = (a ^ signs), (c ^ signs) + carry
    down_less_up &= word
    for _ in range(ticks):
        greater = (limit - a >> 32 & ones) ^ ones
        a = a + up + (down_less_up & (greater << 32) - greater) & word
    return a ^ signs, b


def swap(lanes, a, b, _c, ticks):
    pairs = ticks // 2
    a += lanes.ones * (pairs * pairs & WORD)  # 1 + 3 + 5 + ...
    b += lanes.ones * (pairs * (pairs - 1) & WORD)  # 0 + 2 + 4 + ...
    return (b + lanes.ones * (ticks - 1), a) if ticks % 2 else (a, b)


def rotate(lanes, a, b, c, ticks):
    word, ones, now = lanes.word, lanes.ones, 0
    for _ in range(ticks):
        a <<= 5
        a = ((a | a >> 32) & word) + c & word
        b ^= a + now
        now += ones
    return a, b


def grow(a, b, c, ticks):
    for tick in range(c, c + ticks):
        a = a * b + tick & WORD
    return a


def run(kind, a, b, c, ticks):
    if kind == 2:
        return array("Q", [grow(*numbers, ticks) for numbers in zip(a, b, c)]), b
    lanes = Lanes(len(a))
    act = (drift, turn, None, bounce, swap, rotate)[kind]
    return map(lanes.unpack, act(lanes, lanes.pack(a), lanes.pack(b), lanes.pack(c), ticks))


def main():
    words = array("I", sys.stdin.buffer.read())
    n, ticks = words[:2]
    rows = words[2 : 2 + FIELDS * n]
    kinds, output = rows[::FIELDS], array("I", bytes(8 * n))
    for kind in range(KINDS):
        places = [i for i, each in enumerate(kinds) if each == kind]
        if not places:
            continue
        a, b, c = ([rows[FIELDS * i + field] for i in places] for field in (1, 2, 3))
        for i, one, other in zip(places, *run(kind, a, b, c, ticks)):
            output[2 * i], output[2 * i + 1] = one, other
    sys.stdout.buffer.write(output.tobytes())


main()
