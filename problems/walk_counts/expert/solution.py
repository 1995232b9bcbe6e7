"""Why it is fast: NumPy adds up the counts where all edges end, in the order of where they start.

A node's count is the difference of two of these sums, modulo 2^32.
"""

import sys

import numpy as np


def main():
    data = sys.stdin.buffer.read()
    n, m, t = (int(number) for number in np.frombuffer(data, "<i4", 3))
    if not (1 <= n <= 1_000_000 and 0 <= m <= 250_000 and 0 <= t <= 10_000):
        sys.exit(1)
    starts, ends = np.frombuffer(data, "<i4", 2 * m, 12).reshape(m, 2).T
    ends = ends[np.argsort(starts, kind="stable")].astype(np.intp)
    first = np.concatenate([[0], np.cumsum(np.bincount(starts, minlength=n))])
    sums, counts = np.zeros(m + 1, np.uint32), np.ones(n, np.uint32)
    for _ in range(t):
        np.cumsum(counts[ends], out=sums[1:])
        here = sums[first]
        counts = here[1:] - here[:-1]
    sys.stdout.buffer.write(counts.astype("<u4").tobytes())


main()
