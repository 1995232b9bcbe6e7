"""Why it is fast: the rows are a dictionary, which the library fills and asks, all keys of a shift at a time.

A key that is missing has value 0, and one that is there has 2^32 more than its value, which changes no sum
modulo 2^32 and keeps both apart.
"""

import sys
from array import array
from itertools import repeat
from operator import mul

THERE = 1 << 32


def main():
    data = sys.stdin.buffer.read()
    r, s, t = array("i", data[:12])
    numbers = array("I", data[12 : 12 + 4 * (2 * r + s + t)])
    values = dict(zip(numbers[: 2 * r : 2], map(THERE.__add__, numbers[1 : 2 * r : 2])))
    keys = numbers[2 * r : 2 * r + s].tolist()
    output = array("I")
    for shift in numbers[2 * r + s :]:
        wanted = [(key + shift) & 0xFFFFFFFF for key in keys]
        found = list(map(values.get, wanted, repeat(0)))
        total = sum(map(mul, found, range(s)))
        output.extend([s - found.count(0), total & 0xFFFFFFFF])
    sys.stdout.buffer.write(output)


main()
