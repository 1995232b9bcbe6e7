"""System-call filters: which calls a program may make (``policy``), as a kernel filter (``bpf``)."""

from perfgym.sandbox.seccomp.policy import build_filter, build_jail_filter, build_run_filter

__all__ = ["build_filter", "build_jail_filter", "build_run_filter"]
