"""Why it is fast: a whole column of the table is two integers, and a step makes all its cells.

Myers' algorithm keeps a column as differences of neighbouring cells, which are -1, 0 or 1: one bit of each
integer for a cell, however many there are.
"""

import sys


def distance(column, row):
    matches, bit = dict.fromkeys(row, 0), 1
    for letter in column:
        matches[letter] = matches.get(letter, 0) | bit
        bit <<= 1
    ones, last, found = bit - 1, bit >> 1, len(column)
    rises, falls = ones, 0
    for match in map(matches.__getitem__, row):
        vertical_or_match = match | falls
        horizontal = ((match & rises) + rises ^ rises | match | falls) & ones
        rise = falls | ones ^ (horizontal | rises)
        fall = rises & horizontal
        if rise & last:
            found += 1
        elif fall & last:
            found -= 1
        rise = rise << 1 | 1
        rises = fall << 1 & ones | ones & ~(vertical_or_match | rise)
        falls = rise & vertical_or_match
    return found


def main():
    data = sys.stdin.buffer.read()
    place, output = 4, []
    for _ in range(int.from_bytes(data[:4], "little")):
        a = place + 8
        b = a + int.from_bytes(data[place : place + 4], "little")
        place = b + int.from_bytes(data[place + 4 : a], "little")
        first, second = data[a:b], data[b:place]
        found = distance(first, second) if first and second else len(first) + len(second)
        output.append(found.to_bytes(4, "little"))
    sys.stdout.buffer.write(b"".join(output))


main()
