"""The tables ``tests`` and ``measured`` of ``problem.toml`` -> groups of inputs."""

import math
from collections.abc import Mapping
from typing import Any, cast

from perfgym.bank.groups import AnySizeTests, LargeTests, SizeRange, TestGroup, Tests
from perfgym.bank.toml import Table
from perfgym.errors import ProblemError

__all__ = ["Measured", "load_measured", "load_tests"]

_LEAST_ANY_SIZE = 2
_OWN_NAMES = ("any-size", "measured-size-", "as-measured")

Measured = Mapping[str, Mapping[str, TestGroup]]
"""Language -> mode -> measured inputs."""


def _size_range(content: Any, where: str) -> SizeRange:
    ranges: dict[str, tuple[int, int]] = {}
    for name, value in Table(content, where).take_rest().items():
        bounds = cast("list[Any]", value) if isinstance(value, list) else [value, value]
        low, high = bounds if len(bounds) == 2 else (None, None)
        if not (type(low) is int and type(high) is int and 0 <= low <= high):
            raise ProblemError(
                f"{where}: {name} must be a whole number or [smallest, largest], got {value!r}"
            )
        ranges[name] = (low, high)
    return ranges


def _kind_list(table: Table, where: str) -> tuple[str, ...]:
    kinds = cast("list[Any]", table.take("kinds", list))
    if not (kinds and all(isinstance(kind, str) for kind in kinds) and len(set(kinds)) == len(kinds)):
        raise ProblemError(f'{where}: kinds must be different names such as ["random"], got {kinds!r}')
    return tuple(kinds)


def _kinds(table: Table, where: str) -> tuple[str, ...]:
    """Return the kinds of a group: its ``kinds``, or its one ``kind``, or ``random``."""
    if not table.has("kinds"):
        return (table.take("kind", str, "random"),)
    if table.has("kind"):
        raise ProblemError(f"{where}: give either kind or kinds, not both")
    return _kind_list(table, where)


def _count(table: Table, where: str, least: int, most: float = math.inf) -> int:
    count = table.take("count", int, least)
    if not least <= count <= most:
        raise ProblemError(f"{where}: count must be from {least} to {most:g}, got {count}")
    return count


def _group(content: Any, where: str, *, name: str = "", several: bool = False) -> TestGroup:
    table = Table(content, where)
    group = TestGroup(
        name=name or table.take("name", str),
        kinds=_kinds(table, where),
        count=_count(table, where, 1) if several else 1,
        size=_size_range(table.take("size", dict), f"{where}.size"),
    )
    table.done()
    return group


def _shared(table: Table, where: str) -> tuple[TestGroup, ...]:
    edge = [_group(case, f"{where}.edge[{i}]") for i, case in enumerate(table.take("edge", list, []))]
    random = [
        _group(case, f"{where}.random[{i}]", name=f"random-{chr(97 + i)}", several=True)
        for i, case in enumerate(table.take("random", list, []))
    ]
    groups = (*edge, *random)
    names = [group.name for group in groups]
    if repeated := {name for name in names if names.count(name) > 1}:
        raise ProblemError(f"{where}: repeated name(s) {', '.join(sorted(repeated))}")
    for name in names:
        if name.startswith(_OWN_NAMES):
            raise ProblemError(
                f"{where}: a test cannot be called {name}: names of perfgym's own tests begin so"
            )
    if not groups:
        raise ProblemError(f"{where}: there are no tests")
    return groups


def _any_size(content: Any, where: str) -> AnySizeTests:
    table = Table(content, where)
    tests = AnySizeTests(
        count=_count(table, where, _LEAST_ANY_SIZE),
        size=_size_range(table.take("size", dict), f"{where}.size"),
        kinds=_kind_list(table, where),
        up_to=table.take("up_to", float),
    )
    table.done()
    if not 1.0 <= tests.up_to < math.inf:
        raise ProblemError(f"{where}: up_to must be a number of at least 1.0, got {tests.up_to}")
    return tests


def _large(content: Any, where: str) -> LargeTests:
    table = Table(content, where)
    kinds = _kind_list(table, where)
    tests = LargeTests(count=_count(table, where, 1, len(kinds)), kinds=kinds)
    table.done()
    return tests


def _same_dimensions(any_size: AnySizeTests, where: str, measured: Measured) -> None:
    """Check that tests of any size have the dimensions of the measured sizes."""
    for group in (group for modes in measured.values() for group in modes.values()):
        if any_size.size.keys() != group.size.keys():
            raise ProblemError(
                f"{where}.any_size: size has the dimensions {', '.join(any_size.size)}, "
                f"the measured sizes have {', '.join(group.size)}"
            )


def load_tests(content: Any, where: str, measured: Measured) -> Tests:
    """Read the table of hidden tests.

    Raises:
        ProblemError: It is malformed, or does not fit the measured sizes.
    """
    table = Table(content, where)
    tests = Tests(
        shared=_shared(table, where),
        any_size=_any_size(table.take("any_size", dict), f"{where}.any_size")
        if table.has("any_size")
        else None,
        large=_large(table.take("large", dict), f"{where}.large") if table.has("large") else None,
    )
    table.done()
    if tests.any_size:
        _same_dimensions(tests.any_size, where, measured)
    return tests


def load_measured(content: Any, where: str) -> Measured:
    """Read the table of measured sizes."""
    return {
        language: {
            mode: _group(group, f"{where}.{language}.{mode}", name=f"measured-{mode}")
            for mode, group in Table(modes, f"{where}.{language}").take_rest().items()
        }
        for language, modes in Table(content, where).take_rest().items()
    }
