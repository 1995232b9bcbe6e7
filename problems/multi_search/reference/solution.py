"""Each pattern is compared with the text at each place."""

import struct
import sys

MAX_PATTERNS = 2000
MAX_TEXT = 5_000_000
SHORTEST, LONGEST = 3, 12


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

    def read_pattern(self):
        length = self.read(1)[0]
        if not SHORTEST <= length <= LONGEST:
            sys.exit(1)
        return self.read(length)


def search(text, pattern):
    count = total = 0
    for i in range(len(text) - len(pattern) + 1):
        if text[i : i + len(pattern)] == pattern:
            count += 1
            total += i
    return count, total


def main():
    reader = Reader(sys.stdin.buffer.read())
    patterns = [reader.read_pattern() for _ in range(reader.read_int(0, MAX_PATTERNS))]
    text = reader.read(reader.read_int(0, MAX_TEXT))
    output = bytearray()
    for pattern in patterns:
        count, total = search(text, pattern)
        output += struct.pack("<II", count, total & 0xFFFFFFFF)
    sys.stdout.buffer.write(output)


main()
