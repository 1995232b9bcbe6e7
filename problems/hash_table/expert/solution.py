"""A dictionary of slices of the input."""

import struct
import sys


def main():
    data = sys.stdin.buffer.read()
    length_at = struct.Struct("<i").unpack_from
    (pairs,) = length_at(data)
    table = {}
    place = 4
    for _ in range(pairs):
        key = place + 4
        value = key + length_at(data, place)[0]
        place = value + 4 + length_at(data, value)[0]
        table[data[key:value]] = data[value:place]
    (look_ups,) = length_at(data, place)
    place += 4
    answers = []
    found, missing = struct.pack("<i", 1), struct.pack("<i", 0)
    for _ in range(look_ups):
        key = place + 4
        place = key + length_at(data, place)[0]
        value = table.get(data[key:place])
        if value is None:
            answers.append(missing)
        else:
            answers.append(found)
            answers.append(value)
    sys.stdout.buffer.write(b"".join(answers))


main()
