"""Ways to run a training script outside the sandbox: commands, job queues, and recordings."""

from perfgym.research.launchers.launcher import Launch, Launched, Launcher, LaunchOutcome

__all__ = ["Launch", "LaunchOutcome", "Launched", "Launcher"]
