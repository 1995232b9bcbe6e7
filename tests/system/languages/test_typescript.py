"""Properties of TypeScript that other languages do not have."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from perfgym.errors import ToolchainMissingError
from perfgym.languages import LANGUAGES, typescript
from perfgym.programs.judge import status_of
from perfgym.records import Build, Status
from perfgym.sandbox import Sandbox
from perfgym.sandbox.request import Limits, ProcessResult
from tests.doubles import builds

_TYPESCRIPT = LANGUAGES["typescript"]
_INPUT = b"1 2\n3\n"


@pytest.fixture(autouse=True)
def _needs_toolchain(request: pytest.FixtureRequest) -> Iterator[None]:
    """Skip the test without a toolchain, unless it is about a machine without one."""
    if "without" not in request.node.name:
        try:
            _TYPESCRIPT.toolchain()
        except ToolchainMissingError as error:
            pytest.skip(str(error))
    yield


def _build(sandbox: Sandbox, source: str) -> Build:
    return builds.build(_TYPESCRIPT, sandbox, source)[0]


def _run(sandbox: Sandbox, source: str, stdin: bytes = _INPUT) -> ProcessResult:
    return builds.program(_TYPESCRIPT, sandbox, source, Limits(memory_bytes=1 << 29)).run(stdin)


@pytest.mark.parametrize(
    "source",
    [
        'import * as fs from "fs"; process.stdout.write(fs.readFileSync(0));',
        'import { readFileSync } from "fs"; process.stdout.write(readFileSync("/dev/stdin"));',
        'import fs = require("fs"); fs.writeFileSync("/dev/stdout", fs.readFileSync("/dev/stdin", "utf8"));',
        'const fs = require("fs"); if (require.main === module) process.stdout.write(fs.readFileSync(0));',
        'process.stdin.on("data", (chunk: Buffer) => process.stdout.write(chunk));',
        "for await (const chunk of process.stdin) process.stdout.write(chunk);",
        'import { createInterface } from "node:readline";\n'
        'createInterface({ input: process.stdin }).on("line", (line) => console.log(line));',
        'import { createRequire } from "module"; const require = createRequire(import.meta.url);\n'
        'const module = require("fs"); process.stdout.write(module.readFileSync(0)); process.exit(0);',
    ],
)
def test_standard_input_is_read_in_every_usual_way(sandbox: Sandbox, source: str) -> None:
    """Programs use a descriptor, a name, a stream or lines, with import and with require."""
    result = _run(sandbox, source)
    assert (result.stdout, result.stderr) == (_INPUT, b"")


def test_language_features_beyond_javascript_work(sandbox: Sandbox) -> None:
    """Enumerations, namespaces, parameter properties and decorators work, and wrong types are ignored."""
    result = _run(
        sandbox,
        """
        enum Colour { Red, Green = 5, Blue }
        const enum Size { Large = 2 }
        namespace Outer { export namespace Inner { export const seven: number = 7; } }
        const seen = (method: any, context: any): any => method;
        abstract class Base<T> { constructor(protected readonly held: T) {} }
        class Derived extends Base<number> { @seen get(): number { return this.held satisfies number; } }
        const unchecked: string = 1 as any as number;
        console.log(Colour.Blue, Colour[5], Size.Large, Outer.Inner.seven, new Derived(3).get(), unchecked!);
        """,
    )
    assert result.stdout == b"6 Green 2 7 3 1\n"


def test_output_is_complete_if_the_program_exits_at_once(sandbox: Sandbox) -> None:
    """Standard output is a file, to which Node.js writes synchronously."""
    result = _run(sandbox, "process.stdout.write(Buffer.alloc(30_000_000, 65)); process.exit(0);")
    assert result.stdout == b"A" * 30_000_000


def test_a_stack_names_functions_and_nothing_of_nodes_own(sandbox: Sandbox) -> None:
    """The message begins with the line that failed and a mark at the place."""
    source = 'async function main() { await null; dig(); }\nfunction dig() { throw new Error("x"); }\nmain();'
    said = _run(sandbox, source).stderr.decode()
    assert 'throw new Error("x");\n        ^\n' in said
    assert "at dig (solution.mjs:" in said
    assert "node:internal" not in said
    assert "Node.js v" not in said


def test_an_import_of_a_host_file_is_not_followed(sandbox: Sandbox) -> None:
    """Neither the build nor the run reads it."""
    for imported in ("/etc/passwd", "./solution.ts", "../etc/passwd"):
        result = _run(sandbox, f'import x from "{imported}" with {{ type: "json" }}; console.log(x);')
        assert status_of(result) is Status.CRASHED
        assert b"root:" not in result.stdout + result.stderr


def test_comments_and_white_space_make_no_other_program(sandbox: Sandbox) -> None:
    """An equal program is found in the cache, and is not measured again."""
    first = _build(sandbox, "const a: number = 1; console.log(a);")
    again = _build(sandbox, "// other\n\n/*! kept? */ const a\n  : number = 1;\n\nconsole.log( a ); // end\n")
    assert first.digest == again.digest


def _missing(monkeypatch: pytest.MonkeyPatch) -> str:
    typescript._find.cache_clear()  # pyright: ignore[reportPrivateUsage]
    try:
        with pytest.raises(ToolchainMissingError) as raised:
            _TYPESCRIPT.toolchain()
    finally:
        monkeypatch.undo()
        typescript._find.cache_clear()  # pyright: ignore[reportPrivateUsage]
    return str(raised.value)


def test_without_node_the_error_names_the_package_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "apt install nodejs" in _missing(monkeypatch)


def test_without_esbuild_the_error_names_the_package_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A script that only starts esbuild is not enough."""
    monkeypatch.setattr(typescript, "_node", lambda: ("/usr/bin/node", "20.0.0"))
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    script = tmp_path / "bin" / "esbuild"
    script.parent.mkdir()
    script.write_text("#!/usr/bin/env node\n")
    script.chmod(0o755)
    monkeypatch.setenv("PATH", str(script.parent))
    assert "npm install -g esbuild" in _missing(monkeypatch)
