"""MkDocs hook: fills in the generated parts of pages, and links that leave this folder.

A page marks a generated part by ``<!-- generate: NAME -->``. The pages are also read on GitHub, so they link
to files of the repository by relative paths. The site copies the pictures, and links to the repository for
all other files.
"""

import functools
import importlib
import inspect
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import griffe
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files

import perfgym
from perfgym.envs.registration import FAMILIES

__all__ = ["ResolveRoles", "on_files", "on_page_markdown"]

ROOT = Path(__file__).parents[1]
BLOB = "blob/main/"
PICTURES = "benchmarks/results/"

SECTIONS = {
    "envs": "Environments and wrappers",
    "vector": "Many environments",
    "bank": "Problems",
    "evaluation": "Rewards",
    "measure": "Backends and comparisons",
    "programs": "Programs and their judgement",
    "records": "Records",
    "sandbox": "Sandboxes",
    "errors": "Errors",
}
"""Folder or module of the package to the heading that its public names stand under."""

INTERFACES = (
    "perfgym.envs.family",
    "perfgym.measure.backend",
    "perfgym.sandbox.sandbox",
    "perfgym.sandbox.request",
    "perfgym.languages.language",
    "perfgym.rollout.agents.agent",
    "perfgym.integrations.sb3",
    "perfgym.testing",
)
"""Modules whose names extensions implement, inherit from or are given."""

_MARK = re.compile(r"<!-- generate: (\w+) -->")
_LINK = re.compile(r"\]\(\.\./([^)#]+)(#[^)]*)?\)")
_ROLE = re.compile(r":(?:class|func|meth|data|mod|attr):`~?([\w.]+)`")


def _block(path: str, **options: Any) -> str:
    """One mkdocstrings block."""
    lines = [f"::: {path}", "    options:", *(f"      {name}: {value}" for name, value in options.items())]
    return "\n".join(lines) + "\n"


def _environments() -> Iterator[str]:
    """For each family its problems, its IDs and the docstring of its class."""
    for family in FAMILIES:
        ids = list(family.ids())
        described = [family.describe(env_id) for env_id in ids]
        yield f"## {family.name}\n"
        yield "| problem | bottleneck of the naive program |\n|---|---|"
        yield from dict.fromkeys(f"| {one.title} | {one.bottleneck} |" for one in described)
        yield "\n" + "\n".join(["```text", *map(str, ids), "```"]) + "\n"
        module, _, class_name = family.entry_point.partition(":")
        yield _block(f"{module}.{class_name}", heading_level=3, members="false", show_bases="false")


def _section(name: str) -> str:
    """The heading that a public name stands under, by the module that defines it."""
    alias = _package()[name]
    assert isinstance(alias, griffe.Alias)
    folder = alias.final_target.module.path.split(".")[1]
    if folder not in SECTIONS:
        raise PluginError(
            f"docs/site.py: SECTIONS needs a heading for perfgym.{folder}, which defines {name}"
        )
    return SECTIONS[folder]


@functools.cache
def _package() -> griffe.Object | griffe.Alias:
    """The package as mkdocstrings reads it: constants, too, are known by the module that defines them."""
    return griffe.load("perfgym", search_paths=[ROOT])


def _summary(module: ModuleType) -> str:
    """First line of a module's docstring."""
    return (inspect.getdoc(module) or "").partition("\n")[0]


def _api() -> Iterator[str]:
    """Every public name under its heading, then the interfaces."""
    found: dict[str, list[str]] = {heading: [] for heading in SECTIONS.values()}
    for name in sorted(set(perfgym.__all__) - {"__version__"}):
        found[_section(name)].append(name)
    classes = {family.entry_point.rpartition(":")[2] for family in FAMILIES}
    for heading, names in found.items():
        yield f"## {heading}\n" if names else ""
        for name in names:
            if name in classes:
                yield f"### `{name}`\n\nSee [Environments](environments.md).\n"
            else:
                yield _block(f"perfgym.{name}", heading_level=3)
    yield "## Interfaces for extensions\n"
    public = [getattr(perfgym, name) for name in perfgym.__all__]
    for path in INTERFACES:
        module = importlib.import_module(path)
        yield f"### `{path}`\n\n{_summary(module)}\n"
        for name in module.__all__:
            if not any(getattr(module, name) is known for known in public):
                yield _block(f"{path}.{name}", heading_level=4)


def _commands() -> Iterator[str]:
    """One mkdocs-click block: the help of every command."""
    yield "### Options\n"
    yield "::: mkdocs-click\n    :module: perfgym.cli.main\n    :command: main\n    :prog_name: perfgym"
    yield "    :depth: 3\n    :style: table\n    :remove_ascii_art: true\n"


_GENERATORS: dict[str, Callable[[], Iterator[str]]] = {
    "environments": _environments,
    "api": _api,
    "commands": _commands,
}


def _outside_link(match: re.Match[str], repo_url: str) -> str:
    """The link on the site for a link to a file of the repository."""
    path, anchor = match[1], match[2] or ""
    if not (ROOT / path).exists():
        raise PluginError(f"a page links to {path}, which the repository does not have")
    if path.startswith(PICTURES):
        return f"]({Path(path).name})"
    return f"]({repo_url}{BLOB}{path}{anchor})"


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Add the pictures of the results."""
    for picture in sorted((ROOT / PICTURES).glob("*.png")):
        files.append(File.generated(config, picture.name, abs_src_path=str(picture)))
    return files


def on_page_markdown(markdown: str, *, config: MkDocsConfig, **_: Any) -> str:
    """Fill in the generated parts, and turn links to files of the repository into links of the site."""
    markdown = _MARK.sub(lambda mark: "\n".join(_GENERATORS[mark[1]]()), markdown)
    return _LINK.sub(lambda match: _outside_link(match, config.repo_url or ""), markdown)


class ResolveRoles(griffe.Extension):
    """Turns the Sphinx roles of docstrings, such as ``:class:`~perfgym.Status```, into links of the site."""

    def on_object(self, *, obj: griffe.Object, **_: Any) -> None:
        """Rewrite one docstring. What is not on the site stays plain text."""
        if obj.docstring is not None:
            obj.docstring.value = _ROLE.sub(lambda role: _reference(role[1], obj), obj.docstring.value)


def _reference(target: str, obj: griffe.Object) -> str:
    """A link to ``target``, or its name in code where the site does not have it."""
    path = target if target.startswith("perfgym.") else f"{obj.module.path}.{target}"
    return f'<autoref identifier="{path}" optional><code>{target.rpartition(".")[2]}</code></autoref>'
