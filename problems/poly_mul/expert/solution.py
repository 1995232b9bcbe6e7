"""Why it is fast: a polynomial is one large integer, with the coefficients as digits of sixteen bytes.

Python multiplies large integers quickly, and no digit of the product overflows.
"""

import sys
from array import array

P, DIGIT_BYTES = 998_244_353, 16


def number_of(coefficients):
    words = array("Q", bytes(DIGIT_BYTES * len(coefficients)))
    words[::2] = array("Q", coefficients)
    return int.from_bytes(words.tobytes(), "little")


def main():
    data = array("i", sys.stdin.buffer.read())
    pairs, n = data[:2]
    for first in range(2, 2 + 2 * n * pairs, 2 * n):
        product = number_of(data[first : first + n]) * number_of(data[first + n : first + 2 * n])
        words = array("Q", product.to_bytes(DIGIT_BYTES * (2 * n - 1), "little"))
        digits = [(low | high << 64) % P for low, high in zip(words[::2], words[1::2])]
        sys.stdout.buffer.write(array("i", digits).tobytes())


main()
