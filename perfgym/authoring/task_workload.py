"""A function of a user's library -> a workload that calls it with generated arguments."""

import re
from pathlib import Path
from string import Template
from typing import Any, cast

import tomlkit

from perfgym.authoring.go_source import GoFunction, GoModule

__all__ = ["Chosen", "choose_functions", "write_workload"]

_TEMPLATE = Path(__file__).parent / "templates" / "task" / "workload"
_INTEGERS = (
    "int",
    "int8",
    "int16",
    "int32",
    "int64",
    "uint",
    "uint8",
    "uint16",
    "uint32",
    "uint64",
    "rune",
    "byte",
)
_MOST_LENGTH = 40

# Type of a parameter -> how problem.py draws it, and the argument of call number i.
_ARGUMENTS = {
    "string": ("text", "{column}[i]"),
    "[]byte": ("text", "[]byte({column}[i])"),
    "bool": ("number", "{column}[i]&1 == 1"),
    "float64": ("number", "float64({column}[i]) / 7"),
    "[]string": ("texts", "{column}[i]"),
    **{kind: ("number", f"{kind}({{column}}[i])") for kind in _INTEGERS},
}


def _each(statement: str) -> str:
    """Statements that write a list: the number of its items, and each item by ``statement``."""
    loop = f"for _, one := range {{result}} {{{{\n\t\t\t{statement}\n\t\t}}}}"
    return f"out.number(int64(len({{result}})))\n\t\t{loop}"


# Type of a result -> how it is written.
_WRITTEN = {
    "string": "out.text({result})",
    "[]byte": "out.text(string({result}))",
    "bool": "out.truth({result})",
    "float64": "out.real({result})",
    "float32": "out.real(float64({result}))",
    "error": "out.failure({result})",
    "[]string": _each("out.text(one)"),
    "[]int": _each("out.number(int64(one))"),
    "[]float64": _each("out.real(one)"),
    **dict.fromkeys(_INTEGERS, "out.number(int64({result}))"),
}

Chosen = tuple[str, GoFunction | None]
"""Name of a workload, and the function that it calls; None for one that the author has to write."""


def choose_functions(module: GoModule) -> tuple[Chosen, Chosen]:
    """Two workloads of a module: of the functions that its tests name most often and a template can call."""
    usable = [one for one in module.functions if _is_usable(one)][:2]
    named = [(_snake(one.name), one) for one in usable]
    if len({name for name, _ in named}) < len(named):
        named = [(f"{name}_{number}", one) for number, (name, one) in enumerate(named, 1)]
    spare: list[Chosen] = [("first", None), ("second", None)]
    first, second = [*named, *spare[len(named) :]]
    return first, second


def _is_usable(function: GoFunction) -> bool:
    takes = all(kind in _ARGUMENTS for kind in function.parameters)
    gives = all(kind in _WRITTEN for kind in function.results)
    says_something = any(kind != "error" for kind in function.results)
    varies = any(kind in ("string", "[]byte", "[]string") for kind in function.parameters)
    return takes and gives and says_something and varies


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()[:_MOST_LENGTH]


def write_workload(folder: Path, module: GoModule, function: GoFunction | None) -> None:
    """Write the folder of a workload: its program, the generator of inputs, and the sizes.

    Args:
        folder: The workload's folder, which does not exist yet.
        module: The module.
        function: The function to call; without one, the program is left to the author.
    """
    folder.mkdir(parents=True)
    parameters = tuple(_ARGUMENTS[kind][0] for kind in function.parameters) if function else ("text",)
    (folder / "main.go").write_text(_program(module, function), encoding="utf-8")
    (folder / "problem.py").write_text(_generator(parameters), encoding="utf-8")
    document = cast("Any", tomlkit.parse((_TEMPLATE / "problem.toml").read_text(encoding="utf-8")))
    document["title"] = f"Calls of {function.name}" if function else "TODO: a short title"
    (folder / "problem.toml").write_text(document.as_string(), encoding="utf-8")


def _generator(parameters: tuple[str, ...]) -> str:
    text = (_TEMPLATE / "problem.py").read_text(encoding="utf-8")
    listed = ", ".join(f'"{parameter}"' for parameter in parameters)
    comma = "," if len(parameters) == 1 else ""
    return text.replace('_PARAMETERS = ("text",)', f"_PARAMETERS = ({listed}{comma})")


def _program(module: GoModule, function: GoFunction | None) -> str:
    if function is None:
        package = next(iter(module.packages), ".")
        text = (_TEMPLATE / "nothing.go.txt").read_text(encoding="utf-8")
        return Template(text).substitute(import_path=_import_path(module, package))
    columns = [f"column{number}" for number in range(len(function.parameters))]
    reads: list[str] = []
    arguments: list[str] = []
    for kind, column in zip(function.parameters, columns, strict=True):
        drawn, argument = _ARGUMENTS[kind]
        reads += _reads(drawn, column)
        arguments.append(argument.format(column=column))
    results = [f"result{number}" for number in range(len(function.results))]
    call = f"{', '.join(results)} := library.{function.name}({', '.join(arguments)})"
    written = [
        _WRITTEN[kind].format(result=result) for kind, result in zip(function.results, results, strict=True)
    ]
    text = (_TEMPLATE / "main.go.txt").read_text(encoding="utf-8")
    return Template(text).substitute(
        call=f"{function.package_name}.{function.name}",
        import_path=_import_path(module, function.package),
        read="".join(f"\t{line}\n" for line in reads),
        call_and_write="".join(f"\t\t{line}\n" for line in (call, *written)),
    )


def _reads(drawn: str, column: str) -> list[str]:
    """Statements that read one parameter of all calls."""
    if drawn == "number":
        return [f"{column} := in.numbers(n)"]
    if drawn == "text":
        return [f"{column} := in.texts(n)"]
    return [
        f"{column}Counts, {column} := in.counts(n), make([][]string, n)",
        f"{column}Items := in.texts(total({column}Counts))",
        f"for i, count := range {column}Counts {{",
        f"\t{column}[i], {column}Items = {column}Items[:count:count], {column}Items[count:]",
        "}",
    ]


def _import_path(module: GoModule, package: str) -> str:
    return module.path + package[1:]
