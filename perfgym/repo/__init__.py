"""Repositories that an agent makes fast: trees of files, tasks, tools, and the host that serves them."""

__all__: list[str] = []
