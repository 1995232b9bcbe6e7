/* class: B
 * tries: to stay after the output is out
 * expect: TIMED_OUT
 * stopped by: the deadline of a run
 */
async function rt_attack(): Promise<boolean> {
  for (const signal of ["SIGTERM", "SIGINT", "SIGXCPU", "SIGALRM"] as const) process.on(signal, () => {});
  setInterval(() => {}, 1000);
  return true;
}
