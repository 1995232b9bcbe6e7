"""I/O baseline: read the whole input, whose first eight bytes are a count, and write that many bytes.

All goes through one small buffer, because keeping the input costs page faults that a good program need not
have.
"""

import os
import sys

buffer = memoryview(bytearray(1 << 16))
have = 0
while have < 8:
    got = os.readv(0, [buffer[have:8]])
    if got == 0:
        sys.exit(1)
    have += got
left = int.from_bytes(buffer[:8], "little")
while os.readv(0, [buffer]):
    pass
while left > 0:
    left -= os.write(1, buffer[: min(left, len(buffer))])
