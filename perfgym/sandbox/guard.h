/* The guard: starts a jail, outlives it, and removes its control group. See guard.c. */
#ifndef PERFGYM_GUARD_H
#define PERFGYM_GUARD_H

/* Arguments: CGROUP USER HARNESS PATHS PROGRAM ARGUMENT...; returns the exit status. */
int guard(char **argv);

#endif
