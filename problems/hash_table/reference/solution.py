"""Chained hash table: a node for every pair, read and written piece by piece."""

import sys

BUCKETS, MAX_LENGTH = 16384, 1 << 20


class Node:
    def __init__(self, key, value, next_node):
        self.key = key
        self.value = value
        self.next_node = next_node


buckets = [None] * BUCKETS


def read_exactly(size):
    data = sys.stdin.buffer.read(size)
    if len(data) != size:
        sys.exit(1)
    return data


def read_int():
    value = int.from_bytes(read_exactly(4), "little", signed=True)
    if value < 0:
        sys.exit(1)
    return value


def read_text():
    length = read_int()
    if length > MAX_LENGTH:
        sys.exit(1)
    return read_exactly(length)


def write_int(value):
    sys.stdout.buffer.write(value.to_bytes(4, "little"))


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


def answer(key):
    node = find(key)
    write_int(int(node is not None))
    if node is not None:
        write_int(len(node.value))
        sys.stdout.buffer.write(node.value)


def main():
    for _ in range(read_int()):
        key = read_text()
        insert(key, read_text())
    for _ in range(read_int()):
        answer(read_text())


main()
