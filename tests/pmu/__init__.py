"""A guest of QEMU whose processor has working counters, on a machine that may have none.

``python -m tests.pmu`` makes an aarch64 Linux from Debian's packages and from wheels, boots it with an
emulated Armv8 PMU, runs the tests that need hardware counters in it, and brings their report out.

* :mod:`tests.pmu.packages` fetches everything by the ordinary clients;
* :mod:`tests.pmu.images` makes disk images of it, kept in the user's cache folder;
* :mod:`tests.pmu.machine` boots them;
* ``guest`` holds what runs in the guest.
"""
