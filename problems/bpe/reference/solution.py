"""Each word by itself: look up the merges of all pairs, join the pair of the lowest one, and begin again."""

import sys
from array import array
from itertools import pairwise

LETTERS = 26
MAX_MERGES = 5000
MAX_WORDS = 500_000
LONGEST = 16
A = ord("a")


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

    def read_word(self):
        length = self.read(1)[0]
        letters = self.read(length)
        if not 1 <= length <= LONGEST or not letters.islower():
            sys.exit(1)
        return [letter - A for letter in letters]


def join(tokens, pair, joined):
    result = []
    i = 0
    while i < len(tokens):
        if i + 1 < len(tokens) and (tokens[i], tokens[i + 1]) == pair:
            result.append(joined)
            i += 2
        else:
            result.append(tokens[i])
            i += 1
    return result


def encode(tokens, merges):
    while len(tokens) > 1:
        pair = min(pairwise(tokens), key=lambda pair: merges.get(pair, MAX_MERGES + LETTERS))
        if pair not in merges:
            break
        tokens = join(tokens, pair, merges[pair])
    return tokens


def main():
    reader = Reader(sys.stdin.buffer.read())
    merges = {}
    m = reader.read_int(0, MAX_MERGES)
    for token in range(LETTERS, LETTERS + m):
        left, right = reader.read_int(0, token - 1), reader.read_int(0, token - 1)
        merges[left, right] = token
    output = array("H")
    for _ in range(reader.read_int(0, MAX_WORDS)):
        output.extend(encode(reader.read_word(), merges))
    sys.stdout.buffer.write(output)


main()
