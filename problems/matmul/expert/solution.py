"""Matrix product C = A B, by the linear-algebra library that NumPy brings along."""

import sys

import numpy as np


def main():
    data = sys.stdin.buffer.read()
    n = int.from_bytes(data[:4], "little")
    a, b = np.frombuffer(data, "<f4", 2 * n * n, 4).reshape(2, n, n)
    sys.stdout.buffer.write((a @ b).tobytes())


main()
