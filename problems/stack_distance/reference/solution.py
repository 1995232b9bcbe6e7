"""Stack distances: a linked list of pages in order of last use; a page that is used moves to the front."""

import sys
from array import array

MOST_USES = 10_000_000


class Page:
    def __init__(self, number, following):
        self.number = number
        self.following = following


class Stack:
    def __init__(self):
        self.recent = None

    def use(self, number):
        before, page, distance = None, self.recent, 0
        while page is not None and page.number != number:
            before, page = page, page.following
            distance += 1
        if page is None:
            self.recent = Page(number, self.recent)
            return -1
        if before is not None:
            before.following = page.following
            page.following = self.recent
            self.recent = page
        return distance


def read_exactly(kind, count):
    """So many numbers from standard input."""
    numbers = array(kind)
    data = sys.stdin.buffer.read(count * numbers.itemsize)
    if len(data) != count * numbers.itemsize:
        sys.exit(1)
    numbers.frombytes(data)
    return numbers


def main():
    (n,) = read_exactly("i", 1)
    if not 1 <= n <= MOST_USES:
        sys.exit(1)
    stack, distances = Stack(), array("i")
    for number in read_exactly("I", n):
        distances.append(stack.use(number))
    sys.stdout.buffer.write(distances.tobytes())


main()
