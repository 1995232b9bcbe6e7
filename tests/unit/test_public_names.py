"""Names that ``import perfgym`` offers a user, and the packages that it imports."""

import inspect
import subprocess
import sys
import types
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import perfgym

_REPOSITORY = Path(__file__).parents[2]
_NO_CLASS_OR_FUNCTION = {"ROLES", "Reward", "__version__"}  # a constant, a type alias, a text
_HEAVY = {
    "IPython", "jinja2", "matplotlib", "openai", "pandas", "pyperf", "ray", "scipy", "stable_baselines3",
    "tomlkit", "torch",
}  # fmt: skip
_CLASSES_AND_FUNCTIONS = sorted(set(perfgym.__all__) - _NO_CLASS_OR_FUNCTION)


@pytest.mark.parametrize("name", perfgym.__all__)
def test_a_public_name_can_be_imported(name: str) -> None:
    """The stub file says where each name comes from; a name that has moved fails only when it is used."""
    value = getattr(perfgym, name)
    assert name in _NO_CLASS_OR_FUNCTION or inspect.isclass(value) or inspect.isfunction(value)


def test_every_name_that_users_see_is_public_on_purpose() -> None:
    visible = {name for name, value in vars(perfgym).items() if not isinstance(value, types.ModuleType)}
    assert {name for name in visible if not name.startswith("_")} - set(perfgym.__all__) == set()


@pytest.mark.parametrize("name", _CLASSES_AND_FUNCTIONS)
def test_a_public_name_has_a_docstring_of_its_own(name: str) -> None:
    """A dataclass without one gets its signature as a docstring, and a class may inherit one."""
    documented = vars(getattr(perfgym, name)).get("__doc__") or getattr(perfgym, name).__doc__ or ""
    inherited = {parent.__doc__ for parent in getattr(getattr(perfgym, name), "__mro__", ())[1:]}
    assert documented.strip()
    assert documented not in inherited
    assert not documented.startswith(f"{name}(")


def _own_functions(value: type | Callable[..., Any]) -> Iterator[Callable[..., Any]]:
    """A public function, or the public methods and properties that perfgym defines in a class."""
    if not isinstance(value, type):
        yield value
        return
    for cls in value.__mro__:
        if not cls.__module__.startswith("perfgym."):
            continue
        for name, member in vars(cls).items():
            function = member.fget if isinstance(member, property) else inspect.unwrap(member)
            if not isinstance(function, types.FunctionType):
                function = getattr(member, "__func__", None)  # of a class method or a static method
            is_ours = function is not None and function.__module__.startswith("perfgym.")
            if is_ours and (name == "__init__" or not name.startswith("_")):
                yield function


@pytest.mark.parametrize("name", _CLASSES_AND_FUNCTIONS)
def test_a_public_name_is_annotated(name: str) -> None:
    """Every parameter and every returned value of every public method has a type."""
    bare = [
        f"{function.__qualname__}: {parameter}"
        for function in _own_functions(getattr(perfgym, name))
        for parameter in (*inspect.signature(function).parameters, "return")
        if parameter not in {"self", "cls", *function.__annotations__}
    ]
    assert bare == []


def test_importing_perfgym_imports_no_package_that_few_users_need() -> None:
    """Each of these takes tenths of a second, and some are not installed."""
    code = "import sys, perfgym; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=_REPOSITORY
    )
    assert _HEAVY & {module.partition(".")[0] for module in done.stdout.split()} == set()
