/* class: A
 * tries: to kill what runs it
 * expect: ACCEPTED
 * stopped by: pid and user namespaces: there is no one else to be reached
 */
async function rt_attack(): Promise<boolean> {
  const others = [-1, 1, process.ppid, -process.ppid].filter((pid) => pid !== 0); // 0 is its own group
  for (const pid of others)
    for (const signal of ["SIGTERM", "SIGKILL", "SIGSTOP"] as const) rt_works(() => process.kill(pid, signal));
  return true;
}
