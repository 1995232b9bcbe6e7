"""Number of workers and what they count by -> which logical CPUs each builds, tests and measures on."""

from dataclasses import dataclass

from perfgym.machine import physical_cores

__all__ = ["Place", "measuring_cores", "places"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where one worker is at home.

    Attributes:
        cpus: Logical CPUs that it builds and tests on; empty for all.
        cores: Logical CPUs that it leases one of to measure; empty for any.
    """

    cpus: tuple[int, ...] = ()
    cores: tuple[int, ...] = ()


def measuring_cores(cores: tuple[int, ...] = ()) -> list[tuple[int, ...]]:
    """Physical cores to measure on, each as its usable logical CPUs, the best first.

    Args:
        cores: Logical CPUs of them; empty for all that this process may use.
    """
    found = physical_cores()
    return [core for core in found if set(core) & set(cores)] if cores else found


def places(workers: int, *, timed: bool, cores: tuple[int, ...] = ()) -> list[Place]:
    """A place for each worker.

    While there are enough cores each worker has one to itself, and its builds disturb nobody. Where
    there are more workers than cores, all build and test on the last core, so that nothing but what
    is measured runs on the others; on a single core everything takes its turn.

    Args:
        workers: How many there are.
        timed: Whether what they count depends on what else a core does.
        cores: Logical CPUs to measure on; empty for all that this process may use.
    """
    found = measuring_cores(cores)
    homes = [next((cpu for cpu in core if cpu in cores), core[0]) for core in found]
    if not timed:
        return [Place(cores=cores)] * workers
    if workers <= len(found):
        return [Place(cpus=(home,), cores=(home,)) for home in homes[:workers]]
    if len(found) == 1:
        return [Place(cores=cores)] * workers
    return [Place(cpus=found[-1], cores=tuple(homes[:-1]))] * workers
