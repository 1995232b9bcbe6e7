"""For each value of a list, count the later values that are smaller, by comparing it with each of them."""

# TODO: solve your own problem in a naive way; the output of this program is right by definition
import struct
import sys

MAX_N = 1_000_000


def count_smaller(x: list[int]) -> list[int]:
    """For each value, count the later ones that are smaller."""
    counts = [0] * len(x)
    for i in range(len(x)):
        for j in range(i + 1, len(x)):
            if x[j] < x[i]:
                counts[i] += 1
    return counts


def main() -> None:
    """Read the input, and write the counts."""
    data = sys.stdin.buffer.read()
    (n,) = struct.unpack_from("<i", data)
    if not 1 <= n <= MAX_N:
        sys.exit(1)
    x = list(struct.unpack_from(f"<{n}i", data, 4))
    sys.stdout.buffer.write(struct.pack(f"<{n}i", *count_smaller(x)))


main()
