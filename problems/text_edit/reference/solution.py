"""The text lies in one bytearray; each edit moves all that is behind it."""

import sys

MAX_TEXT = 8_000_000
MAX_EDITS = 1_000_000
MAX_EDIT = 64
INSERT, ERASE = 0, 1


class Reader:
    def __init__(self, data):
        self.data = data
        self.position = 0

    def read(self, size):
        piece = self.data[self.position : self.position + size]
        if len(piece) != size:
            sys.exit(1)
        self.position += size
        return piece

    def read_int(self, least, most):
        value = int.from_bytes(self.read(4), "little", signed=True)
        if not least <= value <= most:
            sys.exit(1)
        return value


def main():
    reader = Reader(sys.stdin.buffer.read())
    text = bytearray(reader.read(reader.read_int(0, MAX_TEXT)))
    for _ in range(reader.read_int(0, MAX_EDITS)):
        kind = reader.read_int(INSERT, ERASE)
        position = reader.read_int(0, len(text))
        count = reader.read_int(0, MAX_EDIT)
        if kind == INSERT:
            text[position:position] = reader.read(count)
        elif position + count <= len(text):
            del text[position : position + count]
        else:
            sys.exit(1)
    sys.stdout.buffer.write(text)


main()
