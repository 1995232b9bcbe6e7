"""Real repositories of Go code as tasks: trees of files, workspaces, tools and the host that serves them."""

__all__: list[str] = []
