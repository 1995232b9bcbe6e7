"""A language model rewrites a program until the episode ends.

Shows `perfgym.TextWrapper`, whose observations and actions are strings, with any server that speaks the
OpenAI protocol. The prompt goes to the model, its reply goes to the environment, and the feedback becomes the
next message. `perfgym rollout` does the same for many episodes at once, with retries and a record.

    pip install 'perfgym[llm]'
    export OPENAI_API_KEY=...  # a local server needs none
    python examples/llm_loop.py --model NAME --base-url http://127.0.0.1:8000/v1
"""

import os

import click
import gymnasium as gym
from openai import OpenAI
from openai.types.chat import ChatCompletionMessageParam

import perfgym


def play(env: perfgym.TextWrapper, client: OpenAI, model: str, seed: int) -> float:
    """Play one episode and return its reward."""
    prompt, info = env.reset(seed=seed)
    messages: list[ChatCompletionMessageParam] = [{"role": "user", "content": prompt}]
    reward, done = 0.0, False
    while not done:
        answer = client.chat.completions.create(model=model, messages=messages, seed=seed)
        reply = answer.choices[0].message.content or ""
        feedback, reward, terminated, truncated, info = env.step(reply)
        click.echo(feedback)
        messages += [{"role": "assistant", "content": reply}, {"role": "user", "content": feedback}]
        done = terminated or truncated
    if info["fault"]:  # perfgym failed, not the model: this reward must not train anything
        raise click.ClickException(info["fault_kind"])
    return reward


@click.command()
@click.option("--model", required=True, help="The model's name, as the server knows it.")
@click.option("--base-url", default="https://api.openai.com/v1", show_default=True)
@click.option("--env", "env_id", default="PerfOptimize-sort-c-v0", show_default=True)
@click.option("--seed", default=0, show_default=True)
def main(model: str, base_url: str, env_id: str, seed: int) -> None:
    """Play one episode with a language model and print its reward."""
    client = OpenAI(base_url=base_url, api_key=os.environ.get("OPENAI_API_KEY", "none"))
    env = perfgym.TextWrapper(gym.make(env_id))
    try:
        click.echo(f"reward {play(env, client, model, seed):.3f}")
    finally:
        env.close()


if __name__ == "__main__":
    main()
