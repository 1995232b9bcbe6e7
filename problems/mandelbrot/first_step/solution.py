"""Escape times of points of the Mandelbrot set in fixed-point numbers: NumPy steps all points together.

Points that are out go on stepping, but their steps are not counted.
"""

import sys

import numpy as np

MAX_POINTS, MAX_STEPS = 1_000_000, 65_535
FRACTION_BITS = 23
BORDER = 4 << FRACTION_BITS


def main():
    data = sys.stdin.buffer.read()
    n, most = (int(number) for number in np.frombuffer(data, "<i4", 2))
    if not (1 <= n <= MAX_POINTS and 1 <= most <= MAX_STEPS):
        sys.exit(1)
    real, imaginary = np.frombuffer(data, "<i4", 2 * n, 8).reshape(n, 2).T.astype(np.int64)
    x, y, times = np.zeros(n, np.int64), np.zeros(n, np.int64), np.zeros(n, np.int64)
    stays = np.ones(n, bool)
    for _ in range(most):
        xx = x * x >> FRACTION_BITS
        yy = y * y >> FRACTION_BITS
        stays &= xx + yy <= BORDER
        times += stays
        y = (x * y >> (FRACTION_BITS - 1)) + imaginary
        x = xx - yy + real
    sys.stdout.buffer.write(times.astype("<u2").tobytes())


main()
