"""Determinant modulo a prime, by Gaussian elimination."""

import sys
from array import array

MAX_ROWS, P_ABOVE, P_BELOW = 1000, 2**25, 2**26


def read_exactly(count):
    """So many numbers from standard input."""
    numbers = array("i")
    data = sys.stdin.buffer.read(count * numbers.itemsize)
    if len(data) != count * numbers.itemsize:
        sys.exit(1)
    numbers.frombytes(data)
    return numbers


def determinant(rows, p):
    n, result = len(rows), 1
    for column in range(n):
        found = column
        while found < n and rows[found][column] == 0:
            found += 1
        if found == n:
            return 0
        if found != column:
            rows[found], rows[column] = rows[column], rows[found]
            result = p - result
        pivot = rows[column]
        result = result * pivot[column] % p
        inverse = pow(pivot[column], p - 2, p)
        for i in range(column + 1, n):
            row = rows[i]
            factor = p - row[column] * inverse % p
            for j in range(column, n):
                row[j] = (row[j] + factor * pivot[j]) % p
    return result


def main():
    n, p = read_exactly(2)
    if not (1 <= n <= MAX_ROWS and P_ABOVE < p < P_BELOW):
        sys.exit(1)
    rows = [read_exactly(n).tolist() for _ in range(n)]
    sys.stdout.buffer.write(determinant(rows, p).to_bytes(4, "little"))


main()
