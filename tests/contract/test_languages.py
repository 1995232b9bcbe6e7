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


def test_files_are_called_as_their_languages_say() -> None:
    """The bank's endings, and the languages' own."""
    endings = {language.source_name.rpartition(".")[2]: name for name, language in LANGUAGES.items()}
    assert endings.items() <= LANGUAGE_OF_ENDING.items()
