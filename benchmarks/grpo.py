"""Learning curves of GRPO: a small transformer learns to write fast programs, in text.

The transformer has about 70,000 weights and writes replies line by line: a token is a line of C, or a part of
the program of `matmul` that all replies share. Its replies go through `TextEpisode`, as those of any language
model do: the environment reads the program in them, builds, tests and measures it, and pays.

It is trained from random weights in two stages, like a large model. First it imitates random drafts of the
program: loops in any order, compiler options, and mistakes; more than half of the drafts are wrong. That
stands for what a language model knows beforehand, and takes no reward. Then GRPO trains it: each step draws a
group of replies and raises the probability of those that were paid more than the others. A reply that perfgym
failed at is left out of its group.

The policy is compared with itself before the first step of GRPO, by the mean reward of replies drawn from it.
All episodes have one seed, under which the `simulated` backend pays equal programs equally. So a reply that
was given before, by the policy of any seed, is not played again.

    python benchmarks/grpo.py

With `--replies`, later runs reuse the rewards of replies. A plot with the name of the JSON file is written
next to it.
"""

import contextlib
import json
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from queue import SimpleQueue
from typing import Any

import click
import matplotlib as mpl
import numpy as np
import torch
from numpy.typing import NDArray
from rich.console import Console
from rich.table import Table
from scipy.stats import t as student
from series import advancing, circumstances, output_option, write_json
from torch import nn

import perfgym
from perfgym.integrations.episode import Fault, TextEpisode
from perfgym.machine.facts import physical_cores

mpl.use("agg")
from matplotlib import pyplot as plt  # imported after the choice of matplotlib's back end

ENV_ID = "PerfOptimize-matmul-c-v0"
EPISODE_SEED = 1
CONFIDENCE = 0.95

_SOURCE = perfgym.load_problem("matmul").references["c"]
_BEFORE, _FOUND, _REST = _SOURCE.partition("__attribute__((noinline))")
_MAIN = _REST[_REST.index("int main(void)") :]

END, OPENING, CLOSING = 0, 1, 2
OPTIMISE = (3, 4)
SIGNATURES = (5, 6)
LOOPS = (7, 8, 9)
WRONG_LOOP = 10
UNROLL = 11
BODIES = (12, 13, 14)
TOKENS = (
    "",
    f"<code>\n#include <string.h>\n{_BEFORE}",
    f"}}\n\n{_MAIN}</code>\n<submit/>",
    '__attribute__((optimize("O1")))\n',
    '__attribute__((optimize("O3"), target("avx2,fma")))\n',
    "static void multiply(size_t n, const float *a, const float *b, float *c) {\n"
    "    memset(c, 0, n * n * sizeof *c);\n",
    "static void multiply(size_t n, const float *restrict a, const float *restrict b, float *restrict c) {\n"
    "    memset(c, 0, n * n * sizeof *c);\n",
    "    for (size_t i = 0; i < n; i++)\n",
    "    for (size_t j = 0; j < n; j++)\n",
    "    for (size_t k = 0; k < n; k++)\n",
    "    for (size_t k = 0; k < n; k += 2)\n",
    "    #pragma GCC unroll 4\n",
    "        c[i * n + j] += a[i * n + k] * b[k * n + j];\n",
    "        c[i * n + j] = a[i * n + k] * b[k * n + j];\n",
    "        c[i * n + j] += a[i * n + k] * b[k * n + j;\n",
)
"""The text of each token. The first ends a reply; of the three bodies only the first is right."""

LONGEST = 12
"""Tokens of a reply at most."""

Tokens = list[int]
Scores = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Training:
    """Numbers of the two stages of training.

    Attributes:
        drafts: Drafts in a batch of the first stage.
        batches: Batches of the first stage.
        imitation_rate: Learning rate of the first stage.
        rate: Learning rate of GRPO.
        updates: Updates of the weights for each group.
        clip: Largest change of a reply's probability, as a share, that an update still follows.
    """

    drafts: int = 64
    batches: int = 400
    imitation_rate: float = 2e-3
    rate: float = 5e-4
    updates: int = 2
    clip: float = 0.2


def draft(rng: np.random.Generator) -> Tokens:
    """Draw a draft of the program: right with a probability of 0.45."""
    loops = [int(loop) for loop in rng.permutation(LOOPS)]
    if rng.random() < 0.1:
        loops[loops.index(LOOPS[2])] = WRONG_LOOP
    place = int(rng.integers(6))
    if place < len(loops):
        loops.insert(place, UNROLL)
    optimise = [OPTIMISE[choice]] if (choice := int(rng.integers(3))) < len(OPTIMISE) else []
    body = int(rng.choice(BODIES, p=(0.5, 0.3, 0.2)))
    return [OPENING, *optimise, int(rng.choice(SIGNATURES)), *loops, body, CLOSING, END]


def text(tokens: Sequence[int]) -> str:
    """Return the reply that tokens stand for."""
    return "".join(TOKENS[token] for token in tokens)


class Policy(nn.Module):
    """A transformer that gives each token's probabilities, from the tokens before it."""

    def __init__(self, width: int = 64, layers: int = 2, heads: int = 4) -> None:
        super().__init__()
        layer = nn.TransformerEncoderLayer(
            width, heads, 2 * width, dropout=0.0, batch_first=True, norm_first=True
        )
        self.tokens = nn.Embedding(len(TOKENS), width)
        self.places = nn.Parameter(torch.randn(LONGEST, width) * 0.02)
        self.layers = nn.TransformerEncoder(layer, layers, enable_nested_tensor=False)
        self.last = nn.Sequential(nn.LayerNorm(width), nn.Linear(width, len(TOKENS)))

    def forward(self, tokens: torch.Tensor) -> torch.Tensor:
        """Return the logits of the next token after each place, shape (replies, places + 1, tokens)."""
        begun = nn.functional.pad(tokens, (1, 0), value=END)  # END also stands for the beginning
        places = begun.shape[1]
        mask = nn.Transformer.generate_square_subsequent_mask(places)
        hidden = self.tokens(begun) + self.places[:places]
        return self.last(self.layers(hidden, mask=mask, is_causal=True))

    def log_probabilities(self, tokens: torch.Tensor) -> torch.Tensor:
        """Return the log-probability of each reply, shape (replies,)."""
        logits = self(tokens[:, :-1])
        each = -nn.functional.cross_entropy(logits.transpose(1, 2), tokens, reduction="none")
        ended_before = (tokens == END).cumsum(1) - (tokens == END).long() > 0
        return each.masked_fill(ended_before, 0.0).sum(1)

    @torch.no_grad()
    def draw(self, replies: int, generator: torch.Generator) -> torch.Tensor:
        """Draw replies, shape (replies, LONGEST); each is filled up with END."""
        tokens = torch.zeros((replies, 0), dtype=torch.long)
        ended = torch.zeros(replies, dtype=torch.bool)
        for _ in range(LONGEST):
            odds = self(tokens)[:, -1].softmax(-1)
            drawn = torch.multinomial(odds, 1, generator=generator).squeeze(1).masked_fill(ended, END)
            ended |= drawn == END
            tokens = torch.cat((tokens, drawn[:, None]), dim=1)
        return tokens


def imitate(policy: Policy, training: Training, rng: np.random.Generator) -> None:
    """Train a policy to write what ``draft`` draws."""
    optimizer = torch.optim.Adam(policy.parameters(), lr=training.imitation_rate)
    for _ in range(training.batches):
        drafts = [draft(rng) for _ in range(training.drafts)]
        batch = torch.tensor([tokens + [END] * (LONGEST - len(tokens)) for tokens in drafts])
        loss = -policy.log_probabilities(batch).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()


def advantages(rewards: Scores) -> torch.Tensor:
    """Return how much better each reply is than its group; 0 for a reply without a reward (NaN)."""
    paid = rewards[~np.isnan(rewards)]
    if not paid.size or np.ptp(paid) < 1e-6:
        return torch.zeros(len(rewards))
    better = (rewards - paid.mean()) / paid.std()
    return torch.tensor(np.nan_to_num(better, nan=0.0), dtype=torch.float32)


def learn_from(
    policy: Policy,
    optimizer: torch.optim.Optimizer,
    training: Training,
    replies: torch.Tensor,
    better: torch.Tensor,
) -> None:
    """Take a step of GRPO: the clipped objective of PPO, with the group's advantages."""
    before = policy.log_probabilities(replies).detach()
    for _ in range(training.updates):
        ratio = (policy.log_probabilities(replies) - before).exp()
        clipped = ratio.clamp(1 - training.clip, 1 + training.clip)
        loss = -torch.minimum(ratio * better, clipped * better).mean()
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(policy.parameters(), 1.0)
        optimizer.step()


@dataclass(slots=True)
class Player:
    """Plays replies, several at a time, and remembers what they were paid.

    Attributes:
        episodes: Episodes that no thread uses.
        threads: Threads, one for each episode.
        kept: File that keeps the rewards.
        paid: Reply to its reward.
        faults: Number of episodes that perfgym failed in.
    """

    episodes: SimpleQueue[TextEpisode]
    threads: ThreadPoolExecutor
    kept: Path | None = None
    paid: dict[str, float] = field(default_factory=dict)
    faults: int = 0

    def rewards(self, replies: torch.Tensor) -> Scores:
        """Return the rewards of replies; NaN for one that perfgym failed at."""
        written = [text(tokens) for tokens in replies.tolist()]
        new = [reply for reply in dict.fromkeys(written) if reply not in self.paid]
        found = dict(zip(new, self.threads.map(self._play, new), strict=True))
        self.paid |= {reply: reward for reply, reward in found.items() if reward is not None}
        self.faults += sum(reward is None for reward in found.values())
        if self.kept:
            self.kept.write_text(json.dumps(self.paid))
        return np.array([self.paid.get(reply, np.nan) for reply in written])

    def _play(self, reply: str) -> float | None:
        """Play one episode; return its reward, or None if perfgym failed."""
        episode = self.episodes.get()
        try:
            episode.reset(EPISODE_SEED)
            return episode.step(reply).reward
        except Fault:
            return None
        finally:
            self.episodes.put(episode)


@contextlib.contextmanager
def opened_player(backend: str, kept: Path | None) -> Iterator[Player]:
    """Yield a player with an episode for each physical core, and with the rewards that a file keeps."""
    cores = len(physical_cores())
    with contextlib.ExitStack() as stack:
        episodes = SimpleQueue[TextEpisode]()
        for _ in range(cores):
            episode = TextEpisode(ENV_ID, backend=backend, max_turns=1)
            stack.callback(episode.close)
            episodes.put(episode)
        player = Player(episodes, stack.enter_context(ThreadPoolExecutor(cores)), kept)
        if kept and kept.exists():
            player.paid = json.loads(kept.read_text())
        yield player


def described(rewards: Scores) -> dict[str, float | None]:
    """Return the mean of rewards and the share of accepted programs; episodes with a fault are left out."""
    paid = rewards[~np.isnan(rewards)]
    if not paid.size:
        return {"mean": None, "accepted": None}
    return {"mean": round(float(paid.mean()), 4), "accepted": round(float((paid >= 0).mean()), 4)}


def trained(
    seed: int, steps: int, group: int, samples: int, player: Player, advance: Callable[[], None]
) -> dict[str, Any]:
    """Train a policy; return its rewards before, during and after GRPO."""
    training = Training()
    torch.manual_seed(seed)
    generator = torch.Generator().manual_seed(seed)
    policy = Policy()
    imitate(policy, training, np.random.default_rng(seed))
    start = described(player.rewards(policy.draw(samples, generator)))
    optimizer = torch.optim.Adam(policy.parameters(), lr=training.rate)
    means: list[float | None] = []
    for _ in range(steps):
        advance()
        replies = policy.draw(group, generator)
        rewards = player.rewards(replies)
        learn_from(policy, optimizer, training, replies, advantages(rewards))
        means.append(described(rewards)["mean"])
    end = described(player.rewards(policy.draw(samples, generator)))
    weights = sum(each.numel() for each in policy.parameters())
    return {"seed": seed, "weights": weights, "start": start, "end": end, "means": means}


def interval(values: Sequence[float]) -> dict[str, float]:
    """Return the mean over seeds with Student's interval."""
    each = np.array(values)
    half = float(student.ppf((1 + CONFIDENCE) / 2, len(each) - 1) * each.std(ddof=1) / len(each) ** 0.5)
    mean = float(each.mean())
    return {
        "n": len(each),
        "mean": round(mean, 4),
        "low": round(mean - half, 4),
        "high": round(mean + half, 4),
    }


def summary(runs: Sequence[dict[str, Any]]) -> dict[str, dict[str, float]]:
    """Return start, end and gain over seeds, as mean reward and as share of accepted programs."""
    found: dict[str, dict[str, float]] = {}
    for figure in ("mean", "accepted"):
        found[f"{figure} at the start"] = interval([run["start"][figure] for run in runs])
        found[f"{figure} at the end"] = interval([run["end"][figure] for run in runs])
        found[f"{figure} gained"] = interval([run["end"][figure] - run["start"][figure] for run in runs])
    return found


def plot(runs: Sequence[dict[str, Any]], path: Path) -> None:
    """Plot the mean reward of each group, for each seed and as a mean."""
    figure, axis = plt.subplots(figsize=(6, 4.2), layout="constrained")
    means = np.array([run["means"] for run in runs])
    across = np.arange(1, means.shape[1] + 1)
    axis.plot(across, means.T, color="tab:blue", alpha=0.25)
    axis.plot(across, means.mean(axis=0), color="tab:blue", label=f"mean of {len(runs)} seeds")
    axis.axhline(0.0, color="grey", linewidth=0.8, label="the reference program")
    axis.set(title=f"{ENV_ID}, simulated", xlabel="steps of GRPO", ylabel="mean reward of a group")
    axis.legend()
    figure.savefig(path, dpi=110)
    plt.close(figure)


def table(found: dict[str, dict[str, float]], best: float) -> Table:
    """Return the table that is printed at the end."""
    title = f"{ENV_ID}: replies of the policy (95 % interval over seeds); the best reply earned {best:.3f}"
    shown = Table(title=title, title_justify="left")
    for heading in ("", "before GRPO", "after GRPO", "gained"):
        shown.add_column(heading)
    for figure, label in (("mean", "mean reward"), ("accepted", "share of accepted programs")):
        cells = [found[f"{figure} {when}"] for when in ("at the start", "at the end", "gained")]
        shown.add_row(label, *(f"{c['mean']:.3f} ({c['low']:.3f} to {c['high']:.3f})" for c in cells))
    return shown


@click.command()
@click.option(
    "--steps", default=40, show_default=True, type=click.IntRange(1), help="Steps of GRPO per seed."
)
@click.option("--group", default=16, show_default=True, type=click.IntRange(2), help="Replies per step.")
@click.option(
    "--samples",
    default=64,
    show_default=True,
    type=click.IntRange(2),
    help="Replies that tell how good a policy is, before and after.",
)
@click.option("--seeds", default=5, show_default=True, type=click.IntRange(2), help="Number of seeds.")
@click.option("--backend", default="simulated", show_default=True, help="Backend that measures.")
@click.option(
    "--replies",
    type=click.Path(path_type=Path, dir_okay=False),
    help="JSON file that keeps the rewards of replies for later runs, on the same machine and backend.",
)
@output_option("grpo.json", "JSON file to write. The plot is written next to it.")
def main(
    steps: int, group: int, samples: int, seeds: int, backend: str, replies: Path | None, output: Path
) -> None:
    """Train a small transformer by GRPO to write fast programs, and compare it with its start."""
    torch.set_num_threads(1)  # the network is small, and the programs need the cores
    what = {"env": ENV_ID, "backend": backend, "steps": steps, "group": group, "samples": samples}
    result = circumstances() | what
    with opened_player(backend, replies) as player, advancing(seeds * steps) as advance:
        known = len(player.paid)
        runs = [
            trained(seed, steps, group, samples, player, partial(advance, f"seed {seed}"))
            for seed in range(seeds)
        ]
        found = summary(runs)
        best = max(player.paid.values())
        played = {"played": len(player.paid) - known, "faults": player.faults, "best": round(best, 4)}
        write_json(result | played | {"ends": found, "runs": runs}, output)
    plot(runs, output.with_suffix(".png"))
    Console(width=120).print(table(found, best))


if __name__ == "__main__":
    main()
