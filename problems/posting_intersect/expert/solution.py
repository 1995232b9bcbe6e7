"""Why it is fast: each list becomes a set once, and a query begins with its shortest list."""

import sys
from array import array


def main():
    numbers = array("i")
    numbers.frombytes(sys.stdin.buffer.read())
    list_count, u = numbers[:2]
    if not (1 <= list_count <= 10_000 and 1 <= u <= 1_000_000):
        sys.exit(1)
    sets, at = [], 2
    for _ in range(list_count):
        end = at + 1 + numbers[at]
        sets.append(frozenset(numbers[at + 1 : end]))
        at = end
    count, results = numbers[at], array("I")
    numbers, at = numbers[at + 1 :].tolist(), 0
    for _ in range(count):
        end = at + 1 + numbers[at]
        first, *others = sorted([sets[i] for i in numbers[at + 1 : end]], key=len)
        common = first.intersection(*others)
        results.append(len(common))
        results.append(sum(common) & 0xFFFFFFFF)
        at = end
    sys.stdout.buffer.write(results.tobytes())


main()
