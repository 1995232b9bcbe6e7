"""Harbor tasks: an agent with a shell rewrites a program, which perfgym pays for in another container."""

from perfgym.integrations.harbor.tasks import write_tasks

__all__ = ["write_tasks"]
