"""Why it is fast: all different words are one string, in which the library makes one merge after another.

A merge only makes pairs that later merges join, so each merge is done once.
"""

import sys
from array import array

LETTERS = 26
A = ord("a")
BORDER = "\uffff"


def main():
    data = sys.stdin.buffer.read()
    m = int.from_bytes(data[:4], "little")
    merges = array("i", data[4 : 4 + 8 * m])
    place = 8 + 8 * m
    words = []
    for _ in range(int.from_bytes(data[place - 4 : place], "little")):
        start = place + 1
        place = start + data[place]
        words.append(data[start:place])
    different = list(dict.fromkeys(words))
    text = b" ".join(different).decode().translate({A + i: i for i in range(LETTERS)} | {ord(" "): BORDER})
    for i in range(m):
        pair = chr(merges[2 * i]) + chr(merges[2 * i + 1])
        text = text.replace(pair, chr(LETTERS + i))
    tokens = dict(zip(different, text.split(BORDER)))
    sys.stdout.buffer.write("".join(map(tokens.__getitem__, words)).encode("utf-16-le"))


main()
