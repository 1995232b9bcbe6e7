"""Why it is fast: the text lies in pieces of some kilobytes, and an edit moves the bytes of one of them.

The piece of a position is found by going through the lengths.
"""

import struct
import sys

INSERT = 0
PIECE = 16384
ROOM = 2 * PIECE


def main():
    data = sys.stdin.buffer.read()
    (n,) = struct.unpack_from("<i", data)
    text = data[4 : 4 + n]
    pieces = [bytearray(text[start : start + PIECE]) for start in range(0, max(n, 1), PIECE)]
    lengths = list(map(len, pieces))
    (m,) = struct.unpack_from("<i", data, 4 + n)
    place = 8 + n
    header_at = struct.Struct("<iii").unpack_from
    for _ in range(m):
        kind, position, count = header_at(data, place)
        place += 12
        for i, length in enumerate(lengths):  # noqa: B007 - `i` is used after the loop
            if position <= length:
                break
            position -= length
        piece = pieces[i]
        if kind == INSERT:
            end = place + count
            piece[position:position] = data[place:end]
            place = end
            lengths[i] += count
            if lengths[i] > ROOM:
                pieces[i : i + 1] = piece[:PIECE], piece[PIECE:]
                lengths[i : i + 1] = PIECE, lengths[i] - PIECE
        elif position + count <= lengths[i]:
            del piece[position : position + count]
            lengths[i] -= count
        else:
            while count:
                here = min(count, lengths[i] - position)
                del pieces[i][position : position + here]
                lengths[i] -= here
                count -= here
                position = 0
                i += 1
    sys.stdout.buffer.write(b"".join(pieces))


main()
