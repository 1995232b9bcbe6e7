"""The environment for SkyRL that the documentation shows."""

import contextlib
from typing import Any

import pytest

import perfgym
from perfgym.errors import HarnessError
from tests.doubles.programs import FailingSandbox
from tests.doubles.trainers_page import run_snippet

skyrl_gym = pytest.importorskip("skyrl_gym", reason="SkyRL is missing: make test-skyrl")

ID = "PerfOptimize-sort-c-v0"


@pytest.fixture(scope="module")
def names() -> dict[str, Any]:
    """The snippet, run once: it registers its environment."""
    return run_snippet("SkyRL")


def made(config: dict[str, Any] | None = None, **extras: Any) -> Any:
    chosen = {"backend": "fake"} | (config or {})
    env = skyrl_gym.make("perf-optimize", env_config=chosen, extras={"env_id": ID, "seed": 1, **extras})
    return contextlib.closing(env)


@pytest.mark.usefixtures("names")
def test_two_turns_are_played_and_the_last_one_is_paid() -> None:
    with made(max_turns=3) as env:
        prompt, _ = env.init([])
        assert perfgym.load_problem("sort").references["c"].strip() in prompt[0]["content"]
        first = env.step("<code>int main( {</code>")
        assert (first["reward"], first["done"]) == (0.0, False)
        assert "COMPILE_ERROR" in first["observations"][0]["content"]
        assert env.get_metrics()["compiled"] == 0.0
        last = env.step(f"<code>{perfgym.load_problem('sort').experts['c']}</code>\n<submit/>")
        assert (last["done"], last["observations"]) == (True, [])
        assert last["reward"] > 0.5
        assert env.get_metrics()["accepted"] == 1.0


@pytest.mark.usefixtures("names")
def test_a_fault_ends_the_episode_and_is_counted() -> None:
    sandbox = FailingSandbox(HarnessError)
    with made({"sandbox": sandbox}, env_id="PerfOptimize-matmul-c-v0") as env:
        env.init([])
        sandbox.failing = True
        step = env.step("<code>int main(void) { return 0; }</code>")
        assert (step["reward"], step["done"], env.get_metrics()) == (0.0, True, {"fault": 1.0})
        assert "No space left" in step["metadata"]["fault"]


@pytest.mark.usefixtures("names")
def test_a_fault_before_the_first_turn_is_counted_too() -> None:
    sandbox = FailingSandbox(HarnessError)
    sandbox.failing = True
    with made({"sandbox": sandbox}, env_id="PerfOptimize-matmul-c-v0") as env:
        env.init([{"role": "user", "content": "Make it fast."}])
        step = env.step("<code>int main(void) { return 0; }</code>")
        assert (step["reward"], step["done"], env.get_metrics()) == (0.0, True, {"fault": 1.0})


@pytest.mark.usefixtures("names")
def test_an_id_that_is_not_perfgyms_is_refused() -> None:
    with pytest.raises(perfgym.SettingsError, match="os:anything"):
        made(env_id="os:anything")
