"""``PerfRepo``: the agent makes a repository faster, with the tools that a person would use."""

__all__: list[str] = []
