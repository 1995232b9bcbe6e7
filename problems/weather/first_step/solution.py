"""A temperature is a whole number once its point is taken away; comparisons do for minimum and maximum."""

import sys


class Station:
    def __init__(self):
        self.sum = 0  # in tenths, as all
        self.count = 0
        self.least = 9999
        self.most = -9999


def record(stations, line):
    name, separator, value = line.partition(b";")
    if not separator:
        sys.exit(1)
    tenths = int(value.replace(b".", b""))
    station = stations.get(name)
    if station is None:
        station = stations[name] = Station()
    station.sum += tenths
    station.count += 1
    if tenths < station.least:
        station.least = tenths
    if tenths > station.most:
        station.most = tenths


def text_of(tenths):
    return b"%s%d.%d" % (b"-" if tenths < 0 else b"", *divmod(abs(tenths), 10))


def main():
    stations = {}
    for line in sys.stdin.buffer:
        record(stations, line)
    for name, station in sorted(stations.items()):
        mean = (2 * station.sum + station.count) // (2 * station.count)
        texts = map(text_of, (station.least, mean, station.most))
        sys.stdout.buffer.write(b"%s=%s/%s/%s\n" % (name, *texts))


main()
