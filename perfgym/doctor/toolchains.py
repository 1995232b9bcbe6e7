"""Try the toolchains: the compiler or interpreter of each language, and Valgrind."""

from collections.abc import Iterator
from dataclasses import replace

from perfgym.doctor.row import Health, Row, optional_row
from perfgym.errors import MachineError
from perfgym.languages import LANGUAGES
from perfgym.measure.backends.valgrind import valgrind_version

__all__ = ["examine_toolchains"]

_TOPIC = "toolchain"


def examine_toolchains() -> Iterator[Row]:
    """Look for the toolchain of each language. perfgym needs at least one of them."""
    rows = [_toolchain(name) for name in LANGUAGES]
    none_works = all(row.health is not Health.FINE for row in rows)
    for row in rows:
        yield replace(row, health=Health.BROKEN) if none_works else row
    yield _valgrind()


def _toolchain(name: str) -> Row:
    try:
        return optional_row(_TOPIC, name, LANGUAGES[name].toolchain().identity)
    except MachineError as error:
        advice = f"the environments in {name} cannot be used; {error}"
        return optional_row(_TOPIC, name, "missing or unusable", advice)


def _valgrind() -> Row:
    try:
        return optional_row(_TOPIC, "valgrind", f"valgrind {valgrind_version()}")
    except MachineError as error:
        advice = (
            "cache and branch misses cannot be simulated, and no backend gives the same reward twice for the "
            f"same program; {error}"
        )
        return optional_row(_TOPIC, "valgrind", "missing", advice)
