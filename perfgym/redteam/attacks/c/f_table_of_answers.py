"""class: F
tries: to find the seed of the episode by a marked failure, and then to submit a table of answers
expect: WRONG_OUTPUT ACCEPTED
stopped by: inputs follow from a secret key, and feedback on inputs of measured size quotes no value
problems: matmul
backend: simulated
"""

import re
import struct
from collections.abc import Callable, Iterator

import numpy as np

from perfgym.evaluation.inputs import SEED_BYTES, EpisodeInputs
from perfgym.machine.input_key import InputKey
from perfgym.redteam.episodes import SEEDS, AttackedEpisodes

_WELL_KNOWN = ("0" * 16, "perfgym perfgym perfgym")
_FAILURE = re.compile(r"First failure: (as-measured-\S+): WRONG_OUTPUT: (.*)")
_PLACE = re.compile(r"(\d+) of \d+ elements? \w+ wrong, beginning with element (\d+)")
_QUOTED = re.compile(r" is \S+, expected ")

_HASH = """
static uint64_t hash_of(const char *input, size_t size) {
    uint64_t hash = 0;
    for (size_t i = 0; i < size / 4; i++) {
        uint32_t word;
        memcpy(&word, input + 4 * i, 4);
        hash += ((uint64_t)word + 1) * (2 * i + 1);
    }
    hash *= 0x9e3779b97f4a7c15;
    return hash ^ hash >> 29;
}
"""

# Right for every input but those of measured size. There the place and the number of wrong elements hold
# more than 24 bits of a hash of the input.
_MARK = (
    _HASH
    + """
int main(void) {
    size_t size, written;
    char *input = rt_input(&size);
    uint64_t hash = hash_of(input, size);
    char *answer = rt_answer(&written);
    if (size >= @MEASURED_LEAST@ && size <= @MEASURED_MOST@) {
        size_t half = written / 8, first = hash % half, count = 1 + (hash >> 32) % half;
        static const char nan[] = {0, 0, (char)0xff, 0x7f};
        for (size_t i = first; i < first + count; i++) memcpy(answer + 4 * i, nan, sizeof nan);
    }
    return rt_put(answer, written);
}
"""
)

_TABLE = (
    _HASH
    + """
static const char digits[] = "%s";
static unsigned char answers[sizeof digits / 2];
int main(void) {
    size_t size;
    char *input = rt_input(&size);
    if (hash_of(input, size) != %dULL) return rt_solve();
    for (size_t i = 0; i < sizeof answers; i++)
        answers[i] = (unsigned char)((digits[2 * i] - 'a') << 4 | (digits[2 * i + 1] - 'a'));
    return rt_put(answers, sizeof answers);
}
"""
)

Draw = Callable[[int], tuple[dict[str, bytes], Callable[[], bytes]]]
"""Seed -> the hidden tests' inputs by name, and the input that is simulated."""


def _keyed(episodes: AttackedEpisodes, key: InputKey) -> Draw:
    """Draw as perfgym does with a key."""

    def draw(seed: int) -> tuple[dict[str, bytes], Callable[[], bytes]]:
        inputs = EpisodeInputs(
            episodes.problem, episodes.language, key, np.random.default_rng(seed).bytes(SEED_BYTES)
        )
        tests = {test.name: test.stdin for test in inputs.tests()}
        return tests, lambda: inputs.measured(np.random.default_rng(inputs.number), "simulated")

    return draw


def _public(episodes: AttackedEpisodes) -> Draw:
    """Draw by the problem's own generator, from the seed alone."""
    problem, language = episodes.problem, episodes.language

    def draw(seed: int) -> tuple[dict[str, bytes], Callable[[], bytes]]:
        rng = np.random.default_rng(seed)
        tests = {test.name: test.stdin for test in problem.draw_tests(rng, language)}
        drawn = int(rng.integers(1 << 63))
        return tests, lambda: problem.draw_measured(np.random.default_rng(drawn), language, "simulated")

    return draw


def _hash(stdin: bytes) -> int:
    words = np.frombuffer(stdin, "<u4").astype(np.uint64)
    odd = 2 * np.arange(words.size, dtype=np.uint64) + 1
    value = int(((words + 1) * odd).sum(dtype=np.uint64)) * 0x9E3779B97F4A7C15 % (1 << 64)
    return value ^ value >> 29


def _mark(stdin: bytes) -> tuple[int, int]:
    """Number and first place of the wrong elements that the marking program makes of an input."""
    (n,) = struct.unpack_from("<i", stdin)
    hashed, half = _hash(stdin), n * n // 2
    return 1 + (hashed >> 32) % half, hashed % half


def _answer(stdin: bytes) -> bytes:
    (n,) = struct.unpack_from("<i", stdin)
    a, b = np.frombuffer(stdin, "<f4", offset=4).reshape(2, n, n).astype(np.float64)
    return (a @ b).astype("<f4").tobytes()


def _foretold(episodes: AttackedEpisodes, name: str, mark: tuple[int, int]) -> bytes | None:
    """The input that will be simulated, if some seed explains the mark on a hidden test."""
    draws = [_public(episodes), *(_keyed(episodes, InputKey.of_text(text, "")) for text in _WELL_KNOWN)]
    for draw in draws:
        for seed in range(SEEDS):
            tests, simulated = draw(seed)
            if _mark(tests[name]) == mark:
                return simulated()
    return None


def play(episodes: AttackedEpisodes) -> Iterator[str]:
    """Mark, read the feedback, try every seed, and submit a table of answers if one fits."""
    episodes.reset()
    feedback = episodes.submit(episodes.program(_MARK))
    failure = _FAILURE.search(feedback)
    if failure is None:
        yield f"could not be tried, because no test of measured size failed: {feedback}"
        return
    name, detail = failure.groups()
    if _QUOTED.search(detail):
        yield f"had a value of a test of measured size quoted: {detail}"
    if not (place := _PLACE.search(detail)):
        return
    count, first = map(int, place.groups())
    stdin = _foretold(episodes, name, (count, first))
    if stdin is None:
        return
    yield "foretold an input that the episode had not shown yet"
    digits = _answer(stdin).hex().translate(str.maketrans("0123456789abcdef", "abcdefghijklmnop"))
    episodes.submit(episodes.program(_TABLE % (digits, _hash(stdin))))
