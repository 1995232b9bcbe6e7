"""How two workers share the tests (``pytest -n 2 --dist loadgroup``), and which tests run alone.

Two workers may measure at the same time: every evaluation leases a physical core of this machine, across
processes, and builds, tests and measures on that core only. A test therefore needs no other worker to be
idle unless it is listed in ``_ALONE`` below.

One worker runs all tests of a group, one after another. A group is a file, because the tests of a file share
what is expensive to start (a pool, a Ray cluster, a sandbox, a stored rollout). Files whose tests are
repeated for each language or sandbox are too long for that; there a group is one language of one class.
"""

import pytest

from perfgym.languages import LANGUAGES
from perfgym.sandbox import SANDBOXES

__all__ = ["group_of", "needs_a_quiet_machine"]

_BY_LANGUAGE = ("contract/", "hostile/test_attacks", "statistical/test_matrix")
"""Files whose groups are languages or sandboxes."""

_TOGETHER = {
    "system/vector/": "pools",
    "system/integrations/": "pools",
    "system/toy_family/": "pools",
}
"""Files that share one group: a pool starts a worker for each core, so two pools at once would take turns on
the cores, and the tests of replaced workers allow only a few seconds for that."""

_ALONE = {
    "statistical/test_claims": "it states how often noise is rewarded, on the clock of a quiet machine",
    "system/machine/test_leases": "it leases one particular core and states how soon that is free",
    "system/sandbox/test_jailed": "one of its programs must get a third of a core, or it is too late",
}
"""Files whose tests run when nothing else does, with the reason."""


def _path(item: pytest.Item) -> str:
    """Path of a test's file below ``tests``, without its ending."""
    return item.nodeid.partition("::")[0].removeprefix("tests/").removesuffix(".py")


def _language(item: pytest.Item) -> str:
    """The language or sandbox that a test was repeated for; empty for other tests."""
    callspec = getattr(item, "callspec", None)  # only repeated tests have one
    for value in callspec.params.values() if callspec else ():
        name = value if isinstance(value, str) else getattr(value, "language", "")
        if name in LANGUAGES or name in SANDBOXES:
            return name
    return ""


def group_of(item: pytest.Item) -> str:
    """Name of the group of tests that one worker runs one after another."""
    path = _path(item)
    for prefix, group in _TOGETHER.items():
        if path.startswith(prefix):
            return group
    if not path.startswith(_BY_LANGUAGE):
        return path
    in_class = item.parent.name if isinstance(item.parent, pytest.Class) else ""
    return "-".join(part for part in (path, in_class, _language(item)) if part)


def needs_a_quiet_machine(item: pytest.Item) -> bool:
    """Whether a test runs only while no other does."""
    return _path(item).startswith(tuple(_ALONE))
