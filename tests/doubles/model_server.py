"""An OpenAI-compatible server in a thread of this process. It can fail in the ways in which real ones do."""

import json
import random
import threading
from collections import Counter
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self

STATUSES = {"500": 500, "429": 429, "401": 401, "404": 404}
"""Tricks that answer with an HTTP status and nothing else."""

TRICKS = ("500", "429", "hang up", "drop", "junk", "no choices", "empty", "cut short")
"""Failures that a server may play instead of answering. After each of these another try may succeed."""

PIECES = 3
_TOKENS = {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120}

Body = dict[str, Any]


def failing(share: float, seed: int = 0) -> Callable[[Body, int], str]:
    """Return a function that plays a random trick on this share of requests; equal seeds, equal tricks."""

    def trick(body: Body, attempt: int) -> str:
        rng = random.Random(f"{seed} {body.get('seed')} {attempt}")
        return rng.choice(TRICKS) if rng.random() < share else ""

    return trick


class FakeServer(ThreadingHTTPServer):
    """Answers requests for chat completions, which may have a seed.

    Args:
        reply: Function from the body of a request to the text of the answer.
        trick: Function from the body of a request, and the number of earlier requests with its seed, to what
            the server does instead of answering: one of ``TRICKS`` or ``STATUSES``, ``"stall"``,
            ``"no usage"``, or an empty string for an answer. ``"running usage"`` is an answer whose every
            chunk tells the usage so far, and ``"running drop"`` one that breaks off.
    """

    daemon_threads = True

    def __init__(
        self,
        reply: Callable[[Body], str] = lambda body: f"reply to {body.get('seed')}",
        trick: Callable[[Body, int], str] = lambda body, attempt: "",
    ) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.reply = reply
        self.trick = trick
        self.bodies: list[Body] = []
        self.keys: list[str | None] = []
        self.closing = threading.Event()
        self._lock = threading.Lock()
        self._attempts: Counter[int | None] = Counter()
        self._thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05})

    @property
    def url(self) -> str:
        """Address to give to a client."""
        return f"http://127.0.0.1:{self.server_address[1]}/v1"

    def note(self, body: Body, key: str | None) -> int:
        """Keep a request; return how many with its seed came before."""
        with self._lock:
            self.bodies.append(body)
            self.keys.append(key)
            self._attempts[body.get("seed")] += 1
            return self._attempts[body.get("seed")] - 1

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Ignore a client that has closed its connection."""

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.closing.set()
        self.shutdown()
        self._thread.join()
        self.server_close()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: FakeServer

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class's name
        pass

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        attempt = self.server.note(body, self.headers["Authorization"])
        trick = self.server.trick(body, attempt)
        if trick in STATUSES:
            said = {"error": {"message": f"as bad as {self.headers['Authorization']}"}}
            self._send(STATUSES[trick], "application/json", json.dumps(said))
        elif trick == "hang up":
            self.close_connection = True
        elif body.get("stream"):
            self._stream(body, trick)
        else:
            self._whole(body, trick)

    def _send(self, status: int, kind: str, text: str) -> None:
        sent = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(sent)))
        self.send_header("retry-after-ms", "5")
        self.end_headers()
        self.wfile.write(sent)

    def _whole(self, body: Body, trick: str) -> None:
        if trick == "stall":
            self.server.closing.wait()
        text = "" if trick == "empty" else self.server.reply(body)
        reason = None if trick == "cut short" else "stop"
        choice = {"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": reason}
        answer: Body = {"id": "x", "object": "chat.completion", "created": 0, "model": "fake"}
        answer["choices"] = [] if trick == "no choices" else [choice]
        if trick != "no usage":
            answer["usage"] = _TOKENS
        sent = "<html>" if trick == "junk" else json.dumps(answer)
        if trick == "drop":
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(2 * len(sent)))
            self.end_headers()
            self.wfile.write(sent.encode())
            self.close_connection = True
        else:
            self._send(200, "application/json", sent)

    def _stream(self, body: Body, trick: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        text = "" if trick == "empty" else self.server.reply(body)
        size = len(text) // PIECES + 1
        for piece in range(PIECES):
            if piece and trick in ("drop", "stall", "junk", "running drop"):
                return self._spoil(trick)
            more = {"usage": {**_TOKENS, "completion_tokens": piece + 1}} if "running" in trick else {}
            self._chunk([{"index": 0, "delta": {"content": text[piece * size :][:size]}}], trick, **more)
        if trick != "cut short":
            self._chunk([{"index": 0, "delta": {}, "finish_reason": "stop"}], trick)
        if trick != "no usage" and body.get("stream_options", {}).get("include_usage"):
            self._chunk([], trick, usage=_TOKENS)
        self._event("[DONE]")
        self.wfile.write(b"0\r\n\r\n")
        return None

    def _spoil(self, trick: str) -> None:
        if trick == "stall":
            self.server.closing.wait()
        if trick == "junk":
            self._event('{"choices": [')
        self.close_connection = True

    def _chunk(self, choices: list[Body], trick: str, **more: Any) -> None:
        chunk: Body = {"id": "x", "object": "chat.completion.chunk", "created": 0, "model": "fake", **more}
        chunk["choices"] = [] if trick == "no choices" else choices
        self._event(json.dumps(chunk))

    def _event(self, data: str) -> None:
        event = f"data: {data}\n\n".encode()
        self.wfile.write(b"%x\r\n%s\r\n" % (len(event), event))
        self.wfile.flush()
