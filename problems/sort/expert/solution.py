"""Numbers by the built-in sort; it does not tell zeros apart and cannot order NaNs, which come after it."""

import sys
from array import array


def main():
    data = sys.stdin.buffer.read()[4:]
    numbers = [number for number in array("f", data) if number == number]
    nans = array("I")
    if 4 * len(numbers) < len(data):  # as bits: a NaN's may change when it is read as a number
        nans.extend(bits for bits in array("I", data) if bits & 0x7FFFFFFF > 0x7F800000)
    numbers.sort()
    if zeros := numbers.count(0.0):
        first = numbers.index(0.0)
        numbers[first : first + zeros] = sorted(numbers[first : first + zeros], key=str)  # "-0.0", then "0.0"
    sys.stdout.buffer.write(array("f", numbers).tobytes() + nans.tobytes())


main()
