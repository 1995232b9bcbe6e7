"""Which core each worker is at home on, where there is one for each."""

from perfgym.machine.facts import physical_cores

__all__ = ["homes", "measuring_cores"]


def measuring_cores(cores: tuple[int, ...] = ()) -> list[tuple[int, ...]]:
    """Physical cores to measure on, each as its usable logical CPUs, the best first.

    Args:
        cores: Logical CPUs of them; empty for all that this process may use.
    """
    found = physical_cores()
    return [core for core in found if set(core) & set(cores)] if cores else found


def homes(workers: int, cores: tuple[int, ...] = ()) -> list[int] | list[None]:
    """For each worker the logical CPU of a core that no other worker has; None where there are too few.

    Then nobody has a home: every evaluation waits for a core to be free, and has it to itself.

    Args:
        workers: How many there are.
        cores: As for :func:`measuring_cores`.
    """
    found = measuring_cores(cores)
    if workers > len(found):
        return [None] * workers
    return [next((cpu for cpu in core if cpu in cores), core[0]) for core in found[:workers]]
