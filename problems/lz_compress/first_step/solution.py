"""Greedy compression: every distance is tried, but most are ruled out by a single byte.

Bytes are compared one by one only if the byte that would make the best match longer is equal.
"""

import sys

MAX_N = 1_000_000
WINDOW, LEAST, MOST = 4096, 3, 255


def common_length(text, a, b, most):
    length = 0
    while length < most and text[a + length] == text[b + length]:
        length += 1
    return length


def longest_match(text, place):
    best, nearest = 0, 0
    most = min(MOST, len(text) - place)
    for distance in range(1, min(WINDOW, place) + 1):
        if text[place - distance + best] != text[place + best]:
            continue
        length = common_length(text, place - distance, place, most)
        if length > best:
            best, nearest = length, distance
            if length == most:
                break
    return best, nearest


def main():
    data = sys.stdin.buffer.read()
    n = int.from_bytes(data[:4], "little", signed=True)
    if len(data) < 4 or not 0 <= n <= MAX_N or len(data) < 4 + n:
        sys.exit(1)
    text, tokens, place = data[4 : 4 + n], bytearray(), 0
    while place < n:
        length, distance = longest_match(text, place)
        if length >= LEAST:
            tokens += bytes([1, distance % 256, distance // 256, length])
            place += length
        else:
            tokens += bytes([0, text[place]])
            place += 1
    sys.stdout.buffer.write(tokens)


main()
