"""Which core each worker prefers, where there is one for each of them."""

from perfgym.machine.facts import physical_cores

__all__ = ["measuring_cores", "preferred_cores"]


def measuring_cores(cores: tuple[int, ...] = ()) -> list[tuple[int, ...]]:
    """Physical cores to measure on, each as its usable logical CPUs, in order of preference.

    Args:
        cores: Logical CPUs of the cores to choose from; empty for all that this process may use.
    """
    found = physical_cores()
    return [core for core in found if set(core) & set(cores)] if cores else found


def preferred_cores(workers: int, cores: tuple[int, ...] = ()) -> list[int] | list[None]:
    """For each worker, the logical CPU of a core that no other worker prefers; None if there are too few.

    Without preferred cores, every evaluation waits for a free core and has it to itself.

    Args:
        workers: Number of workers.
        cores: As for :func:`measuring_cores`.
    """
    found = measuring_cores(cores)
    if workers > len(found):
        return [None] * workers
    return [next((cpu for cpu in core if cpu in cores), core[0]) for core in found[:workers]]
