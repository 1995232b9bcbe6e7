"""TRL's own trainer plays and learns, with a tiny random model that is made here: no hub, no GPU."""

import functools
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import perfgym
from perfgym.integrations.trl import PerfOptimize
from perfgym.sandbox import Sandbox
from tests.doubles.jails import SPIN, FailingSandbox, killing_jails_of_spinning_programs
from tests.doubles.trainers_page import blocks

trl = pytest.importorskip("trl", reason="TRL is missing: pip install 'perfgym[trl]'")
torch = pytest.importorskip("torch")

from datasets import Dataset  # noqa: E402 - needs TRL
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers  # noqa: E402
from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast  # noqa: E402

pytestmark = pytest.mark.filterwarnings("default")  # TRL and PyTorch warn of themselves

SORT = perfgym.load_problem("sort")
REFERENCE, EXPERT = SORT.references["c"], SORT.experts["c"]
BROKEN = "int main( {"
ID = "PerfOptimize-sort-c-v0"
ROW = {"prompt": [{"role": "user", "content": "Use the tools.\n\n"}], "env_id": ID, "seed": 1}
GROUP = 4


@pytest.fixture(autouse=True)
def quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    monkeypatch.setenv("TRL_EXPERIMENTAL_SILENCE", "1")
    torch.set_num_threads(1)
    torch.manual_seed(0)


def call(tool: str, **arguments: Any) -> str:
    """What Qwen 3 writes to call a tool."""
    return f"<tool_call>\n{json.dumps({'name': tool, 'arguments': arguments})}\n</tool_call>"


def make_tokenizer() -> Any:
    """A byte-level tokenizer, trained on the programs here, with the template of Qwen 3 that TRL brings."""
    plain = Tokenizer(models.BPE())
    plain.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    plain.decoder = decoders.ByteLevel()
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    special = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"]
    plain.train_from_iterator(
        [SORT.spec, REFERENCE, EXPERT],
        trainers.BpeTrainer(vocab_size=1000, special_tokens=special, initial_alphabet=alphabet),
    )
    made = PreTrainedTokenizerFast(tokenizer_object=plain, pad_token="<|endoftext|>", eos_token="<|im_end|>")
    templates = Path(trl.__file__).parent / "chat_templates"
    made.chat_template = (templates / "qwen3.jinja").read_text()
    return made


class Scripted(LlamaForCausalLM):
    """A tiny random model whose replies are scripted; its weights are trained as any other's.

    Attributes:
        script: The replies of each row of a group, in turn.
    """

    script: list[list[str]]
    tokenizer: Any

    def generate(self, input_ids: Any = None, **_: Any) -> Any:
        rows = []
        for number, ids in enumerate(input_ids.tolist()):
            said = self.tokenizer.decode(ids)
            turn = said.count("<tool_response>")
            row = self.row_of(said) if turn else number % len(self.script)
            replies = self.script[row]
            text = replies[turn] if turn < len(replies) else "Done."
            rows.append(ids + self.tokenizer(f"{text}<|im_end|>")["input_ids"])
        width = max(map(len, rows))
        return torch.tensor([row + [self.tokenizer.pad_token_id] * (width - len(row)) for row in rows])

    def row_of(self, said: str) -> int:
        """The row whose first reply is the first in a conversation."""
        rows = [number for number, row in enumerate(self.script) if row[0] in said]
        return min(rows, key=lambda number: said.index(self.script[number][0]))


class Watched(trl.GRPOTrainer):
    """Keeps the advantages of each group."""

    def _generate_and_score_completions(self, inputs: Any) -> Any:
        batch = super()._generate_and_score_completions(inputs)
        self.advantages = [*getattr(self, "advantages", []), batch["advantages"].tolist()]
        return batch


def make_model(script: list[list[str]]) -> tuple[Scripted, Any]:
    """A model that plays a script, and its tokenizer."""
    tokenizer = make_tokenizer()
    model = Scripted(
        LlamaConfig(
            vocab_size=len(tokenizer),
            hidden_size=32,
            intermediate_size=64,
            num_hidden_layers=1,
            num_attention_heads=2,
            num_key_value_heads=2,
            max_position_embeddings=32768,
            pad_token_id=tokenizer.pad_token_id,
            eos_token_id=tokenizer.eos_token_id,
            bos_token_id=None,
        )
    )
    model.script, model.tokenizer = script, tokenizer
    return model, tokenizer


def make_trainer(folder: Path, script: list[list[str]], steps: int, **arguments: Any) -> Any:
    model, tokenizer = make_model(script)
    args = trl.GRPOConfig(
        output_dir=str(folder),
        max_steps=steps,
        per_device_train_batch_size=GROUP,
        num_generations=GROUP,
        max_completion_length=8192,
        max_tool_calling_iterations=4,
        learning_rate=1e-3,
        logging_steps=1,
        save_strategy="no",
        report_to=[],
        use_cpu=True,
        bf16=False,
        chat_template_kwargs={"enable_thinking": False},
    )
    return Watched(
        model=model,
        processing_class=tokenizer,
        args=args,
        train_dataset=Dataset.from_list([ROW] * steps),
        environment_factory=functools.partial(PerfOptimize, backend="cpu_time", **arguments),
    )


def logged(trainer: Any, name: str) -> list[float]:
    return [entry[name] for entry in trainer.state.log_history if name in entry]


def test_two_steps_of_grpo_pay_the_faster_programs_and_move_the_weights(tmp_path: Path) -> None:
    """Two rows submit the expert's program at once or after the reference; two never submit."""
    script = [
        [call("submit", code=EXPERT)],
        [call("evaluate", code=REFERENCE), call("submit", code=EXPERT)],
        [call("evaluate", code=BROKEN)],
        ["I do not know."],
    ]
    trainer = make_trainer(tmp_path, script, steps=2)
    before = trainer.model.lm_head.weight.detach().clone()
    trainer.train()
    assert not torch.equal(before, trainer.model.lm_head.weight.cpu())
    assert len(trainer.advantages) == 2
    for fast, slow_then_fast, broken, silent in trainer.advantages:
        assert min(fast, slow_then_fast) > 0 > broken
        assert broken == pytest.approx(silent)
    for mean in logged(trainer, "rewards/PerfOptimize/mean"):
        assert -0.5 < mean < 0  # two of about 0.8, two of -1
    assert logged(trainer, "tools/failure_frequency") == [0, 0]


def test_a_fault_in_the_middle_of_a_group_leaves_its_mean_and_advantages_untouched(tmp_path: Path) -> None:
    """The second row's jail is killed while its program runs; the third row is played in a new one."""
    script = [
        [call("submit", code=EXPERT)],
        [call("evaluate", code=SPIN), call("submit", code=EXPERT)],
        [call("submit", code=REFERENCE)],
        [call("evaluate", code=BROKEN)],
    ]
    trainer = make_trainer(tmp_path, script, steps=1)
    before = trainer.model.lm_head.weight.detach().clone()
    with killing_jails_of_spinning_programs() as killed:
        trainer.train()
    assert len(killed) == 1
    expert, faulted, reference, broken = (one.get_reward() for one in trainer.environments)
    assert faulted is None
    valid = torch.tensor([expert, reference, broken])
    assert logged(trainer, "rewards/PerfOptimize/mean") == [pytest.approx(valid.mean().item(), abs=1e-5)]
    wanted = ((valid - valid.mean()) / (valid.std() + 1e-4)).tolist()
    (advantages,) = trainer.advantages
    assert advantages.pop(1) == 0
    assert advantages == pytest.approx(wanted, abs=1e-4)
    assert not torch.equal(before, trainer.model.lm_head.weight.cpu())


@pytest.fixture
def env() -> Iterator[Callable[..., PerfOptimize]]:
    def begun(**arguments: Any) -> PerfOptimize:
        made = PerfOptimize(backend="cpu_time", **arguments)
        made.reset(**ROW)
        return made

    return begun


def test_the_prompt_speaks_of_no_tags(env: Any) -> None:
    prompt = PerfOptimize(backend="cpu_time").reset(**ROW)
    assert REFERENCE.strip() in prompt
    assert "<code>" not in prompt


def test_an_episode_that_is_never_submitted_is_worth_its_best_program(env: Any) -> None:
    played = env()
    assert played.get_reward() == -1
    played.evaluate(EXPERT)
    best = played.get_reward()
    assert "COMPILE_ERROR" in played.evaluate(BROKEN)
    assert played.get_reward() == best > 0.3


def test_after_its_end_an_episode_takes_no_more_programs_until_it_is_reset(env: Any) -> None:
    played = env(max_turns=1)
    played.evaluate(BROKEN)
    assert played.submit(EXPERT) == "The task has ended."
    assert played.get_reward() == -1
    played.reset(**ROW)
    assert "ACCEPTED" in played.submit(EXPERT)
    assert played.get_reward() > 0.3


@pytest.mark.parametrize(
    "env_id", ["CartPole-v1", "antigravity:PerfOptimize-sort-c-v0", "PerfTune-matmul-c-v0", 5]
)
def test_a_row_names_only_an_environment_that_takes_programs(env_id: Any) -> None:
    with pytest.raises(perfgym.SettingsError):
        PerfOptimize().reset(env_id=env_id)


def test_other_columns_of_a_row_are_no_arguments(env: Any) -> None:
    """Data sets come from strangers: one must not choose the sandbox."""
    played = PerfOptimize(backend="cpu_time")
    assert played.reset(**ROW, sandbox="unsafe-none", answer="42")
    assert "COMPILE_ERROR" in played.evaluate(BROKEN)


def test_a_fault_before_the_first_turn_is_no_reward_and_the_next_episode_is_played(sandbox: Sandbox) -> None:
    """An exception in `reset` would end the training."""
    played = PerfOptimize(backend="cpu_time", sandbox=FailingSandbox(sandbox))
    assert played.reset(**ROW) == "The task has ended."
    assert played.submit(EXPERT) == "The task has ended."
    assert played.get_reward() is None
    assert REFERENCE.strip() in played.reset(**ROW)
    assert played.get_reward() == -1


def test_the_program_of_the_documentation_trains(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It runs as it is written, but on a CPU, for one step, and with a model that is not from the hub."""
    (program,) = blocks("TRL", "python")
    model, tokenizer = make_model([[call("evaluate", code=BROKEN)], ["I do not know."]])
    smaller = "max_steps=1, per_device_train_batch_size=8, report_to=[], use_cpu=True, bf16=False,"
    for written, run in (
        ('model="Qwen/Qwen3-1.7B",', "model=model, processing_class=tokenizer,"),
        ("GRPOConfig(\n", f"GRPOConfig({smaller}\n"),
    ):
        assert program.count(written) == 1
        program = program.replace(written, run)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PERFGYM_BACKEND", "cpu_time")
    names = {"model": model, "tokenizer": tokenizer}
    exec(compile(program, "docs/trainers.md", "exec"), names)
    assert logged(names["trainer"], "rewards/PerfOptimize/mean") == [-1]
    assert logged(names["trainer"], "tools/call_frequency") == [0.5]
