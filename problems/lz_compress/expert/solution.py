"""Why it is fast: a dictionary knows all places where three bytes stand, so that only these are tried.

They are tried from the nearest on; a candidate is compared only if it also has the byte that would make the
best match longer.
"""

import sys

WINDOW, LEAST, MOST = 4096, 3, 255


def longest_match(text, place, candidates):
    best, nearest = LEAST - 1, 0
    most, low = min(MOST, len(text) - place), place - WINDOW
    for other in reversed(candidates):
        if other < low:
            break
        if text[other + best] == text[place + best]:
            length = best + 1 if text[other : other + best] == text[place : place + best] else 0
            if length:
                while length < most and text[other + length] == text[place + length]:
                    length += 1
                best, nearest = length, place - other
                if best == most:
                    break
    return best, nearest


def main():
    data = sys.stdin.buffer.read()
    n = int.from_bytes(data[:4], "little")
    text, tokens, place = data[4 : 4 + n], [], 0
    places, threes = {}, [text[i : i + 3] for i in range(n)]
    while place < n:
        length = 1
        candidates = places.get(threes[place])
        if candidates and n - place >= LEAST:
            length, distance = longest_match(text, place, candidates)
            if length < LEAST:
                length = 1
        if length == 1:
            tokens.append(bytes((0, text[place])))
        else:
            tokens.append(bytes((1, distance & 255, distance >> 8, length)))
        end = place + length
        for start in range(place, end):
            three = threes[start]
            if three in places:
                places[three].append(start)
            else:
                places[three] = [start]
        place = end
    sys.stdout.buffer.write(b"".join(tokens))


main()
