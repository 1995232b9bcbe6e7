"""Harbor tasks: an agent with a shell rewrites a program, and perfgym pays for it in a container of its own."""

from perfgym.integrations.harbor.tasks import write_tasks

__all__ = ["write_tasks"]
