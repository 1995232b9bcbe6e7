"""The division of the shipped bank: classes, splits and families."""

import re
from collections import Counter, defaultdict
from pathlib import Path

from perfgym.bank import CLASSES, SPLITS, ProblemEntry, problem_entries

ENTRIES = problem_entries()
SHOWN_IN_DOCS = {"hash_table", "matmul", "nbody", "sort", "stencil"}


def of_split(split: str) -> list[ProblemEntry]:
    return [one for one in ENTRIES if one.split == split]


def test_every_shipped_problem_has_classes() -> None:
    assert [one.name for one in ENTRIES if not one.classes] == []


def test_no_family_crosses_the_splits() -> None:
    """Problems that are alike must not be trained on and tested with."""
    splits = defaultdict[str, set[str]](set)
    for one in ENTRIES:
        if one.family:
            splits[one.family].add(one.split)
    assert {family: found for family, found in splits.items() if len(found) > 1} == {}


def test_problems_that_docs_and_demonstrations_show_are_trained_on() -> None:
    assert {one.split for one in ENTRIES if one.name in SHOWN_IN_DOCS} == {"train"}


def test_each_split_has_most_classes() -> None:
    for split in SPLITS:
        found = {name for one in of_split(split) for name in one.classes}
        assert len(found) > len(CLASSES) / 2, (split, sorted(set(CLASSES) - found))
    assert {name for one in of_split("train") for name in one.classes} == set(CLASSES)


def test_main_classes_are_spread_over_each_split() -> None:
    """No split is about few bottlenecks, so that a mean over its problems is not a mean over one of them."""
    for split in SPLITS:
        mains = Counter(one.classes[0] for one in of_split(split))
        assert max(mains.values()) <= max(2, len(of_split(split)) / 4), (split, mains)


def test_each_class_has_two_problems_or_more() -> None:
    counts = Counter(name for one in ENTRIES for name in one.classes)
    assert {name: counts[name] for name in CLASSES if counts[name] < 2} == {}


def test_splits_have_the_sizes_that_docs_tell() -> None:
    assert Counter(one.split for one in ENTRIES) == {"train": 23, "validation": 6, "test": 12}


def test_docs_list_every_problem() -> None:
    """In the order of their names: what it is, its classes, its split."""
    text = (Path(__file__).parents[3] / "docs" / "bank.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)` \| (.+) \| (.+) \| (\w+) \|$", text, re.MULTILINE)
    assert rows == [
        (one.name, one.title, ", ".join(f"`{name}`" for name in one.classes), one.split) for one in ENTRIES
    ]
