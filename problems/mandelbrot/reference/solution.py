"""Escape times of points of the Mandelbrot set in fixed-point numbers: point after point, step by step."""

import sys
from array import array

MAX_POINTS, MAX_STEPS = 1_000_000, 65_535
FRACTION_BITS = 23
BORDER = 4 << FRACTION_BITS


def escape_time(real, imaginary, most):
    x = y = 0
    for steps in range(most):
        xx = x * x >> FRACTION_BITS
        yy = y * y >> FRACTION_BITS
        if xx + yy > BORDER:
            return steps
        y = (x * y >> (FRACTION_BITS - 1)) + imaginary
        x = xx - yy + real
    return most


def read_ints(count):
    """So many numbers from standard input."""
    numbers = array("i")
    data = sys.stdin.buffer.read(count * numbers.itemsize)
    if len(data) != count * numbers.itemsize:
        sys.exit(1)
    numbers.frombytes(data)
    return numbers


def main():
    n, most = read_ints(2)
    if not (1 <= n <= MAX_POINTS and 1 <= most <= MAX_STEPS):
        sys.exit(1)
    parts = read_ints(2 * n)
    times = array("H")
    for i in range(n):
        times.append(escape_time(parts[2 * i], parts[2 * i + 1], most))
    sys.stdout.buffer.write(times.tobytes())


main()
