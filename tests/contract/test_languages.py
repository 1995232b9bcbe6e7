"""Every language keeps its contract."""

import pytest

from perfgym.bank import LANGUAGE_OF_ENDING
from perfgym.languages import LANGUAGES
from perfgym.sandbox import Sandbox
from perfgym.testing import LanguageContract, Samples


class _InTheSessionsSandbox(LanguageContract):
    @pytest.fixture
    def sandbox(self, sandbox: Sandbox) -> Sandbox:
        """The sandbox of the whole session."""
        return sandbox


class TestC(_InTheSessionsSandbox):
    """C, whose programs print nothing when they crash."""

    language = LANGUAGES["c"]
    samples = Samples(
        echo="""
            #include <stdio.h>
            int main(void) { int c; while ((c = getchar()) != EOF) putchar(c); return 0; }
        """,
        wrong="int main(void) { return undeclared; }",
        says_wrong="solution.c:1:25: error: 'undeclared' undeclared",
        crash="int *volatile nowhere; void dig(void) { *nowhere = 1; } int main(void) { dig(); }",
        says_crash="",
        endless="int main(void) { for (volatile int i = 0;; i++) {} }",
        hungry="""
            #include <stdlib.h>
            #include <string.h>
            int main(void) {
                for (int i = 0; i < 3072; i++) {
                    char *part = malloc(1 << 20);
                    if (!part) abort();
                    memset(part, i, 1 << 20);
                    *(char *volatile *)part = part;
                }
                return 0;
            }
        """,
        deep="""
            int dig(volatile int depth) { return depth ? dig(depth - 1) + 1 : 0; }
            int main(void) { return dig(100000) != 100000; }
        """,
    )


class TestRust(_InTheSessionsSandbox):
    """Rust, whose programs print where they panicked."""

    language = LANGUAGES["rust"]
    samples = Samples(
        echo="""
            use std::io;
            fn main() -> io::Result<()> {
                io::copy(&mut io::stdin(), &mut io::stdout()).map(|_| ())
            }
        """,
        wrong="fn main() { undeclared(); }",
        says_wrong="solution.rs:1:13",
        crash="""fn dig(depth: usize) -> usize { [1, 2][depth] }
            fn main() { std::process::exit(dig(std::env::args().count() + 1) as i32) }
        """,
        says_crash="panicked at solution.rs:1:33:\nindex out of bounds",
        endless="fn main() { loop { std::hint::black_box(0); } }",
        hungry="""
            fn main() {
                let parts: Vec<Vec<u8>> = (0..3072).map(|i| vec![i as u8 | 1; 1 << 20]).collect();
                std::hint::black_box(parts);
            }
        """,
        deep="""
            fn dig(depth: u32) -> u32 {
                if std::hint::black_box(depth) == 0 { 0 } else { dig(depth - 1) + 1 }
            }
            fn main() { assert_eq!(dig(100_000), 100_000); }
        """,
    )


class TestPython(_InTheSessionsSandbox):
    """Python, whose tracebacks name lines and functions."""

    language = LANGUAGES["python"]
    samples = Samples(
        echo="import sys\nsys.stdout.buffer.write(sys.stdin.buffer.read())\n",
        wrong="def solve():\n    return 1 +\n",
        says_wrong='File "solution.py", line 2\n    return 1 +\n              ^\nSyntaxError: invalid syntax',
        crash="def dig():\n    return [][1]\n\n\ndig()\n",
        says_crash='File "solution.py", line 2, in dig\n    return [][1]',
        endless="while True:\n    pass\n",
        hungry="held = [bytearray(b'x') * (1 << 20) for _ in range(3072)]\n",
        deep="""
import sys
sys.setrecursionlimit(200_000)
def dig(depth):
    return dig(depth - 1) + 1 if depth else 0
assert dig(100_000) == 100_000
""",
    )


class TestTypeScript(_InTheSessionsSandbox):
    """TypeScript, built by esbuild and run by Node.js."""

    language = LANGUAGES["typescript"]
    samples = Samples(
        echo="""
            import * as fs from "node:fs";
            const bytes: Uint8Array = fs.readFileSync(0);
            for (let at = 0; at < bytes.length; ) at += fs.writeSync(1, bytes, at);
        """,
        wrong="const answer: number = 42;\nconst answer = 43;\n",
        says_wrong="solution.ts:2:6:",
        crash="""
            function dig(depth: number): number {
                if (depth === 0) throw new RangeError("nothing down here");
                return dig(depth - 1) + 1;
            }
            dig(3);
        """,
        says_crash="at dig (solution.mjs:",
        endless="for (;;) {}",
        hungry="""
            const parts: Uint8Array[] = [];
            for (let i = 0; i < 3072; i++) parts.push(new Uint8Array(1 << 20).fill(i));
            if (parts.some((part) => part[0] === undefined)) throw new Error();
        """,
        deep="""
            const dig = (depth: number): number => (depth === 0 ? 0 : dig(depth - 1) + 1);
            if (dig(100_000) !== 100_000) process.exit(1);
        """,
    )


class TestGo(_InTheSessionsSandbox):
    """Go, whose run-time reserves address space and prints a panic."""

    language = LANGUAGES["go"]
    samples = Samples(
        echo="""
            package main
            import ("io"; "os")
            func main() { if _, err := io.Copy(os.Stdout, os.Stdin); err != nil { os.Exit(1) } }
        """,
        wrong="package main\n\nfunc main() { undeclared() }",
        says_wrong="solution.go:3:15: undefined: undeclared",
        crash="package main\n\nfunc dig(to []int) int { return to[5] }\n\nfunc main() { println(dig(nil)) }",
        says_crash="main.dig(",
        endless="package main\n\nvar i int\n\nfunc main() { for { i++ } }",
        hungry="""
            package main
            var kept [][]byte
            func main() {
                for i := 0; i < 3072; i++ {
                    part := make([]byte, 1<<20)
                    for j := range part { part[j] = byte(i) }
                    kept = append(kept, part)
                }
            }
        """,
        deep="""
            package main
            func dig(depth int) int { if depth == 0 { return 0 }; return dig(depth-1) + 1 }
            func main() { if dig(100000) != 100000 { panic("lost") } }
        """,
    )


def test_the_bank_knows_each_language_by_the_ending_of_its_source_files() -> None:
    endings = {language.source_name.rpartition(".")[2]: name for name, language in LANGUAGES.items()}
    assert endings == LANGUAGE_OF_ENDING
