"""Why it is fast: a row is one integer with a bit for each cell.

The neighbours of all its cells are added at once, by the logic of full adders. Sums of three cells in a row
serve three rows.
"""

import sys

TO_DIGITS, TO_CELLS = bytes.maketrans(b"\0\1", b"01"), bytes.maketrans(b"01", b"\0\1")


def sums(rows, last):
    """How many of each cell and its left and right neighbours live, in two bits: two lists of rows."""
    ones, twos = [], []
    for row in rows:
        left, right = row >> 1 | (row & 1) << last, (row << 1 | row >> last) & (2 << last) - 1
        odd = left ^ right
        ones.append(odd ^ row)
        twos.append(left & right | odd & row)
    return ones, twos


def step(rows, last):
    ones, twos = sums(rows, last)
    above = zip(ones[-1:] + ones, twos[-1:] + twos)
    below = zip(ones[1:] + ones[:1], twos[1:] + twos[:1])
    new = []
    for row, one, two, (above_one, above_two), (below_one, below_two) in zip(rows, ones, twos, above, below):
        odd = above_one ^ below_one
        carry = above_one & below_one | odd & one
        one ^= odd
        one_of_two, both = above_two ^ below_two, above_two & below_two
        other_one_of_two, other_both = two ^ carry, two & carry
        two = one_of_two ^ other_one_of_two
        four_or_more = both | other_both | one_of_two & other_one_of_two
        # Of all nine cells, three make a cell live, and four let one live.
        new.append(one & two & ~four_or_more | four_or_more & ~(one | two | both & other_both) & row)
    return new


def main():
    data = sys.stdin.buffer.read()
    width, height, generations = (int.from_bytes(data[i : i + 4], "little") for i in (0, 4, 8))
    digits = data[12 : 12 + width * height].translate(TO_DIGITS)
    rows = [int(digits[i : i + width], 2) for i in range(0, width * height, width)]
    for _ in range(generations):
        rows = step(rows, width - 1)
    text = "".join([format(row, f"0{width}b") for row in rows])
    sys.stdout.buffer.write(text.encode().translate(TO_CELLS))


main()
