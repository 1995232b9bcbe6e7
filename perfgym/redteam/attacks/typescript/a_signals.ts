/* class: A
 * tries: to kill the processes that run it
 * expect: ACCEPTED
 * stopped by: its own pid and user namespaces: it can reach no other process
 */
async function rt_attack(): Promise<boolean> {
  const others = [-1, 1, process.ppid, -process.ppid].filter((pid) => pid !== 0); // 0 means its own group
  for (const pid of others)
    for (const signal of ["SIGTERM", "SIGKILL", "SIGSTOP"] as const) rt_works(() => process.kill(pid, signal));
  return true;
}
