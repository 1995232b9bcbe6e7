"""Documents, and the three splits that are drawn of them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfgym.research.corpus import Shares, Splits, documents
from perfgym.research.load import load_research

_SHARES = Shares(search=0.1, final=0.1)
_DOCUMENT = st.binary(min_size=1, max_size=30).filter(lambda text: b"\n" not in text)
_DOCUMENTS = st.lists(_DOCUMENT, min_size=30, max_size=40, unique=True)


@given(_DOCUMENTS, st.integers(0, 99))
def test_every_document_is_in_exactly_one_split(found: list[bytes], seed: int) -> None:
    splits = Splits.draw(found, _SHARES, np.random.default_rng(seed))
    hidden = [*splits.search.split(b"\n"), *splits.final.split(b"\n")]
    assert sorted([*splits.train, *hidden]) == sorted(found)


@given(_DOCUMENTS, st.integers(0, 99))
def test_the_hidden_splits_have_about_their_share(found: list[bytes], seed: int) -> None:
    splits = Splits.draw(found, _SHARES, np.random.default_rng(seed))
    whole, longest = sum(map(len, found)), max(map(len, found))
    for part in (splits.search, splits.final):
        assert 0.1 * whole <= len(part.replace(b"\n", b"")) < 0.1 * whole + longest


@given(_DOCUMENTS, st.integers(0, 9), st.integers(0, 9))
def test_training_texts_of_few_documents_hold_all_of_them(found: list[bytes], one: int, other: int) -> None:
    splits = Splits.draw(found, _SHARES, np.random.default_rng(0))
    first, second = (splits.training_text(np.random.default_rng(seed)) for seed in (one, other))
    assert sorted(first.split(b"\n")) == sorted(second.split(b"\n")) == sorted(splits.train)
    assert first == splits.training_text(np.random.default_rng(one))


def test_runs_with_other_seeds_get_another_order() -> None:
    splits = Splits.draw([b"%d" % number for number in range(50)], _SHARES, np.random.default_rng(0))
    texts = {splits.training_text(np.random.default_rng(seed)) for seed in range(20)}
    assert len(texts) == 20


def test_a_program_that_sorts_its_documents_still_trains_on_others_each_time() -> None:
    """Otherwise it could cancel the order, fix its seed, and keep the luckiest of many seeds."""
    splits = Splits.draw([b"%d" % number for number in range(300)], _SHARES, np.random.default_rng(0))
    texts = [splits.training_text(np.random.default_rng(seed)).split(b"\n") for seed in range(20)]
    assert len({b"\n".join(sorted(text)) for text in texts}) == 20
    for text in texts:
        assert len(set(text)) == len(splits.train) - len(splits.train) // 50
        assert set(text) < set(splits.train)


def test_a_document_that_is_repeated_counts_once() -> None:
    """Otherwise one copy could be trained on, and another one hidden."""
    assert documents(b"one\n\ntwo\n\none", "\n\n") == (b"one", b"two")


def test_too_few_documents_are_refused() -> None:
    with pytest.raises(ValueError, match="2 documents are too few"):
        Splits.draw([b"a", b"b"], _SHARES, np.random.default_rng(0))


@pytest.mark.parametrize(("search", "final"), [(0.0, 0.1), (0.1, -0.1), (0.5, 0.5)])
def test_shares_that_leave_nothing_are_refused(search: float, final: float) -> None:
    with pytest.raises(ValueError, match="must be above 0"):
        Shares(search=search, final=final)


def test_the_jargon_file_has_its_entries() -> None:
    task = load_research("jargon")
    assert len(task.documents) == 2317
    assert b"\n".join(task.documents).startswith(b"\n\n00-database-dictfmt")
    assert sum(map(len, task.documents)) + len(task.documents) - 1 == 1_418_350
