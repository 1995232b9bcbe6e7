"""How many later values are smaller, for each value of a list: each is compared with all behind it."""

# TODO: solve your own problem, the naive way; what this program writes is right by definition
import struct
import sys

MAX_N = 1_000_000


def count_smaller(x: list[int]) -> list[int]:
    """For each value, how many of those behind it are smaller."""
    counts = [0] * len(x)
    for i in range(len(x)):
        for j in range(i + 1, len(x)):
            if x[j] < x[i]:
                counts[i] += 1
    return counts


def main() -> None:
    """Input to output."""
    data = sys.stdin.buffer.read()
    (n,) = struct.unpack_from("<i", data)
    if not 1 <= n <= MAX_N:
        sys.exit(1)
    x = list(struct.unpack_from(f"<{n}i", data, 4))
    sys.stdout.buffer.write(struct.pack(f"<{n}i", *count_smaller(x)))


main()
