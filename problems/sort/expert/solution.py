"""Numbers by the built-in sort, with zeros and NaNs, which it does not tell apart or in order, seen to by themselves."""

import sys
from array import array
from bisect import bisect_left, bisect_right
from math import copysign


def main():
    data = memoryview(sys.stdin.buffer.read())[4:]
    everything = array("f", data.tobytes())
    numbers = [number for number in everything if number == number]
    nans = b""
    if len(numbers) < len(everything):
        nans = array("I", [bits for bits in array("I", data.tobytes()) if bits & 0x7FFFFFFF > 0x7F800000]).tobytes()
    numbers.sort()
    first, end = bisect_left(numbers, 0.0), bisect_right(numbers, 0.0)
    numbers[first:end] = sorted(numbers[first:end], key=lambda zero: copysign(1.0, zero))
    sys.stdout.buffer.write(array("f", numbers).tobytes() + nans)


main()
