"""Entities that act tick by tick: each is an object of its own, which knows what its kind does."""

import struct
import sys

MAX_ENTITIES, MAX_TICKS, WORD, SIGN = 200_000, 1_000_000, 0xFFFFFFFF, 0x80000000


class Entity:
    def __init__(self, a, b, c):
        self.a = a
        self.b = b
        self.c = c


class Drift(Entity):
    def act(self, _tick):
        self.a = (self.a + self.b) & WORD


class Turn(Entity):
    def act(self, tick):
        self.a = (self.a ^ self.b << tick % 8) & WORD
        self.b = (self.b + self.c) & WORD


class Grow(Entity):
    def act(self, tick):
        self.a = (self.a * self.b + self.c + tick) & WORD


class Bounce(Entity):
    def act(self, _tick):
        if self.a ^ SIGN > self.c ^ SIGN:
            self.a = (self.a - (self.b | 1)) & WORD
        else:
            self.a = (self.a + (self.b | 1)) & WORD


class Swap(Entity):
    def act(self, tick):
        self.a, self.b = (self.b + tick) & WORD, self.a


class Rotate(Entity):
    def act(self, tick):
        self.a = ((self.a << 5 | self.a >> 27) + self.c) & WORD
        self.b ^= (self.a + tick) & WORD


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
    for tick in range(ticks):
        for entity in entities:
            entity.act(tick)
    for entity in entities:
        sys.stdout.buffer.write(struct.pack("<2I", entity.a, entity.b))


main()
