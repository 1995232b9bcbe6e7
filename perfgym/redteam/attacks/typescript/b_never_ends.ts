/* class: B
 * tries: to keep running after it has written its output
 * expect: TIMED_OUT
 * stopped by: the deadline
 */
async function rt_attack(): Promise<boolean> {
  for (const signal of ["SIGTERM", "SIGINT", "SIGXCPU", "SIGALRM"] as const) process.on(signal, () => {});
  setInterval(() => {}, 1000);
  return true;
}
