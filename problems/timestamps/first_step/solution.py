"""The library's calendar finds and formats each date."""

import sys
from datetime import UTC, datetime, timedelta

MAX_COUNT = 500_000
FIRST, LAST = -2_208_988_800, 4_133_980_799
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


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
    lines = []
    for _ in range(reader.read_int(0, MAX_COUNT)):
        time = int.from_bytes(reader.read(8), "little", signed=True)
        if not FIRST <= time <= LAST:
            sys.exit(1)
        lines.append((EPOCH + timedelta(seconds=time)).strftime("%a %Y-%m-%d %H:%M:%S %j\n"))
    sys.stdout.buffer.write("".join(lines).encode())


main()
