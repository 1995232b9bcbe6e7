"""Edit distances: two rows of the table, walked without indices, and no call of min()."""

import sys

MAX_PAIRS, MAX_LENGTH = 1_000_000, 2000


def read_exactly(size):
    data = sys.stdin.buffer.read(size)
    if len(data) != size:
        sys.exit(1)
    return data


def read_number(most):
    number = int.from_bytes(read_exactly(4), "little", signed=True)
    if not 0 <= number <= most:
        sys.exit(1)
    return number


def distance(a, b):
    row = list(range(len(b) + 1))
    for i, letter in enumerate(a, 1):
        left, diagonal, new = i, i - 1, [i]
        for other, above in zip(b, row[1:]):
            if letter != other:
                diagonal += 1
                if above < diagonal:
                    diagonal = above + 1
                if left < diagonal:
                    diagonal = left + 1
            left = diagonal
            new.append(left)
            diagonal = above
        row = new
    return row[-1]


def main():
    for _ in range(read_number(MAX_PAIRS)):
        n, m = read_number(MAX_LENGTH), read_number(MAX_LENGTH)
        a, b = read_exactly(n), read_exactly(m)
        sys.stdout.buffer.write(distance(a, b).to_bytes(4, "little"))


main()
