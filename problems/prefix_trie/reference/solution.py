"""A trie of words: each node has a dictionary of children and counts the words that pass it."""

import sys

LONGEST = 12
MAX_WORDS = 300_000
MAX_PREFIXES = 1_000_000


class Node:
    def __init__(self):
        self.children = {}
        self.words = 0


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


def add(root, word):
    node = root
    for letter in word:
        child = node.children.get(letter)
        if child is None:
            child = node.children[letter] = Node()
        node = child
        node.words += 1


def count(root, prefix):
    node = root
    for letter in prefix:
        node = node.children.get(letter)
        if node is None:
            return 0
    return node.words


def main():
    reader, root, output = Reader(sys.stdin.buffer.read()), Node(), bytearray()
    for _ in range(reader.read_int(0, MAX_WORDS)):
        add(root, reader.read_text())
    for _ in range(reader.read_int(0, MAX_PREFIXES)):
        output += count(root, reader.read_text()).to_bytes(4, "little")
    sys.stdout.buffer.write(output)


main()
