"""Train a small language model of bytes: from 8 bytes of context to the probabilities of the next byte.

    python train.py train SEED    reads /work/train.bin, writes /tmp/model.bin, prints a log

A fresh process loads the class ``Model`` from this file, without the training text, and is scored by it.
"""

import os
import sys
import time
import zlib
from pathlib import Path

import numpy as np

SYMBOLS = 256
CONTEXT = 8  # bytes that a prediction sees
EMBEDDING = 16  # numbers that stand for one byte
HIDDEN = 256
STEPS = round(7000 * float(os.environ.get("PERFGYM_SCALE", "1")))
BATCH = 256
RATE = 1e-3
MEAN_DECAY, SQUARE_DECAY, EPSILON = 0.9, 0.99, 1e-8  # of Adam
LOG_EVERY = 500


class Embedding:
    """Bytes -> their vectors, side by side."""

    def __init__(self, rng):
        self.weights = {"vectors": rng.normal(0, 0.3, (SYMBOLS, EMBEDDING))}

    def forward(self, context):
        self.context = context
        return self.weights["vectors"][context].reshape(len(context), -1)

    def backward(self, slope):
        """Add up the slopes of equal bytes: sorted, they lie side by side."""
        seen = self.context.ravel()
        order = np.argsort(seen, kind="stable")
        firsts = np.flatnonzero(np.diff(seen[order], prepend=-1))
        gradient = self.gradients["vectors"]
        gradient[:] = 0
        gradient[seen[order[firsts]]] = np.add.reduceat(slope.reshape(-1, EMBEDDING)[order], firsts)


class Linear:
    """A matrix and a bias."""

    def __init__(self, rng, inputs, outputs, gain):
        spread = np.sqrt(gain / inputs)
        self.weights = {"matrix": rng.normal(0, spread, (inputs, outputs)), "bias": np.zeros(outputs)}

    def forward(self, inputs):
        self.inputs = inputs
        return inputs @ self.weights["matrix"] + self.weights["bias"]

    def backward(self, slope):
        np.matmul(self.inputs.T, slope, out=self.gradients["matrix"])
        np.sum(slope, axis=0, out=self.gradients["bias"])
        return slope @ self.weights["matrix"].T


class Relu:
    """Nothing below 0."""

    weights = {}

    def forward(self, inputs):
        self.outputs = np.maximum(inputs, 0)
        return self.outputs

    def backward(self, slope):
        return slope * (self.outputs > 0)


class Network:
    """Layers whose weights lie in one array and whose gradients lie in another."""

    def __init__(self, rng, dtype=np.float32):
        inputs = CONTEXT * EMBEDDING
        self.layers = [
            Embedding(rng),
            Linear(rng, inputs, HIDDEN, gain=2),
            Relu(),
            Linear(rng, HIDDEN, SYMBOLS, gain=1),
        ]
        size = sum(array.size for layer in self.layers for array in layer.weights.values())
        self.weights, self.gradients = np.empty(size, dtype), np.zeros(size, dtype)
        place = 0
        for layer in self.layers:
            layer.gradients = {}
            for name, array in layer.weights.items():
                part = slice(place, place := place + array.size)
                layer.gradients[name] = self.gradients[part].reshape(array.shape)
                layer.weights[name] = self.weights[part].reshape(array.shape)
                layer.weights[name][:] = array

    def arrays(self):
        return [array for layer in self.layers for array in layer.weights.values()]

    def forward(self, values):
        for layer in self.layers:
            values = layer.forward(values)
        return values

    def backward(self, slope):
        for layer in reversed(self.layers):
            slope = layer.backward(slope)


def loss_and_slope(logits, targets):
    """Bits per byte of the targets, and the slope of their mean nats by the logits."""
    shifted = np.exp(logits - logits.max(axis=1, keepdims=True))
    shares = shifted / shifted.sum(axis=1, keepdims=True)
    rows = np.arange(len(targets))
    bits = -np.log2(shares[rows, targets] + 1e-30).mean()
    shares[rows, targets] -= 1
    return bits, shares / len(targets)


class Adam:
    """Steps of a size of their own for each weight, from running means of its gradient and of its square."""

    def __init__(self, network):
        self.network = network
        self.mean, self.square = np.zeros_like(network.weights), np.zeros_like(network.weights)
        self.steps = 0

    def step(self, rate):
        self.steps += 1
        gradients = self.network.gradients
        self.mean += (1 - MEAN_DECAY) * (gradients - self.mean)
        self.square += (1 - SQUARE_DECAY) * (gradients * gradients - self.square)
        mean = self.mean / (1 - MEAN_DECAY**self.steps)
        square = self.square / (1 - SQUARE_DECAY**self.steps)
        self.network.weights -= rate * mean / (np.sqrt(square) + EPSILON)


def rate_at(step):
    """The learning rate of a step."""
    return RATE


def check_gradients():
    """Compare some gradients with differences of the loss. It takes a tenth of a second."""
    rng = np.random.default_rng(0)
    network = Network(rng, np.float64)
    context, targets = rng.integers(0, SYMBOLS, (4, CONTEXT)), rng.integers(0, SYMBOLS, 4)
    network.backward(loss_and_slope(network.forward(context), targets)[1])
    gradients = network.gradients.copy()
    for place in np.argsort(-np.abs(gradients))[:: gradients.size // 64]:
        losses = []
        for step in (1e-5, -2e-5):
            network.weights[place] += step
            losses.append(loss_and_slope(network.forward(context), targets)[0] * np.log(2))
        network.weights[place] += 1e-5
        difference = (losses[0] - losses[1]) / 2e-5
        if abs(difference - gradients[place]) > 1e-6 + 1e-3 * abs(difference):
            sys.exit(f"gradient of weight {place}: backward says {gradients[place]}, the loss {difference}")


def train(text, seed):
    """Train a network on random places of the text."""
    rng = np.random.default_rng(seed)
    network = Network(rng)
    optimizer = Adam(network)
    before = np.arange(-CONTEXT, 0)
    shown = 0.0
    for step in range(STEPS):
        places = rng.integers(CONTEXT, len(text), BATCH)
        bits, slope = loss_and_slope(network.forward(text[places[:, None] + before]), text[places])
        network.backward(slope)
        optimizer.step(rate_at(step))
        shown = bits if step == 0 else 0.99 * shown + 0.01 * bits
        if (step + 1) % LOG_EVERY == 0 or step + 1 == STEPS:
            print(f"step:{step + 1} train_bpb:{shown:.4f} cpu_s:{time.process_time():.2f}", flush=True)
    return network


def pack(network):
    """Weights of one byte each, with a scale for each row of a matrix; all of it compressed."""
    scales, levels = [], []
    for array in network.arrays():
        scale = (np.abs(array).max(axis=-1, keepdims=True) / 127 + 1e-7).astype(np.float16)
        scales.append(scale.tobytes())
        levels.append(np.round(array / scale.astype(np.float32)).clip(-127, 127).astype(np.int8).tobytes())
    return zlib.compress(b"".join(scales + levels), 9)


def unpack(artifact):
    """The network that was packed."""
    network = Network(np.random.default_rng(0))
    content = zlib.decompress(artifact)
    rows = [array.shape[0] if array.ndim > 1 else 1 for array in network.arrays()]
    scales = np.frombuffer(content, np.float16, sum(rows)).astype(np.float32)
    network.weights[:] = np.frombuffer(content, np.int8, offset=2 * sum(rows))
    for array, scale in zip(network.arrays(), np.split(scales, np.cumsum(rows)[:-1]), strict=True):
        array[:] = array * (scale[:, None] if array.ndim > 1 else scale)
    return network


class Model:
    """What is scored. It must have these methods; everything else in this file may change."""

    @classmethod
    def load(cls, artifact):
        """The model in the bytes that training wrote."""
        model = cls()
        model.network = unpack(artifact)
        return model

    def start(self, streams):
        """Begin a number of texts, which are read side by side."""
        self.context = np.full((streams, CONTEXT), ord("\n"))

    def logits(self):
        """Scores of the 256 bytes that may come next, one row for each stream."""
        return self.network.forward(self.context)

    def see(self, found):
        """Learn which byte came next in each stream."""
        self.context = np.concatenate([self.context[:, 1:], found[:, None]], axis=1)


if __name__ == "__main__":
    _, _, seed = sys.argv
    check_gradients()
    text = np.frombuffer(Path("/work/train.bin").read_bytes(), np.uint8).astype(np.int64)
    artifact = pack(train(text, int(seed)))
    Path("/tmp/model.bin").write_bytes(artifact)
    print(f"artifact_bytes:{len(artifact)}")
