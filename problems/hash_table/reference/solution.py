"""Chained hash table: few buckets, whose number never grows, and long chains, walked node by node."""

import sys

BUCKETS = 32


class Node:
    def __init__(self, key, value, next_node):
        self.key = key
        self.value = value
        self.next_node = next_node


buckets = [None] * BUCKETS


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

    def read_int(self):
        value = int.from_bytes(self.read(4), "little", signed=True)
        if value < 0:
            sys.exit(1)
        return value

    def read_text(self):
        return self.read(self.read_int())


def bucket_of(key):
    code = 5381
    for character in key:
        code = (code * 33 + character) & 0xFFFFFFFF
    return code % BUCKETS


def find(key):
    node = buckets[bucket_of(key)]
    while node is not None:
        if node.key == key:
            return node
        node = node.next_node
    return None


def insert(key, value):
    node = find(key)
    if node is not None:
        node.value = value
        return
    bucket = bucket_of(key)
    buckets[bucket] = Node(key, value, buckets[bucket])


def answer(key, output):
    node = find(key)
    if node is None:
        output += (0).to_bytes(4, "little")
    else:
        output += (1).to_bytes(4, "little")
        output += len(node.value).to_bytes(4, "little")
        output += node.value


def main():
    reader, output = Reader(sys.stdin.buffer.read()), bytearray()
    for _ in range(reader.read_int()):
        key = reader.read_text()
        insert(key, reader.read_text())
    for _ in range(reader.read_int()):
        answer(reader.read_text(), output)
    sys.stdout.buffer.write(output)


main()
