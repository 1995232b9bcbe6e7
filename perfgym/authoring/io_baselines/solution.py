"""I/O baseline: read the whole input, whose first eight bytes are a count, and write that many bytes.

All goes through one small buffer, because keeping the input costs page faults that a good program need not
have. The end of the interpreter is left out: it is neither input nor output, and takes 10 to 20 ms where
NumPy is loaded.
"""

import posix

buffer = memoryview(bytearray(1 << 16))
have = 0
while have < 8:
    got = posix.readv(0, [buffer[have:8]])
    if got == 0:
        posix._exit(1)  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
    have += got
left = int.from_bytes(buffer[:8], "little")
while posix.readv(0, [buffer]):
    pass
while left > 0:
    left -= posix.write(1, buffer[: min(left, len(buffer))])
posix._exit(0)  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
