"""Objects that are kept for the next use of the same bytes."""

from perfgym.sandbox.kept import KeptObjects


class Maker:
    """Makes the length of what it is given, and records what it makes and drops."""

    def __init__(self) -> None:
        self.made: list[int] = []
        self.dropped: list[int] = []

    def make(self, contents: bytes) -> int:
        self.made.append(len(contents))
        return len(contents)


def test_the_same_object_is_made_once_and_an_equal_one_again() -> None:
    maker, kept = Maker(), KeptObjects[int](most=9)
    first, equal = bytes(bytearray(5)), bytes(bytearray(5))
    for contents in (first, equal, first):
        assert kept.of(contents, make=maker.make, drop=maker.dropped.append) == 5
    assert maker.made == [5, 5]


def test_the_one_that_was_not_used_for_longest_is_dropped() -> None:
    maker, kept = Maker(), KeptObjects[int](most=2)
    one, two, three = b"x", b"xx", b"xxx"
    for contents in (one, two, one, three):
        kept.of(contents, make=maker.make, drop=maker.dropped.append)
    assert maker.dropped == [2]


def test_bytes_are_bounded_but_a_large_one_is_kept() -> None:
    maker, kept = Maker(), KeptObjects[int](most=9, most_bytes=10)
    small, large = b"x" * 4, b"x" * 20
    for contents in (small, large):
        kept.of(contents, make=maker.make, drop=maker.dropped.append)
    assert maker.dropped == [4]
    kept.clear(maker.dropped.append)
    assert maker.dropped == [4, 20]
