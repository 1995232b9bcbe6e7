"""Why it is fast: a polynomial is one large integer, with the coefficients as digits of nine or ten bytes.

Python multiplies large integers quickly, and no digit of the product overflows. Bytes of digits are moved by
slices, one place of all digits at a time.
"""

import sys
from array import array

P = 998_244_353
COEFFICIENT_BYTES, WORD_BYTES = 4, 8
MOST_FOR_NINE_BYTES = 1 << 12  # 2^12 * P^2 < 2^72


def number_of(coefficients, digit_bytes):
    digits = bytearray(digit_bytes * (len(coefficients) // COEFFICIENT_BYTES))
    for place in range(COEFFICIENT_BYTES):
        digits[place::digit_bytes] = coefficients[place::COEFFICIENT_BYTES]
    return int.from_bytes(digits, "little")


def remainders(digits, digit_bytes):
    """What the digits are modulo P."""
    words = bytearray(len(digits) // digit_bytes * WORD_BYTES)
    for place in range(WORD_BYTES):
        words[place::WORD_BYTES] = digits[place::digit_bytes]
    high = digits[WORD_BYTES::digit_bytes]
    if digit_bytes > WORD_BYTES + 1:
        high = [low | top << 8 for low, top in zip(high, digits[WORD_BYTES + 1 :: digit_bytes])]
    unit = (1 << 64) % P
    return array("i", [(low + unit * top) % P for low, top in zip(array("Q", bytes(words)), high)])


def main():
    data = sys.stdin.buffer.read()
    pairs, n = array("i", data[:8])
    digit_bytes, length = 9 if n <= MOST_FOR_NINE_BYTES else 10, COEFFICIENT_BYTES * n
    for first in range(8, 8 + 2 * length * pairs, 2 * length):
        a = number_of(data[first : first + length], digit_bytes)
        b = number_of(data[first + length : first + 2 * length], digit_bytes)
        digits = (a * b).to_bytes(digit_bytes * (2 * n - 1), "little")
        sys.stdout.buffer.write(remainders(digits, digit_bytes).tobytes())


main()
