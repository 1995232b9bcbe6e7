"""Merge sort with a comparison function."""

import math
import sys
from array import array

MAX_N = 10_000_000


class Value:
    """A number and its bits: a NaN's may change when it is read as a number."""

    def __init__(self, number, bits):
        self.number = number
        self.bits = bits


def compare(a, b):
    """Ascending; -0.0 before +0.0; NaNs last and all alike."""
    a_is_nan, b_is_nan = math.isnan(a.number), math.isnan(b.number)
    if a_is_nan or b_is_nan:
        return a_is_nan - b_is_nan
    if a.number < b.number:
        return -1
    if a.number > b.number:
        return 1
    return (b.bits >> 31) - (a.bits >> 31)


def merge(left, right, order):
    merged = []
    i = j = 0
    while i < len(left) and j < len(right):
        if order(left[i], right[j]) <= 0:
            merged.append(left[i])
            i += 1
        else:
            merged.append(right[j])
            j += 1
    return merged + left[i:] + right[j:]


def merge_sort(values, order):
    if len(values) < 2:
        return values
    middle = len(values) // 2
    return merge(merge_sort(values[:middle], order), merge_sort(values[middle:], order), order)


def read_exactly(size):
    data = sys.stdin.buffer.read(size)
    if len(data) != size:
        sys.exit(1)
    return data


def main():
    n = array("i", read_exactly(4))[0]
    if not 1 <= n <= MAX_N:
        sys.exit(1)
    data = read_exactly(4 * n)
    values = [Value(number, bits) for number, bits in zip(array("f", data), array("I", data))]
    in_order = merge_sort(values, compare)
    sys.stdout.buffer.write(array("I", [value.bits for value in in_order]).tobytes())


main()
