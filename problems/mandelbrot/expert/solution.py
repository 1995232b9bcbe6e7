"""Why it is fast: NumPy takes all points at a time, and those that are done are taken out after some steps.

Numbers are floats, whose products are vector instructions, and exact here. A point that is where it was
before will be there again and again, so it never gets out.
"""

import sys

import numpy as np

X, Y, REAL, IMAGINARY, KEPT_X, KEPT_Y, ROWS = range(7)
ONE = 2.0**23
TOGETHER = 8  # steps from one removal to the next
KEPT = 3  # removals, after which positions are kept anew
UNKNOWN = 2.0**40  # no position that a point can have


def take_steps(points, count):
    """Make so many steps: which points stay inside, and how many steps each makes until it is out."""
    both, x, y, origin = points[X : Y + 1], points[X], points[Y], points[REAL : IMAGINARY + 1]
    squares = np.empty_like(both)
    stays, made = np.ones(len(x), bool), np.zeros(len(x), np.uint8)
    for _ in range(count):
        np.multiply(both, both, out=squares)
        squares *= 1 / ONE
        np.floor(squares, out=squares)
        stays &= squares[0] + squares[1] <= 4 * ONE
        made += stays.view(np.uint8)
        y *= x
        y *= 2 / ONE
        np.floor(y, out=y)
        np.subtract(squares[0], squares[1], out=x)
        both += origin
    return stays, made


def main():
    data = sys.stdin.buffer.read()
    n, most = (int(number) for number in np.frombuffer(data, "<i4", 2))
    times = np.full(n, most, "<u2")
    points, own = np.zeros((ROWS, n)), np.arange(n)
    points[REAL : IMAGINARY + 1] = np.frombuffer(data, "<i4", 2 * n, 8).reshape(n, 2).T
    points[KEPT_X] = UNKNOWN
    steps, removals = 0, 0
    while steps < most and len(own):
        count = min(TOGETHER, most - steps)
        stays, made = take_steps(points, count)
        out = ~stays
        times[own[out]] = made[out] + np.uint16(steps)
        removals += 1
        stays &= (points[X] != points[KEPT_X]) | (points[Y] != points[KEPT_Y])
        left = np.flatnonzero(stays)
        points, own = points.take(left, 1), own[left]
        steps += count
        if removals % KEPT == 0:
            points[KEPT_X : KEPT_Y + 1] = points[X : Y + 1]
    sys.stdout.buffer.write(times.tobytes())


with np.errstate(all="ignore"):
    main()
