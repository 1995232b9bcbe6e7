"""Why it is fast: equal lines are counted by the library, so that each different one is parsed once."""

import sys
from collections import Counter


def text_of(tenths):
    return b"%s%d.%d" % (b"-" if tenths < 0 else b"", *divmod(abs(tenths), 10))


def main():
    lines = sys.stdin.buffer.read().split(b"\n")
    if lines.pop():
        sys.exit(1)
    # For each name its lowest and highest temperature, the sum and the number of all.
    stations = {}
    for line, count in Counter(lines).items():
        name, _, value = line.partition(b";")
        tenths = int(value.replace(b".", b""))
        station = stations.get(name)
        if station is None:
            stations[name] = [tenths, tenths, tenths * count, count]
            continue
        if tenths < station[0]:
            station[0] = tenths
        elif tenths > station[1]:
            station[1] = tenths
        station[2] += tenths * count
        station[3] += count
    output = []
    for name, (least, most, total, count) in sorted(stations.items()):
        mean = (2 * total + count) // (2 * count)
        output.append(b"%s=%s/%s/%s\n" % (name, text_of(least), text_of(mean), text_of(most)))
    sys.stdout.buffer.write(b"".join(output))


main()
