"""Why it is fast: the times of last uses are kept in a sorted list, in which each is found by halving."""

import sys
from array import array
from bisect import bisect_left


def main():
    data = array("I")
    data.frombytes(sys.stdin.buffer.read())
    (n,), pages = data[:1], data[1:]
    if not 1 <= n <= 10_000_000 or len(pages) < n:
        sys.exit(1)
    last, times, distances = {}, [], []
    get, use, note = last.get, times.append, distances.append
    for now, page in enumerate(pages[:n]):
        then = get(page)
        if then is None:
            note(-1)
        else:
            place = bisect_left(times, then)
            note(len(times) - 1 - place)
            del times[place]
        use(now)
        last[page] = now
    sys.stdout.buffer.write(array("i", distances).tobytes())


main()
