"""Why it is fast: the library finds the next place of each pattern; equal patterns are looked for once."""

import struct
import sys


def search(text, pattern):
    count = total = 0
    find = text.find
    place = find(pattern)
    while place >= 0:
        count += 1
        total += place
        place = find(pattern, place + 1)
    return struct.pack("<II", count, total & 0xFFFFFFFF)


def main():
    data = sys.stdin.buffer.read()
    (k,) = struct.unpack_from("<i", data)
    patterns, place = [], 4
    for _ in range(k):
        end = place + 1 + data[place]
        patterns.append(data[place + 1 : end])
        place = end
    (n,) = struct.unpack_from("<i", data, place)
    text = data[place + 4 : place + 4 + n]
    answers = {pattern: search(text, pattern) for pattern in set(patterns)}
    sys.stdout.buffer.write(b"".join([answers[pattern] for pattern in patterns]))


main()
