"""Hash table with chains: each row is an object of its own, in the list of its bucket."""

import sys
from array import array

MAX_ROWS = 500_000
MAX_KEYS = 1_000_000
MAX_SHIFTS = 1000


class Row:
    def __init__(self, key, value, next_row):
        self.key = key
        self.value = value
        self.next_row = next_row


class Reader:
    def __init__(self, data):
        self.data = data
        self.position = 0

    def read(self, size):
        piece = self.data[self.position : self.position + size]
        if len(piece) != size:
            sys.exit(1)
        self.position += size
        return piece

    def read_int(self, least, most):
        value = int.from_bytes(self.read(4), "little", signed=True)
        if not least <= value <= most:
            sys.exit(1)
        return value

    def read_numbers(self, count):
        return array("I", self.read(4 * count))


class Table:
    def __init__(self, rows):
        self.buckets = [None] * (rows + 1)

    def bucket_of(self, key):
        key = ((key ^ key >> 16) * 0x85EBCA6B) & 0xFFFFFFFF
        key = ((key ^ key >> 13) * 0xC2B2AE35) & 0xFFFFFFFF
        return (key ^ key >> 16) % len(self.buckets)

    def insert(self, key, value):
        bucket = self.bucket_of(key)
        self.buckets[bucket] = Row(key, value, self.buckets[bucket])

    def find(self, key):
        row = self.buckets[self.bucket_of(key)]
        while row is not None and row.key != key:
            row = row.next_row
        return row


def main():
    reader = Reader(sys.stdin.buffer.read())
    r, s, t = reader.read_int(0, MAX_ROWS), reader.read_int(0, MAX_KEYS), reader.read_int(0, MAX_SHIFTS)
    table = Table(r)
    for _ in range(r):
        key, value = reader.read_numbers(2)
        table.insert(key, value)
    keys, output = reader.read_numbers(s), array("I")
    for shift in reader.read_numbers(t):
        hits = total = 0
        for i, key in enumerate(keys):
            row = table.find((key + shift) & 0xFFFFFFFF)
            if row is not None:
                hits += 1
                total += row.value * i
        output.extend([hits, total & 0xFFFFFFFF])
    sys.stdout.buffer.write(output)


main()
