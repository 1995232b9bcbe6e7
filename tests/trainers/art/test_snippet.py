"""The rollout function for ART that the documentation shows."""

import asyncio
from typing import Any

import pytest

import perfgym
from perfgym.errors import HarnessError
from tests.doubles.model_server import Body, FakeServer
from tests.doubles.programs import FailingSandbox
from tests.doubles.trainers_page import run_snippet

art = pytest.importorskip("art", reason="ART is missing: make test-art PYTHON=python3.12")

ID = "PerfOptimize-sort-c-v0"
GOOD = {"env_id": ID, "backend": "fake"}
EXPERT = perfgym.load_problem("sort").experts["c"]


def reply(body: Body) -> str:
    """A program that does not build, then the expert's."""
    return (
        f"<code>\n{EXPERT}\n</code>\n<submit/>" if len(body["messages"]) > 1 else "<code>\nint main(\n</code>"
    )


def gathered(each: list[dict[str, Any]]) -> Any:
    """A group of rollouts, each with its own arguments."""
    rollout = run_snippet("ART")["rollout"]

    async def gather(url: str) -> Any:
        model = art.Model(
            name="fake",
            project="perfgym",
            inference_base_url=url,
            inference_api_key="none",
            inference_model_name="fake",
        )
        rollouts = (rollout(model, seed=1, **arguments) for arguments in each)
        group = art.trajectory_group(rollouts, return_exceptions=True)
        return (await art.gather_trajectory_groups([group]))[0]

    with FakeServer(reply) as server:
        group = asyncio.run(gather(server.url))
    # With equal seeds the model would answer alike in the whole group, which teaches nothing.
    assert not any("seed" in body for body in server.bodies)
    return group


def test_a_group_of_two_rollouts_is_played() -> None:
    group = gathered([GOOD, GOOD])
    assert len(group.trajectories) == 2
    for trajectory in group.trajectories:
        assert trajectory.reward > 0.5
        assert trajectory.metrics["accepted"] == 1.0
        assert [message["role"] for message in trajectory.messages()] == ["user", "assistant"] * 2


def test_a_rollout_that_perfgym_failed_in_is_left_out_of_its_group() -> None:
    sandbox = FailingSandbox(HarnessError)
    sandbox.failing = True
    group = gathered([GOOD, {"env_id": "PerfOptimize-matmul-c-v0", "backend": "fake", "sandbox": sandbox}])
    assert len(group.trajectories) == 1
    assert ["No space left" in str(error) for error in group.exceptions] == [True]
