"""What is read in the sources of a module."""

from perfgym.authoring.go_source import GoFunction, read_module
from perfgym.repo.workspace.tree import File, Tree

FILES = {
    "go.mod": 'module "example.org/m" // a remark\n\nrequire (\n\tgithub.com/a/b v1.2.3 // indirect\n)\n',
    "m.go": "package m\n\nfunc Cut(a, b string, n int) ([]string, error) {\n}\n\nfunc small() {}\n",
    "m_test.go": "package m_test\n\nfunc BenchmarkCut(b *testing.B) {\n\tm.Cut(x, y, 1)\n}\n",
    "a/b/b.go": "package b\n\nfunc (t *T) M(a string) string {\n}\n\nfunc Sum(a []byte) uint32 {\n}\n",
    "cmd/tool/main.go": "package main\n\nfunc Main(a string) string {\n}\n",
    "vendor/github.com/a/b/b.go": "package b\n\nfunc V(a string) string {\n}\n",
    "other/go.mod": "module example.org/other\n",
    "other/o.go": "package other\n",
    "testdata/x.go": "package nonsense\n",
    "_old/x.go": "package old\n",
}


def tree(**changes: str) -> Tree:
    return Tree({path: File(text.encode()) for path, text in {**FILES, **changes}.items()})


def test_the_module_its_packages_and_its_benchmarks_are_found() -> None:
    module = read_module(tree())
    assert module is not None
    assert (module.path, module.required) == ("example.org/m", ("github.com/a/b",))
    assert module.packages == {"./a/b": "b", ".": "m"}
    assert module.benchmarks == {".": ("BenchmarkCut",)}


def test_exported_functions_are_found_those_first_that_tests_name() -> None:
    """Methods, functions of commands and those of other modules are none of them."""
    module = read_module(tree())
    assert module is not None
    cut, total = module.functions
    assert cut == GoFunction(
        package=".",
        package_name="m",
        name="Cut",
        parameters=("string", "string", "int"),
        results=("[]string", "error"),
        mentions=1,
    )
    assert (total.name, total.parameters, total.results) == ("Sum", ("[]byte",), ("uint32",))


def test_without_a_name_there_is_no_module() -> None:
    assert read_module(tree(**{"go.mod": "go 1.21\n"})) is None
    assert read_module(Tree({"m.go": File(b"package m\n")})) is None
