"""Reads all its input, whose first eight bytes say how many bytes to write, and writes as many."""

import sys

data = sys.stdin.buffer.read()
whole, rest = divmod(int.from_bytes(data[:8], "little"), len(data))
for _ in range(whole):
    sys.stdout.buffer.write(data)
sys.stdout.buffer.write(memoryview(data)[:rest])
