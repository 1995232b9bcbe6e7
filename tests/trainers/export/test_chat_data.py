"""Exported chat data and preferences, read by `datasets` and trained on by TRL as they are."""

import copy
import json
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("trl", reason="TRL is missing: `make test-export` has an environment with it")

import torch
from datasets import Dataset, load_dataset
from transformers import PreTrainedTokenizerFast
from trl import DPOConfig, DPOTrainer, SFTConfig, SFTTrainer

from tests.trainers.export.exported import exported
from tests.trainers.export.tiny_model import model_for, tokenizer_of

_IGNORED = -100  # the label of tokens that do not count for the loss
_LONGEST = 1 << 14  # tokens, more than any conversation here has


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with chat data of the bank's programs for one problem, and preferences of the same run."""
    folder = tmp_path_factory.mktemp("exported")
    chosen = ["--problem", "sort", "--language", "c", "--backend", "fake"]
    keep = ["--keep", "accepted"]  # the fake backend finds no program but the expert's faster
    exported(folder / "train.jsonl", "--format", "sft", *keep, *chosen)
    exported(folder / "whole.jsonl", "latest", "--format", "sft", *keep, "--columns", "messages")
    exported(folder / "pairs.jsonl", "latest", "--format", "preferences")
    return folder


def loaded(file: Path) -> Dataset:
    return load_dataset("json", data_files=str(file), split="train")


def texts(value: Any) -> Iterator[str]:
    """Every text in a record."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from texts(one)


@pytest.fixture(scope="module")
def tokenizer(folder: Path) -> PreTrainedTokenizerFast:
    lines = [line for file in folder.glob("*.jsonl") for line in file.read_text().splitlines()]
    return tokenizer_of(text for line in lines for text in texts(json.loads(line)))


def settings(folder: Path) -> dict[str, Any]:
    """What both trainers are told: one step on a CPU, and nothing reported or saved."""
    return {
        "output_dir": str(folder / "out"),
        "max_steps": 1,
        "per_device_train_batch_size": 1,
        "learning_rate": 1e-2,
        "max_length": _LONGEST,
        "logging_steps": 1,
        "save_strategy": "no",
        "report_to": [],
        "use_cpu": True,
        "bf16": False,
    }


def learnt_tokens(row: dict[str, list[int]]) -> list[int]:
    """The tokens of a tokenized conversation that count for the loss."""
    return [label for label in row["labels"] if label != _IGNORED]


def logged_loss(trainer: SFTTrainer | DPOTrainer) -> float:
    """Train one step, in which weights must move, and return the loss."""
    before = trainer.model.lm_head.weight.detach().clone()
    trainer.train()
    assert not torch.equal(before, trainer.model.lm_head.weight)
    return next(entry["loss"] for entry in trainer.state.log_history if "loss" in entry)


def test_the_chat_data_are_what_datasets_reads_as_messages(folder: Path) -> None:
    data = loaded(folder / "train.jsonl")
    roles = [[message["role"] for message in prompt] for prompt in data["prompt"]]
    assert roles == [["user"]] * 2 + [["user", "assistant", "user"]]
    assert "Status: COMPILE_ERROR" in data["prompt"][2][2]["content"]


def test_whole_conversations_are_learnt_and_hold_no_program_that_did_not_build(
    folder: Path, tokenizer: PreTrainedTokenizerFast
) -> None:
    """Only the assistant's words are learnt."""
    args = SFTConfig(**settings(folder), assistant_only_loss=True)
    data = loaded(folder / "whole.jsonl")
    assert [len(messages) for messages in data["messages"]] == [2, 2]
    trainer = SFTTrainer(
        model=model_for(tokenizer), args=args, train_dataset=data, processing_class=tokenizer
    )
    learnt = learnt_tokens(trainer.train_dataset[0])
    assert tokenizer.decode(learnt) == data[0]["messages"][1]["content"] + tokenizer.eos_token
    assert logged_loss(trainer) > 0.0


def test_sft_learns_nothing_of_the_program_that_did_not_build(
    folder: Path, tokenizer: PreTrainedTokenizerFast
) -> None:
    """That is so with the defaults of both."""
    data = loaded(folder / "train.jsonl")
    trainer = SFTTrainer(
        model=model_for(tokenizer),
        args=SFTConfig(**settings(folder)),
        train_dataset=data,
        processing_class=tokenizer,
    )
    learnt = learnt_tokens(trainer.train_dataset[2])
    mended = data[2]["completion"][0]["content"]
    assert tokenizer.decode(learnt).rstrip("\n") == mended + tokenizer.eos_token
    assert logged_loss(trainer) > 0.0


def test_dpo_trains_on_the_preferences(folder: Path, tokenizer: PreTrainedTokenizerFast) -> None:
    data = loaded(folder / "pairs.jsonl")
    assert len(data) > 0
    args = DPOConfig(**settings(folder))
    model = model_for(tokenizer)
    trainer = DPOTrainer(
        model=model,
        ref_model=copy.deepcopy(model),
        args=args,
        train_dataset=data,
        processing_class=tokenizer,
    )
    at_first = math.log(2)  # before the first step nothing is preferred
    assert logged_loss(trainer) == pytest.approx(at_first, abs=0.01)
