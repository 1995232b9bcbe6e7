"""PPO in one file of PyTorch (proximal policy optimisation, Schulman et al., arXiv:1707.06347).

Shows a training loop without a framework on `gymnasium.make_vec`: how to sample `MultiDiscrete` knobs, and
how to mask steps in which perfgym failed (`info["fault"]`), whose reward means nothing.

    pip install 'perfgym[torch]'
    python examples/ppo.py --env PerfTune-matmul-c-v0 --steps 1024 --num-envs 2
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import click
import gymnasium as gym
import numpy as np
import torch
from torch import Tensor, nn
from torch.distributions import Categorical

import perfgym  # noqa: F401 - registers the environments


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Hyperparameters of PPO."""

    rollout: int = 8  # steps of each environment between two updates
    epochs: int = 8
    minibatches: int = 1
    learning_rate: float = 1e-2
    discount: float = 0.0  # each step pays its own gain, so later rewards do not matter
    trace: float = 0.0  # lambda of the generalised advantage estimate
    clip: float = 0.2
    value_weight: float = 0.5
    entropy_weight: float = 0.01
    largest_gradient: float = 0.5


class Policy(nn.Module):
    """Actor and critic: from an observation, one distribution for each knob, and a value."""

    def __init__(self, observation_size: int, choices: list[int], width: int = 64) -> None:
        super().__init__()
        self.choices = choices
        self.actor = self._network(observation_size, width, sum(choices), last_gain=0.01)
        self.critic = self._network(observation_size, width, 1, last_gain=1.0)

    @staticmethod
    def _network(inputs: int, width: int, outputs: int, last_gain: float) -> nn.Sequential:
        layers = [nn.Linear(inputs, width), nn.Linear(width, width), nn.Linear(width, outputs)]
        for layer, gain in zip(layers, (2**0.5, 2**0.5, last_gain), strict=True):
            nn.init.orthogonal_(layer.weight, gain)
            nn.init.zeros_(layer.bias)
        return nn.Sequential(layers[0], nn.Tanh(), layers[1], nn.Tanh(), layers[2])

    def distributions(self, observations: Tensor) -> list[Categorical]:
        """One categorical distribution for each knob."""
        return [Categorical(logits=part) for part in self.actor(observations).split(self.choices, dim=-1)]

    def act(self, observations: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Actions, shape (envs, knobs), their log-probabilities and values, shape (envs,)."""
        actions = torch.stack([each.sample() for each in self.distributions(observations)], dim=-1)
        log_probabilities, _ = self.judge(observations, actions)
        return actions, log_probabilities, self.critic(observations).squeeze(-1)

    def judge(self, observations: Tensor, actions: Tensor) -> tuple[Tensor, Tensor]:
        """Log-probabilities of the actions, and entropies of the distributions, each of shape (envs,)."""
        each = self.distributions(observations)
        parts = [one.log_prob(action) for one, action in zip(each, actions.unbind(-1), strict=True)]
        return torch.stack(parts).sum(0), torch.stack([one.entropy() for one in each]).sum(0)


@dataclass(frozen=True, kw_only=True)
class Rollout:
    """The steps between two updates. Every tensor has shape (steps, envs, ...), `last_values` (envs,)."""

    observations: Tensor
    actions: Tensor
    log_probabilities: Tensor
    values: Tensor
    rewards: Tensor
    ended: Tensor
    valid: Tensor
    last_values: Tensor

    def advantages(self, discount: float, trace: float) -> Tensor:
        """Generalised advantage estimates (Schulman et al., arXiv:1506.02438)."""
        found, after, next_values = torch.zeros_like(self.rewards), 0.0, self.last_values
        for step in reversed(range(len(self.rewards))):
            goes_on = 1.0 - self.ended[step]
            surprise = self.rewards[step] + discount * next_values * goes_on - self.values[step]
            found[step] = after = surprise + discount * trace * goes_on * after
            next_values = self.values[step]
        return found


def faults(infos: dict[str, Any], num_envs: int) -> Any:
    """1 for each environment whose step failed through no fault of the action, else 0; shape (num_envs,)."""
    last = infos.get("final_info", {})  # of the episodes that ended in this step
    return np.where(last.get("_fault", False), last.get("fault", 0.0), np.zeros(num_envs))


def collect(
    envs: gym.vector.VectorEnv,
    policy: Policy,
    first: Any,
    steps: int,
    report: Callable[[dict[str, Any]], None],
) -> tuple[Rollout, Any]:
    """Play some steps from the observations ``first``. Also return the observations after the last step."""
    rows: list[tuple[Tensor, ...]] = []
    observations = torch.as_tensor(first)
    for _ in range(steps):
        with torch.no_grad():
            actions, log_probabilities, values = policy.act(observations)
        after, rewards, terminated, truncated, infos = envs.step(actions.numpy())
        report(infos)
        valid = torch.as_tensor(1.0 - faults(infos, envs.num_envs), dtype=torch.float32)
        ended = torch.as_tensor(terminated | truncated, dtype=torch.float32)
        paid = torch.as_tensor(rewards, dtype=torch.float32)
        rows.append((observations, actions, log_probabilities, values, paid, ended, valid))
        observations = torch.as_tensor(after)
    with torch.no_grad():
        last_values = policy.critic(observations).squeeze(-1)
    names = ("observations", "actions", "log_probabilities", "values", "rewards", "ended", "valid")
    columns = dict(zip(names, map(torch.stack, zip(*rows, strict=True)), strict=True))
    return Rollout(**columns, last_values=last_values), after


def improve(policy: Policy, optimiser: torch.optim.Optimizer, rollout: Rollout, settings: Settings) -> None:
    """Update the policy on one rollout."""
    advantages = rollout.advantages(settings.discount, settings.trace)
    returns = (advantages + rollout.values).flatten()
    observations, actions = rollout.observations.flatten(0, 1), rollout.actions.flatten(0, 1)
    valid = rollout.valid.flatten()
    before, flat = rollout.log_probabilities.flatten(), advantages.flatten()
    for _ in range(settings.epochs):
        for batch in torch.randperm(len(flat)).chunk(settings.minibatches):
            now, entropies = policy.judge(observations[batch], actions[batch])
            ratios = (now - before[batch]).exp()
            gains = valid[batch] * (flat[batch] - flat[batch].mean()) / (flat[batch].std() + 1e-8)
            clipped = ratios.clamp(1 - settings.clip, 1 + settings.clip)
            actor_loss = -torch.min(ratios * gains, clipped * gains).mean()
            values = policy.critic(observations[batch]).squeeze(-1)
            critic_loss = (valid[batch] * (values - returns[batch]) ** 2).mean()
            loss = (
                actor_loss + settings.value_weight * critic_loss - settings.entropy_weight * entropies.mean()
            )
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(policy.parameters(), settings.largest_gradient)
            optimiser.step()


def _ignore(infos: dict[str, Any]) -> None:
    del infos


def train(
    envs: gym.vector.VectorEnv,
    steps: int,
    seed: int,
    settings: Settings = Settings(),
    report: Callable[[dict[str, Any]], None] = _ignore,
) -> Policy:
    """Train a new policy.

    Args:
        envs: Environments in autoreset mode ``SameStep``.
        steps: Number of steps, counted over all environments together.
        seed: Seed of the environments and of the policy.
        settings: Hyperparameters.
        report: Called with the infos of each step.
    """
    torch.manual_seed(seed)
    torch.set_num_threads(1)  # the networks are small, and the cores are for the programs
    space = envs.single_action_space
    assert isinstance(space, gym.spaces.MultiDiscrete)
    assert envs.single_observation_space.shape is not None
    policy = Policy(envs.single_observation_space.shape[0], space.nvec.tolist())
    optimiser = torch.optim.Adam(policy.parameters(), lr=settings.learning_rate, eps=1e-5)
    observations, _ = envs.reset(seed=seed)
    for _ in range(steps // (settings.rollout * envs.num_envs)):
        rollout, observations = collect(envs, policy, observations, settings.rollout, report)
        improve(policy, optimiser, rollout, settings)
    return policy


@click.command()
@click.option("--env", "env_id", default="PerfTune-matmul-c-v0", show_default=True)
@click.option("--steps", default=1024, show_default=True, type=click.IntRange(32))
@click.option("--num-envs", default=2, show_default=True, type=click.IntRange(1))
@click.option("--backend", default="simulated", show_default=True)
@click.option("--seed", default=0, show_default=True)
def main(env_id: str, steps: int, num_envs: int, backend: str, seed: int) -> None:
    """Train a policy and print the speed-up of each episode's best program."""
    best: list[float] = []

    def report(infos: dict[str, Any]) -> None:
        last = infos.get("final_info", {})
        for score in last.get("best_score", np.empty(0))[last.get("_best_score", np.empty(0, bool))]:
            best.append(float(score))
            click.echo(f"episode {len(best)}: the best program is {2**score:.2f} times as fast")

    envs = gym.make_vec(env_id, num_envs=num_envs, backend=backend, autoreset_mode="SameStep")
    try:
        train(envs, steps, seed, report=report)
    finally:
        envs.close()
    tenth = max(1, len(best) // 10)
    click.echo(f"mean of the first tenth of episodes: {2 ** np.mean(best[:tenth]):.2f} times as fast")
    click.echo(f"mean of the last tenth of episodes: {2 ** np.mean(best[-tenth:]):.2f} times as fast")


if __name__ == "__main__":
    main()
