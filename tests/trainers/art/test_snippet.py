"""The rollout function for ART that the documentation shows."""

import asyncio

import pytest

import perfgym
from tests.doubles.model_server import Body, FakeServer
from tests.doubles.snippets import snippet

art = pytest.importorskip("art", reason="ART is missing: make test-art PYTHON=python3.12")

ID = "PerfOptimize-sort-c-v0"
EXPERT = perfgym.load_problem("sort").experts["c"]


def reply(body: Body) -> str:
    """A program that does not build, then the expert's."""
    return (
        f"<code>\n{EXPERT}\n</code>\n<submit/>" if len(body["messages"]) > 1 else "<code>\nint main(\n</code>"
    )


def gathered(seeds: list[int], **arguments: object) -> object:
    """A group of rollouts, one for each seed."""
    rollout = snippet("ART")["rollout"]

    async def gather(url: str) -> object:
        model = art.Model(
            name="fake",
            project="perfgym",
            inference_base_url=url,
            inference_api_key="none",
            inference_model_name="fake",
        )
        rollouts = (rollout(model, ID, seed, **arguments) for seed in seeds)
        (group,) = await art.gather_trajectory_groups([art.TrajectoryGroup(rollouts)], max_exceptions=9)
        return group

    with FakeServer(reply) as server:
        return asyncio.run(gather(server.url))


def test_a_group_of_two_rollouts_is_played() -> None:
    group = gathered([1, 1], backend="fake")
    assert len(group.trajectories) == 2
    for trajectory in group.trajectories:
        assert trajectory.reward > 0.5
        assert trajectory.metrics["accepted"] == 1.0
        assert [message["role"] for message in trajectory.messages()] == ["user", "assistant"] * 2


def test_a_rollout_that_perfgym_failed_in_is_left_out_of_its_group(monkeypatch: pytest.MonkeyPatch) -> None:
    from perfgym.integrations import episode

    step = episode.TextEpisode.step
    failed: list[bool] = []

    def failing_once(self: episode.TextEpisode, reply: str) -> episode.Reply:
        if not failed:
            failed.append(True)
            raise episode.Fault("a core was lost")
        return step(self, reply)

    monkeypatch.setattr(episode.TextEpisode, "step", failing_once)
    group = gathered([1, 1], backend="fake")
    assert len(group.trajectories) == 1
    assert ["a core was lost" in str(error) for error in group.exceptions] == [True]
