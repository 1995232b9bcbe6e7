"""A conversation -> the model's next message, by one request from this process."""

from typing import Any

import httpx
import verifiers.v1 as vf
from verifiers.v1.dialects.chat import message_to_wire

__all__ = ["OneRequestHarness", "OneRequestHarnessConfig"]


class OneRequestHarnessConfig(vf.HarnessConfig):
    """It has nothing to choose."""


class OneRequestHarness(vf.Harness[OneRequestHarnessConfig]):
    """Asks the model once. The harness ``null`` of verifiers starts a program by ``uv`` for that."""

    APPENDS_SYSTEM_PROMPT = True
    SUPPORTS_RESUME = True
    EXECUTES_CODE = False
    NEEDS_CONTAINER = False

    async def launch(
        self, ctx: Any, trace: Any, runtime: Any, endpoint: str, secret: str, mcp_urls: Any, data: vf.TaskData
    ) -> vf.ProgramResult:
        """Send the whole conversation to verifiers' endpoint, which samples and keeps the trace."""
        del trace, runtime, mcp_urls
        system, prompt = self.resolve_prompt(data)
        conversation = [vf.UserMessage(content=prompt)] if isinstance(prompt, str) else prompt or []
        messages = [{"role": "system", "content": system}] if system else []
        messages += [message_to_wire(message) for message in conversation]
        async with httpx.AsyncClient(timeout=None) as client:  # verifiers' own time limits end a request
            answer = await client.post(
                f"{endpoint.rstrip('/')}/chat/completions",
                json={"model": ctx.model, "messages": messages},
                headers={"Authorization": f"Bearer {secret}"},
            )
        return vf.ProgramResult(int(answer.is_error), answer.text, answer.text if answer.is_error else "")
