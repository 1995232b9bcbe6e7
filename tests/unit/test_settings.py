"""Settings from arguments, from environment variables, and by default."""

import math

import pytest

from perfgym.errors import SettingsError
from perfgym.machine.facts import usable_cores
from perfgym.settings import resolve_settings


def test_an_argument_wins_over_a_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    """A variable wins over the default."""
    monkeypatch.setenv("PERFGYM_MAX_TURNS", "7")
    assert resolve_settings().max_turns == 7
    assert resolve_settings(max_turns=2).max_turns == 2


def test_an_unknown_variable_is_refused_with_a_suggestion(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PERFGYM_BACKNED", "fake")
    with pytest.raises(SettingsError, match="did you mean PERFGYM_BACKEND"):
        resolve_settings()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("max_turns", "many"), ("max_turns", "0"), ("test_timeout_s", "-1"), ("paid", "never"),
        ("feedback", "some"), ("extras", "wall,heat"), ("cores", "a-b"), ("cores", "4096"),
        ("memory_bytes", "1.5"), ("test_timeout_s", "nan"), ("compile_timeout_s", "inf"),
        ("measure_timeout_s", "1e+300"), ("max_turns", "2147483647"), ("max_turns", "10001"),
        ("processes", "99999999999999999999"), ("memory_bytes", "18446744073709551616"),
        ("max_source_bytes", "1073741825"),
    ],
)  # fmt: skip
def test_a_value_that_cannot_be_used_is_refused_by_name(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(f"PERFGYM_{name.upper()}", value)
    with pytest.raises(SettingsError) as raised:
        resolve_settings()
    assert name in str(raised.value).lower()
    assert value.partition(",")[2] or value in str(raised.value)


@pytest.mark.parametrize(
    ("name", "value"), [("lease_timeout_s", "-1"), ("precision", "0"), ("processes", "0"), ("paid", "never")]
)
def test_a_value_out_of_bounds_is_refused_with_the_variable_that_sets_it(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    """Some settings have no argument, so their variable is the name that the user knows."""
    variable = f"PERFGYM_{name.upper()}"
    monkeypatch.setenv(variable, value)
    with pytest.raises(SettingsError, match=rf"{variable}\) must be .*got '?{value}"):
        resolve_settings()


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
@pytest.mark.parametrize("name", ["test_timeout_s", "max_turns", "memory_bytes"])
def test_a_number_that_is_not_finite_is_refused(name: str, value: float) -> None:
    with pytest.raises(SettingsError, match=f"{name}.* must be .*got {value!r}"):
        resolve_settings(**{name: value})


def test_cores_are_read_from_lists_and_ranges() -> None:
    """Text has the format of taskset: 0,2-3."""
    last = usable_cores()[-1]
    assert resolve_settings(cores=f"{last}-{last}").cores == (last,)
    assert resolve_settings(cores=[last]).cores == (last,)


def test_extras_are_read_from_text_and_sequences(monkeypatch: pytest.MonkeyPatch) -> None:
    """Repeated extras count once. An empty argument also wins over the variable."""
    assert resolve_settings(extras=" wall, memory,wall,").extras == ("wall", "memory")
    assert resolve_settings(extras=["scaling"]).extras == ("scaling",)
    monkeypatch.setenv("PERFGYM_EXTRAS", "scaling")
    assert resolve_settings().extras == ("scaling",)
    assert resolve_settings(extras=()).extras == resolve_settings(extras="").extras == ()


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ("scalling", "'scalling'; did you mean scaling"),
        (["memroy"], "did you mean memory"),
        ([3], r"got \[3\]"),
    ],
)
def test_an_unknown_extra_is_refused_with_a_suggestion(value: object, says: str) -> None:
    with pytest.raises(SettingsError, match=f"extras.*{says}"):
        resolve_settings(extras=value)
