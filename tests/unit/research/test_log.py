"""Logs of training scripts: lines as Parameter Golf's and nanochat's print them, torn and forged ones."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfgym.research.log import LogError, LogRules, figures_of

GOLF = LogRules(
    final=re.compile(
        r"^final_int8_zlib_roundtrip_exact val_loss:(?P<val_loss>[\d.]+) val_bpb:(?P<val_bpb>[\d.]+)$"
    ),
    others={
        "artifact": re.compile(r"^Total submission size int8\+zlib: (?P<artifact_bytes>\d+) bytes$"),
        "tokens": re.compile(r"^val_loader:shards .* tokens:(?P<val_tokens>\d+)$"),
    },
    exact={"val_tokens": 62_021_632},
    bytes_per_token=(2.4359, 0.0005),
)
NANOCHAT = LogRules(final=re.compile(r"^val_bpb:\s+(?P<val_bpb>[\d.]+)$"))
LOG = """\
val_loader:shards pattern=fineweb_val_*.bin tokens:62021632
step:1000/20000 val_loss:2.3000 val_bpb:1.3600
Total submission size int8+zlib: 15863489 bytes
final_int8_zlib_roundtrip val_loss:2.0673 val_bpb:1.2244
final_int8_zlib_roundtrip_exact val_loss:2.06730000 val_bpb:1.22440000
"""


def test_the_figures_of_a_log_are_read() -> None:
    figures = figures_of(LOG, GOLF)
    assert figures.val_bpb == 1.2244
    assert figures.values["artifact_bytes"] == 15_863_489


def test_a_line_that_was_written_over_counts_by_its_end() -> None:
    log = "step 1 | loss: 3\rstep 2 | loss: 2\r\n---\nval_bpb:          0.997900\nmfu_percent: 1\n"
    assert figures_of(log, NANOCHAT).val_bpb == 0.9979


@pytest.mark.parametrize(
    ("log", "said"),
    [
        (LOG[:-3], "has 0 final lines"),
        (LOG + LOG.splitlines()[-1] + "\n", "has 2 final lines"),
        (LOG.replace("int8_zlib", "int6"), "its name must stay"),
        (LOG.replace("val_loader", "loader"), "does not say val_tokens, which must be 62021632"),
        (LOG.replace("62021632", "63779840"), "val_tokens is 63779840 in the log"),
        (LOG.replace("val_bpb:1.22440000", "val_bpb:1.10000000"), "of other text, or of another count"),
        (LOG.replace("val_bpb:1.22440000", "val_bpb:0.00000000"), "must be a number above 0"),
        (LOG.replace("val_bpb:1.22440000", "val_bpb:1.2.3"), "is no number"),
    ],
)
def test_a_log_that_is_torn_or_contradicts_itself_has_no_figure(log: str, said: str) -> None:
    with pytest.raises(LogError, match=said):
        figures_of(log, GOLF)


@given(st.text(), st.integers(0, len(LOG)))
def test_any_log_is_read_or_refused(noise: str, at: int) -> None:
    for log in (noise, LOG[:at] + noise + LOG[at:]):
        try:
            assert figures_of(log, GOLF).val_bpb > 0
        except LogError as error:
            assert str(error)


def test_a_long_line_costs_no_time_and_counts_for_nothing() -> None:
    slow = LogRules(
        final=re.compile(r"^val_bpb: (?P<val_bpb>[\d.]+)$"), others={"x": re.compile("AT (?P<x>.*) DUE")}
    )
    begun = time.process_time()
    long = "AT " * 1_000_000
    assert figures_of(f"{long}\nval_bpb: 1.5\n", slow).values == {"val_bpb": 1.5}
    assert time.process_time() - begun < 5
    with pytest.raises(LogError, match="0 final lines"):
        figures_of(f"val_bpb: 1.{'0' * 5000}\n", slow)
