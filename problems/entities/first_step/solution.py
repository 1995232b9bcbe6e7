"""Entities that act in all ticks one after the other: each is an object, with its numbers in variables."""

import struct
import sys

MAX_ENTITIES, MAX_TICKS, WORD, SIGN = 200_000, 1_000_000, 0xFFFFFFFF, 0x80000000


class Entity:
    def __init__(self, a, b, c):
        self.a = a
        self.b = b
        self.c = c


class Drift(Entity):
    def act(self, ticks):
        self.a = (self.a + self.b * ticks) & WORD


class Turn(Entity):
    def act(self, ticks):
        a, b, c = self.a, self.b, self.c
        for tick in range(ticks):
            a = (a ^ b << tick % 8) & WORD
            b = (b + c) & WORD
        self.a, self.b = a, b


class Grow(Entity):
    def act(self, ticks):
        a, b, c = self.a, self.b, self.c
        for tick in range(ticks):
            a = (a * b + c + tick) & WORD
        self.a = a


class Bounce(Entity):
    def act(self, ticks):
        a, step, limit = self.a, self.b | 1, self.c ^ SIGN
        for _ in range(ticks):
            a = (a - step if a ^ SIGN > limit else a + step) & WORD
        self.a = a


class Swap(Entity):
    def act(self, ticks):
        a, b = self.a, self.b
        for tick in range(ticks):
            a, b = (b + tick) & WORD, a
        self.a, self.b = a, b


class Rotate(Entity):
    def act(self, ticks):
        a, b, c = self.a, self.b, self.c
        for tick in range(ticks):
            a = ((a << 5 | a >> 27) + c) & WORD
            b ^= (a + tick) & WORD
        self.a, self.b = a, b


KINDS = (Drift, Turn, Grow, Bounce, Swap, Rotate)


def read_exactly(size):
    data = sys.stdin.buffer.read(size)
    if len(data) != size:
        sys.exit(1)
    return data


def main():
    n, ticks = struct.unpack("<2i", read_exactly(8))
    if not (0 <= n <= MAX_ENTITIES and 0 <= ticks <= MAX_TICKS):
        sys.exit(1)
    entities = []
    for _ in range(n):
        kind, a, b, c = struct.unpack("<4I", read_exactly(16))
        if kind >= len(KINDS):
            sys.exit(1)
        entities.append(KINDS[kind](a, b, c))
    for entity in entities:
        entity.act(ticks)
        sys.stdout.buffer.write(struct.pack("<2I", entity.a, entity.b))


main()
