"""Why it is fast: values are found in the sorted window by halving, and the list moves its items itself."""

import sys
from array import array
from bisect import bisect_left, insort


def main():
    data = sys.stdin.buffer.read()
    header, values = array("i", data[:8]), array("H", data[8:])
    n, width = header
    if not (1 <= n <= 4_000_000 and 1 <= width <= min(n, 65535) and width % 2 == 1 and len(values) >= n):
        sys.exit(1)
    values = values[:n].tolist()
    window = sorted(values[:width])
    half = width // 2
    medians = [window[half]]
    note = medians.append
    for oldest, newest in zip(values, values[width:]):
        del window[bisect_left(window, oldest)]
        insort(window, newest)
        note(window[half])
    sys.stdout.buffer.write(array("H", medians).tobytes())


main()
