"""I/O baseline: read the whole input, whose first eight bytes are a count, and write that many bytes.

All goes through one small buffer, because keeping the input costs page faults that a good program need not have.
"""

import sys

stdin, stdout = sys.stdin.buffer.raw, sys.stdout.buffer.raw
buffer = memoryview(bytearray(1 << 16))
first = b""
while len(first) < 8:
    got = stdin.read(8 - len(first))
    if not got:
        sys.exit(1)
    first += got
left = int.from_bytes(first, "little")
while stdin.readinto(buffer):
    pass
while left > 0:
    left -= stdout.write(buffer[: min(left, len(buffer))])
