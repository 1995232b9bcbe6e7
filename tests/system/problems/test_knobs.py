"""The knobs of the bank's problems leave an agent something to learn."""

import contextlib
from collections.abc import Mapping

import numpy as np
import pytest

from perfgym import PerfTuneEnv

GOOD: Mapping[str, Mapping[str, str]] = {
    "matmul": {
        "optimise": "-O3", "contract": "-ffp-contract=fast", "LANES": "8", "VECTORS": "2", "ROWS": "6",
        "DEPTH": "256", "UNROLL": "2", "PACK_A": "1", "PACK_B": "1", "ACROSS": "0", "READ": "2048",
        "WRITE": "2048",
    },
    "nbody": {
        "optimise": "-O3", "math": "-fno-math-errno", "LANES": "8", "TARGETS": "2", "BLOCK": "64",
        "GROUP": "4096", "MUTUAL": "1",
    },
    "stencil": {
        "ORDER": "ALONG", "LANES": "8", "DIVISION": "IN_FLOAT", "TOGETHER": "8", "RING": "3", "UNROLL": "4",
        "PADDED": "1", "OFFSET": "15", "STRIDE": "16", "READ": "2048", "WRITE": "2048",
    },
    "sort": {
        "optimise": "-O3", "inline": "-finline-functions", "READ_BYTES": "65536", "WRITE_BYTES": "65536",
        "COMPARED": "KEYS_ONCE", "SPLIT_BITS": "11", "BASE": "RADIX", "RADIX_BITS": "8", "MOVED": "FEWEST",
    },
    "hash_table": {
        "optimise": "-O2", "inline": "-finline-functions", "HASH": "CRC_WORDS", "PROBING": "LINEAR",
        "TAG_BITS": "8", "SIZED": "FOR_ALL_PAIRS", "ENTRIES_PER_16_SLOTS": "14", "KEPT": "INPUT",
        "COMPARED": "WORDS", "WORD_LOOPS": "AS_LONG_AS_LONGEST", "COPY_UNIT": "64", "READ_BYTES": "65536",
        "WRITE_BUFFER": "65536",
    },
}  # fmt: skip
"""Good settings in C by problem. Knobs that are not listed keep their defaults."""


@pytest.mark.parametrize("problem", GOOD)
def test_there_are_settings_three_times_as_good_as_the_defaults(problem: str) -> None:
    """The cost is counted in modelled cycles, on inputs of half the size."""
    with contextlib.closing(PerfTuneEnv(problem, backend="simulated", store="none", scale=0.5)) as env:
        _, info = env.reset(seed=1)
        settings = {**info["knobs"], **GOOD[problem]}
        point = [env.knobs[name].index(setting) for name, setting in settings.items()]
        *_, good = env.step(np.array(point))
        assert good["status"] == "ACCEPTED"
        assert good["speedup"] >= 3 * info["speedup"]
