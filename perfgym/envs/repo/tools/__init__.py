"""The tools of an agent: each module has one function from a workbench and an action to a result."""

__all__: list[str] = []
