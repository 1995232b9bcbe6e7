"""Size and kind -> queries and access logs, as bytes."""

import random
from collections.abc import Mapping

import numpy as np

__all__ = ["generate"]

_KINDS = (
    "random",
    "api",
    "pages",
    "common-format",
    "many-paths",
    "zones",
    "hostile",
    "broken",
    "any-bytes",
    "long",
    "one-line-each",
    "no-durations",
    "carriage-returns",
)
_METHODS = ("GET", "GET", "GET", "POST", "PUT", "DELETE", "HEAD")
_STATUSES = (200, 200, 200, 200, 201, 204, 301, 304, 400, 401, 404, 404, 500, 502, 503)
_PROTOCOLS = ("HTTP/1.0", "HTTP/1.1", "HTTP/1.1", "HTTP/2.0")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_AGENTS = (
    "Mozilla/5.0 (X11; Linux x86_64; rv:109.0) Gecko/20100101 Firefox/115.0",
    "curl/7.88.1",
    "Wget/1.21.3",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 16_5 like Mac OS X) AppleWebKit/605.1.15",
    "-",
    "Go-http-client/1.1",
)
_CONDITIONS = (
    "status >= {status}",
    "status < {status}",
    "status = 404 or status = 500",
    'path ~ "^/{word}"',
    "has user",
    'path !~ "{letter}$" and bytes > {bytes}',
    'agent contains "{agent}"',
    "method in (POST, PUT, DELETE)",
    "not (duration < 0.{digits})",
    'host ~ "^10\\\\.[0-9]+" and not has query',
    "time >= 2023-0{digit}",
    'query ~ "(^|&)page=[0-9]+(&|$)" or bytes < {bytes}',
    "referer != {word} and duration >= 0.{digits}",
)
_KEYS = ("path", "host", "status", "method", "minute", "agent", "user", "protocol", "tool")
_COLUMNS = (
    "count",
    "sum(bytes)",
    "mean(duration)",
    "max(duration)",
    "min(bytes)",
    "p50(duration)",
    "p90(duration)",
    "p99(bytes)",
    "distinct(host)",
    "distinct(path)",
    "top3(path)",
    "top2(agent)",
    "mean(bytes)",
)
_FIELDS = ("time", "host", "path", "status", "bytes", "query", "agent", "duration", "user", "tool")
_WRONG_LINES = (
    "",
    "   ",
    "not a line",
    '1.2.3.4 - - [10/Oct/2023:13:55:36 +0000] "GET / HTTP/1.0"',
    '1.2.3.4 - - [99/Oct/2023:13:55:36 +0000] "GET / HTTP/1.0" 200 1',
    '1.2.3.4 - - [10/Oct/2023:13:55:36 +0000] "GET /a b HTTP/1.0" 200 1',
    '1.2.3.4 - - [10/Oct/2023:13:55:36 +0000] "GET / HTTP/1.0" 2000 1',
    '1.2.3.4 - - [10/Oct/2023:13:55:36 +0000] "GET / HTTP/1.0" 200 x',
    '1.2.3.4 - - [10/Oct/2023:13:55:36 +0000] "GET / HTTP/1.0" 200 1 "a"',
    '1.2.3.4 - - [10/Oct/2023:13:55:36 +0000] "GET / HTTP/1.0" 200 1 "a" "b" 5',
    '1.2.3.4 - - [10/Oct/2023:13:55:36 +0000] "GET / HTTP/1.0" 200 1 0.5 "a" "b"',
    '1.2.3.4 - - [] "GET / HTTP/1.0" 200 1',
    '1.2.3.4 - - [10/Oct/2023:13:55:36 +0000]  "GET / HTTP/1.0" 200 1',
    '1.2.3.4 - - [10/Oct/2023:13:55:36] "GET / HTTP/1.0" 200 1',
    " 1.2.3.4 - - [x] y",
    '1.2.3.4 - - [10/oct/2023:13:55:36 +0000] "GET / HTTP/1.0" 200 1',
    '1.2.3.4 - - [1/Oct/2023:3:05:36 +0000] "GET / HTTP/1.0" 200 1',
    '1.2.3.4 - - [10/Oct/2023:13:55:36.25 +0000] "GET / HTTP/1.0" 200 1',
    '1.2.3.4 - - [29/Feb/2023:13:55:36 +0000] "GET / HTTP/1.0" 200 1',
    '1.2.3.4 - - [29/Feb/2024:23:59:59 -2359] "GET /" HTTP/1.0" 200 1',
    '1.2.3.4 - - [10/Oct/2023:24:00:00 +0000] "GET / HTTP/1.0" 200 1',
    '1.2.3.4 - - [10/Oct/2023:13:55:36 +2500] "GET / HTTP/1.0" 200 1',
    '1.2.3.4 - - [10/Oct/2023:13:55:36 +0000] ""x"" / HTTP/1.0" 200 00 "" "" 0.0',
    '1.2.3.4 - - [10/Oct/2023:13:55:36 +0000] "GET ? P" 999 99999999999999999999 "?" "-" 00.00',
    '1.2.3.4\t- - [10/Oct/2023:13:55:36 +0000] "GET / HTTP/1.0" 200 1',
    '- - - [10/Oct/2023:13:55:36 +0000] "- - -" 200 - "-" "-"',
)
_WRONG_QUERIES = (
    "from access",
    "count",
    "from access | where status >> 5 | compute count",
    "from acces | compute count",
)


class _Logs:
    """Draws queries and lines."""

    def __init__(self, rng: np.random.Generator, kind: str) -> None:
        """Draw hosts and paths, of which all lines have some."""
        self.random = random.Random(rng.bytes(16))  # faster for single numbers
        self.kind = kind
        letters = "abcdefghijklmnopqrstuvwxyz"
        self.words = ["".join(self.random.choices(letters, k=self.random.randrange(2, 9))) for _ in range(60)]
        if kind == "hostile":
            self.words += ["日本", "e\u0301", "%20", "a=b", "\u00a0", "'", "\\", "<n>", "x" * 300]
        self.hosts = [f"10.{self.below(256)}.{self.below(256)}.{self.below(256)}" for _ in range(40)]
        self.hosts += [f"2001:db8::{self.below(65536):x}" for _ in range(8)] + ["localhost"]
        count = 2000 if kind == "many-paths" else 80
        self.paths = [self.path() for _ in range(count)]
        self.zone = "+0000"

    def below(self, high: int) -> int:
        """Draw a number below ``high``."""
        return self.random.randrange(high)

    def path(self) -> str:
        """Draw a path."""
        if self.kind == "api" or self.below(3) == 0:
            return f"/api/v{self.below(3)}/{self.random.choice(self.words)}/{self.below(10000)}"
        return "".join(f"/{word}" for word in self.random.choices(self.words, k=self.below(4))) or "/"

    def line(self) -> str:
        """Draw a line."""
        draw = self.random
        if self.kind in ("broken", "hostile") and self.below(10) == 0:
            return draw.choice(_WRONG_LINES)
        if self.kind == "zones":
            self.zone = f"{draw.choice('+-')}{self.below(15):02d}{draw.choice((0, 0, 30, 45)):02d}"
        at = (
            f"{self.below(28) + 1:02d}/{draw.choice(_MONTHS)}/2023:"
            f"{self.below(24):02d}:{self.below(60):02d}:{self.below(60):02d} {self.zone}"
        )
        path = draw.choice(self.paths)
        if self.below(4) == 0:
            path += f"?page={self.below(50)}&{draw.choice(self.words)}={draw.choice(self.words)}"
        if self.kind == "long" and self.below(20) == 0:
            path += "?" + "q" * self.below(20_000)
        user = draw.choice(self.words) if self.below(5) == 0 else "-"
        request = f"{draw.choice(_METHODS)} {path} {draw.choice(_PROTOCOLS)}"
        size = str(self.below(100_000)) if self.below(9) else "-"
        text = f'{draw.choice(self.hosts)} - {user} [{at}] "{request}" {draw.choice(_STATUSES)} {size}'
        if self.kind != "common-format":
            referer = f"https://example.org/{draw.choice(self.words)}" if self.below(2) else "-"
            text += f' "{referer}" "{draw.choice(_AGENTS)}"'
        if self.kind != "no-durations":
            text += f" {self.below(3)}.{self.below(1000):03d}"
        return text

    def condition(self) -> str:
        """Draw a condition."""
        return self.random.choice(_CONDITIONS).format(
            status=self.random.choice((200, 300, 400, 500)),
            word=self.random.choice(self.words[:60]),
            letter=self.random.choice("0123456789aeiou"),
            bytes=self.below(100_000),
            agent=self.random.choice(("mozilla", "CURL", "linux", "/1.")),
            digits=self.below(100),
            digit=self.below(9) + 1,
        )

    def query(self) -> str:
        """Draw a query."""
        draw = self.random
        if self.kind == "broken" and self.below(8) == 0:
            return draw.choice(_WRONG_QUERIES)
        stages = ["from access", *(f"where {self.condition()}" for _ in range(self.below(3)))]
        stages += [f"bucket {draw.choice(('1m', '1h', '24h', '90s'))} as minute", "lower agent as tool"]
        if self.below(3) == 0:
            stages.append("pattern path as path")
        if self.below(5) == 0:
            stages.append("fields " + ", ".join(draw.sample(_FIELDS, 1 + self.below(6))))
        else:
            keys, columns = draw.sample(_KEYS, self.below(3)), draw.sample(_COLUMNS, 1 + self.below(5))
            if keys:
                stages.append("group " + ", ".join(keys))
            stages.append("compute " + ", ".join(columns))
            stages.append("sort " + draw.choice(("", "-")) + draw.choice(columns + keys))
        if self.below(2):
            stages.append(f"limit {self.below(40)}")
        stages.append("output " + draw.choice(("text", "json", "tsv")))
        return " | ".join(stages)


def _spoilt(rng: np.random.Generator, text: bytes) -> bytes:
    """Replace one byte in fifty by any other, but leave line ends."""
    values = np.frombuffer(text, np.uint8).copy()
    hit = (rng.random(values.size) < 0.02) & (values != ord("\n"))
    values[hit] = rng.integers(0, 256, int(hit.sum()), dtype=np.uint8)
    return values.tobytes()


def generate(rng: np.random.Generator, size: Mapping[str, int], kind: str) -> bytes:
    """Number of questions; each is a query, the length of a log, and the log.

    Args:
        rng: All randomness comes from it.
        size: ``n``, the number of lines in all logs.
        kind: Determines the lines and what is unusual; one of :data:`_KINDS`.

    Raises:
        ValueError: There is no such kind.
    """
    if kind not in _KINDS:
        raise ValueError(f"unknown kind {kind!r}; there are: {', '.join(_KINDS)}")
    logs = _Logs(rng, kind)
    questions: list[bytes] = []
    left = size["n"]
    while left > 0:
        lines = 1 if kind == "one-line-each" else min(left, 40 + logs.below(160))
        end = "\r\n" if kind == "carriage-returns" else "\n"
        log = (end.join(logs.line() for _ in range(lines)) + (end if logs.below(2) else "")).encode()
        if kind == "any-bytes":
            log = _spoilt(rng, log)
        questions.append(f"{logs.query()}\n{len(log)}\n".encode() + log)
        left -= lines
    return f"{len(questions)}\n".encode() + b"".join(questions)
