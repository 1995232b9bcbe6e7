"""Why it is fast: a table gives all symbols that twelve bits hold, so one look-up decodes several.

Bits wait in an integer. A code that is longer takes a second table.
"""

import sys

LONGEST, PEEKED, REFILL = 15, 12, 64  # bits


def single_symbols(lengths):
    """For any LONGEST bits the symbol that they begin with, as bytes, and its code's length."""
    entries, code = [None] * (1 << LONGEST), 0
    for length in range(1, LONGEST + 1):
        for symbol in range(256):
            if lengths[symbol] == length:
                first, count = code << LONGEST - length, 1 << LONGEST - length
                entries[first : first + count] = [(bytes([symbol]), length)] * count
                code += 1
        code *= 2
    return entries


def several_symbols(one):
    """For any PEEKED bits all symbols that they hold, and how many bits those take; None where it is none."""
    entries = []
    for peeked in range(1 << PEEKED):
        symbols, bits = b"", 0
        while True:
            entry = one[(peeked << LONGEST - PEEKED + bits) & 0x7FFF]
            if entry is None or bits + entry[1] > PEEKED:
                break
            symbols += entry[0]
            bits += entry[1]
        entries.append((symbols, bits) if bits else None)
    return entries


def main():
    data = sys.stdin.buffer.read()
    n = int.from_bytes(data[256:260], "little")
    one = single_symbols(data)
    several = several_symbols(one)
    decoded, count = [], 0
    place, word, valid = 264, 0, 0
    data += bytes(REFILL)
    while count < n:
        word = (word & (1 << valid) - 1) << REFILL | int.from_bytes(data[place : place + 8], "big")
        place += 8
        valid += REFILL
        while valid >= LONGEST:
            entry = several[word >> valid - PEEKED & 0xFFF] or one[word >> valid - LONGEST & 0x7FFF]
            decoded.append(entry[0])
            count += len(entry[0])
            valid -= entry[1]
    sys.stdout.buffer.write(b"".join(decoded)[:n])


main()
