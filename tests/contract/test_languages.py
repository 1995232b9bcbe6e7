"""Every language keeps its contract."""

import pytest

from perfgym.bank import LANGUAGE_OF_ENDING
from perfgym.languages import LANGUAGES
from perfgym.sandbox import Sandbox
from perfgym.testing import LanguageContract, Samples


class _InTheSessionsSandbox(LanguageContract):
    @pytest.fixture
    def sandbox(self, sandbox: Sandbox) -> Sandbox:
        """The one of the whole session."""
        return sandbox


class TestC(_InTheSessionsSandbox):
    """C, which says nothing when it crashes."""

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
    """Rust, which says where it panicked."""

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


def test_files_are_called_as_their_languages_say() -> None:
    """The bank's endings, and the languages' own."""
    endings = {language.source_name.rpartition(".")[2]: name for name, language in LANGUAGES.items()}
    assert endings.items() <= LANGUAGE_OF_ENDING.items()
