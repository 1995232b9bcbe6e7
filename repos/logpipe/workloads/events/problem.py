"""Size and kind -> conditions and lines of logs in several formats, as bytes."""

import json
import random
import uuid
from collections.abc import Mapping

import numpy as np

__all__ = ["generate"]

_KINDS = (
    "random",
    "logfmt",
    "json",
    "syslog",
    "deep",
    "times",
    "messages",
    "hostile",
    "broken",
    "any-bytes",
    "long",
    "no-conditions",
    "many-conditions",
)
_LEVELS = ("debug", "info", "info", "info", "notice", "warning", "error", "ERROR", "critical")
_PROGRAMS = ("sshd", "cron", "kernel", "nginx", "postgres", "app-7", "systemd")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_TIMES = (
    "2023-{month:02d}-{day:02d}T{hour:02d}:{minute:02d}:{second:02d}Z",
    "2023-{month:02d}-{day:02d}T{hour:02d}:{minute:02d}:{second:02d}.{milli:03d}+02:00",
    "2023-{month:02d}-{day:02d} {hour:02d}:{minute:02d}:{second:02d}",
    "2023-{month:02d}-{day:02d} {hour:02d}:{minute:02d}:{second:02d},{milli:03d}",
    "2023-{month:02d}-{day:02d}T{hour:02d}:{minute:02d}:{second:02d}.{milli}",
    "{day:02d}/{name}/2023:{hour:02d}:{minute:02d}:{second:02d} -0330",
    "16{milli:03d}{second:02d}{minute:02d}{day:01d}",
    "16{milli:03d}{second:02d}{minute:02d}{day:02d}123",
    "Wed, {day:02d} {name} 2023 {hour:02d}:{minute:02d}:{second:02d} +0100",
    "Wed, {day:02d} {name} 2023 {hour:02d}:{minute:02d}:{second:02d} GMT",
    "Wed {name} {day:2d} {hour:02d}:{minute:02d}:{second:02d} CET 2023",
)
_WRONG_TIMES = (
    "",
    "now",
    "2023-02-30T00:00:00Z",
    "2023-01-01T24:00:00Z",
    "-1",
    "1e9",
    "2023-01-01",
    "99999999999999999999",
)
_MESSAGES = (
    "user {word} logged in from {ip} port {n}",
    "request {uuid} took {n}.{n} ms",
    'cannot open "{word} {n}.txt": {word}',
    "cache miss for key {word}_{n}",
    "retry {n} of {n} after {n}s",
    "segment at 0x{hex} freed {n} bytes",
    "{word} {word} {word}",
    "connection {ip}:{n} closed,  {n} bytes read,\t{n} written",
    "v{n}.{n}.{n} of {word} started",
    'job {uuid}: state "{word}" -> "{word}"',
    "sha256:{hex} does not match {hex}",
    "{n}",
)
_CONDITIONS = (
    'message ~ "[0-9]+ ms$"',
    'message ~ "(?i)^USER|retry"',
    "level in (error, critical, warning)",
    'message contains "CACHE"',
    "size > {n} and size <= {more}",
    "level = error or level = ERROR",
    "not has host and duration < 0.{n}",
    'host ~ "^(web|db)-[0-9]+$"',
    "program = {program} or pid < {more}",
    'message !~ "[aeiou]{{2}}"',
    "level != info",
    'time >= "2023-0{digit}-1"',
    "tags.0 = {word} or ctx.user.id >= {n}",
    'trace ~ "^[0-9a-f]+-{digit}"',
)
_WRONG_CONDITIONS = ("level =", "(a = b", 'message ~ "("', "", "a in ()")
_WRONG_LINES = (
    "{",
    '{"a":1} {',
    '{"a":"\\ud800 \\u00e9"}',
    '{"a":01}',
    '{"a":1,"a":{"b":2},"a":3}',
    '{"a":{"b":1},"a.b":2,"":3,".":{"":4}}',
    "[]",
    "null",
    '{"time":null,"level":true}',
    '{"time":1684305000.5}',
    '{"msg":["a",{"b":[[],{}]}],"lvl":1e400}',
    '"text"',
    '{"a":"b"}\t',
    "<34>",
    "<999>Oct 11 22:14:15 h p: x",
    "<34>Oct 41 22:14:15 h p: x",
    "<34>Oct  1 22:14:15 h p[x]: y",
    "<34>Oct 11 22:14:15 h p[12]:y",
    "<34>Oct 11 22:14:15 h p: a: b",
    "<034>Feb 29 01:02:03 h p[007]: ",
    "<191>Xyz 11 22:14:15 h p: x",
    "<1>Jan 00 00:00:00 h p: x",
    "<34>Oct 11 22:14:15 h [1]: x",
    "<34>Oct 11 22:14:15 h p[1][2]: x",
    "=",
    'a="',
    'a="\\x"',
    "a=b=c d",
    '"a"=b',
    'a="b"c',
    'a=b"c',
    "time=",
    "ts=now",
    "a=\t b",
    "msg= level",
    'msg="\\u00e9\\t\\x41" lvl=',
    'a="x" ="y"',
    "a",
    "  a=1  ",
    "\u00a0a=1\u3000",
    "é=ü",
    '::1 - - [01/Jan/2023:00:00:00 +0000] "GET / HTTP/1.1" 200 - "-" "x y"',
)


class _Events:
    """Draws conditions and lines."""

    def __init__(self, rng: np.random.Generator, kind: str) -> None:
        """Draw the words that messages consist of."""
        self.random = random.Random(rng.bytes(16))  # faster for single numbers
        self.kind = kind
        letters = "abcdefghijklmnopqrstuvwxyz" if kind != "hostile" else 'abc é日"\\\t_0x9.-=<>'
        self.words = ["".join(self.random.choices(letters, k=self.below(9) + 1)) for _ in range(80)]
        self.hosts = [f"{self.random.choice(('web', 'db', 'cache'))}-{i}" for i in range(30)]

    def below(self, high: int) -> int:
        """Draw a number below ``high``."""
        return self.random.randrange(high)

    def message(self) -> str:
        """Draw a message."""
        text = self.random.choice(_MESSAGES)
        for mark in ("word", "n", "ip", "uuid", "hex"):
            while "{" + mark + "}" in text:
                text = text.replace("{" + mark + "}", self.value(mark), 1)
        if self.kind == "messages":
            text += " " + self.message() if self.below(2) else self.value("n")
        if self.kind == "long" and self.below(10) == 0:
            text += " ".join(self.random.choices(self.words, k=self.below(1000)))
        return text

    def value(self, mark: str) -> str:
        """Draw what a mark in a message stands for."""
        if mark == "word":
            return self.random.choice(self.words).replace("{", "(")
        if mark == "n":
            return str(self.below(10 ** (1 + self.below(5))))
        if mark == "ip":
            return f"10.{self.below(256)}.{self.below(256)}.{self.below(256)}"
        if mark == "uuid":
            return str(uuid.UUID(int=self.random.getrandbits(128)))
        return f"{self.random.getrandbits(48):x}"

    def time(self) -> str:
        """Draw a time; mostly of the first layouts."""
        if self.kind == "broken" and self.below(20) == 0:
            return self.random.choice(_WRONG_TIMES)
        count = len(_TIMES) if self.kind == "times" or self.below(5) == 0 else 3
        month = self.below(12) + 1
        return _TIMES[self.below(count)].format(
            month=month,
            name=_MONTHS[month - 1],
            day=self.below(28) + 1,
            hour=self.below(24),
            minute=self.below(60),
            second=self.below(60),
            milli=self.below(1000),
        )

    def logfmt(self) -> str:
        """Draw a line of logfmt."""
        pairs = [
            f"level={self.random.choice(_LEVELS)}",
            f"msg={json.dumps(self.message(), ensure_ascii=False)}",
        ]
        at = self.time()
        pairs.insert(0, f'time="{at}"' if " " in at else f"ts={at}")
        if self.below(2):
            pairs.append(f"host={self.random.choice(self.hosts)}")
        if self.below(2):
            pairs += [f"size={self.below(100_000)}", f"duration={self.below(3)}.{self.below(1000):03d}"]
        if self.below(4) == 0:
            pairs.append(f"trace={self.random.getrandbits(64):x}-{self.below(10)}")
        return " ".join(pairs)

    def json(self) -> str:
        """Draw a line of JSON."""
        item: dict[str, object] = {
            "time": self.time(),
            "level": self.random.choice(_LEVELS),
            "msg": self.message(),
        }
        if self.below(2):
            item["host"] = self.random.choice(self.hosts)
        if self.below(2):
            item["size"] = self.below(100_000)
            item["ok"] = bool(self.below(2))
            item["none"] = None
        if self.kind == "deep" or self.below(3) == 0:
            item["ctx"] = {"user": {"id": self.below(5000), "name": self.random.choice(self.words)}}
            item["tags"] = self.random.choices(self.words, k=self.below(4))
        if self.kind == "deep":
            item["more"] = [{"a": [1.5, [self.below(9)]], self.random.choice(self.words): {}}, item["ctx"]]
        return json.dumps(item, ensure_ascii=bool(self.below(2)))

    def syslog(self) -> str:
        """Draw a line of syslog."""
        day, hour, minute, second = (self.below(most) for most in (28, 24, 60, 60))
        at = f"{self.random.choice(_MONTHS)} {day + 1:2d} {hour:02d}:{minute:02d}:{second:02d}"
        program = self.random.choice(_PROGRAMS) + (f"[{self.below(30_000)}]" if self.below(3) else "")
        return f"<{self.below(192)}>{at} {self.random.choice(self.hosts)} {program}: {self.message()}"

    def line(self) -> str:
        """Draw a line."""
        if self.kind in ("broken", "hostile") and self.below(8) == 0:
            return self.random.choice(_WRONG_LINES)
        formats = {"logfmt": self.logfmt, "json": self.json, "syslog": self.syslog, "deep": self.json}
        write = formats.get(self.kind) or self.random.choice(
            [self.logfmt, self.logfmt, self.json, self.syslog]
        )
        return write().replace("\n", " ")

    def conditions(self) -> list[str]:
        """Draw conditions."""
        count = {"no-conditions": 0, "many-conditions": 20}.get(self.kind, 3)
        texts = [
            self.random.choice(_CONDITIONS).format(
                n=self.below(1000),
                more=self.below(100_000),
                digit=self.below(9) + 1,
                word=json.dumps(self.random.choice(self.words), ensure_ascii=False),
                program=self.random.choice(_PROGRAMS),
            )
            for _ in range(count)
        ]
        return texts + list(_WRONG_CONDITIONS) if self.kind == "broken" else texts


def generate(rng: np.random.Generator, size: Mapping[str, int], kind: str) -> bytes:
    """Number of conditions, the conditions, and lines.

    Args:
        rng: All randomness comes from it.
        size: ``n``, the number of lines.
        kind: Determines the lines and what is unusual; one of :data:`_KINDS`.

    Raises:
        ValueError: There is no such kind.
    """
    if kind not in _KINDS:
        raise ValueError(f"unknown kind {kind!r}; there are: {', '.join(_KINDS)}")
    events = _Events(rng, kind)
    conditions = events.conditions()
    lines = "\n".join(events.line() for _ in range(size["n"])).encode()
    if kind == "any-bytes":
        values = np.frombuffer(lines, np.uint8).copy()
        hit = (rng.random(values.size) < 0.01) & (values != ord("\n"))
        values[hit] = rng.integers(0, 256, int(hit.sum()), dtype=np.uint8)
        lines = values.tobytes()
    return "".join(f"{text}\n" for text in (str(len(conditions)), *conditions)).encode() + lines
