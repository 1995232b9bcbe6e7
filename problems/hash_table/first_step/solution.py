"""Python's own dictionary."""

import sys


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

    def read_int(self):
        value = int.from_bytes(self.read(4), "little", signed=True)
        if value < 0:
            sys.exit(1)
        return value

    def read_text(self):
        return self.read(self.read_int())


def answer(value, output):
    if value is None:
        output += (0).to_bytes(4, "little")
    else:
        output += (1).to_bytes(4, "little")
        output += len(value).to_bytes(4, "little")
        output += value


def main():
    reader, table, output = Reader(sys.stdin.buffer.read()), {}, bytearray()
    for _ in range(reader.read_int()):
        key = reader.read_text()
        table[key] = reader.read_text()
    for _ in range(reader.read_int()):
        answer(table.get(reader.read_text()), output)
    sys.stdout.buffer.write(output)


main()
