"""What a user sees of the package."""

import importlib
import pkgutil
import types

import pytest

import perfgym

MODULES = [
    module.name
    for module in pkgutil.walk_packages(perfgym.__path__, "perfgym.")
    if module.name != "perfgym.__main__" and not module.name.startswith("perfgym.problems")
]


def test_all_is_what_can_be_seen() -> None:
    """Every public name, and no other."""
    seen = {
        name
        for name, value in vars(perfgym).items()
        if not name.startswith("_") and not isinstance(value, types.ModuleType)
    }
    assert set(perfgym.__all__) - {"__version__"} == seen - {"register_all"}


@pytest.mark.parametrize("name", MODULES)
def test_a_module_says_what_it_is_and_what_it_offers(name: str) -> None:
    """A docstring, and names that exist."""
    if name == "perfgym.vector.ray_workers":
        pytest.importorskip("ray", reason="Ray is not installed: pip install 'perfgym[ray]'")
    module = importlib.import_module(name)
    assert module.__doc__
    assert [n for n in module.__all__ if not hasattr(module, n)] == []
