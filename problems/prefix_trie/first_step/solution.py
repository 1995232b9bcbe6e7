"""A dictionary of all beginnings of all words."""

import sys
from collections import defaultdict

LONGEST = 12
MAX_WORDS = 300_000
MAX_PREFIXES = 1_000_000


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

    def read_text(self):
        length = self.read(1)[0]
        text = self.read(length)
        if not 1 <= length <= LONGEST or not text.islower():
            sys.exit(1)
        return text


def main():
    reader, counts, output = Reader(sys.stdin.buffer.read()), defaultdict(int), bytearray()
    for _ in range(reader.read_int(0, MAX_WORDS)):
        word = reader.read_text()
        for end in range(1, len(word) + 1):
            counts[word[:end]] += 1
    for _ in range(reader.read_int(0, MAX_PREFIXES)):
        output += counts.get(reader.read_text(), 0).to_bytes(4, "little")
    sys.stdout.buffer.write(output)


main()
