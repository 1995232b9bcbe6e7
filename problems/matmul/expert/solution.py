"""Matrix product C = A B: rows by columns, each taken out of B once; large ones by NumPy, slow to import."""

import sys
from array import array
from operator import mul

WORTH_NUMPY = 140


def by_numpy(n, data):
    import numpy as np

    a, b = np.frombuffer(data, "<f4", 2 * n * n, 4).reshape(2, n, n)
    return (a @ b).tobytes()


def by_columns(n, data):
    numbers = array("f", data[4:]).tolist()
    rows = [numbers[i * n : i * n + n] for i in range(n)]
    columns = [numbers[n * n + j :: n] for j in range(n)]
    return array("f", [sum(map(mul, row, column)) for row in rows for column in columns]).tobytes()


def main():
    data = sys.stdin.buffer.read()
    n = int.from_bytes(data[:4], "little")
    multiply = by_numpy if n >= WORTH_NUMPY else by_columns
    sys.stdout.buffer.write(multiply(n, data))


main()
