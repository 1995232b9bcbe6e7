"""I/O baseline: read the whole input, whose first eight bytes are a count, and write that many bytes."""

import sys

data = sys.stdin.buffer.read()
whole, rest = divmod(int.from_bytes(data[:8], "little"), len(data))
for _ in range(whole):
    sys.stdout.buffer.write(data)
sys.stdout.buffer.write(memoryview(data)[:rest])
