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


class TestGo(_InTheSessionsSandbox):
    """Go, whose run-time reserves address space and tells of a panic."""

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


def test_files_are_called_as_their_languages_say() -> None:
    """The bank's endings, and the languages' own."""
    endings = {language.source_name.rpartition(".")[2]: name for name, language in LANGUAGES.items()}
    assert endings.items() <= LANGUAGE_OF_ENDING.items()
