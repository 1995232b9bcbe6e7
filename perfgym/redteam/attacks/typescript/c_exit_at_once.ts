/* class: C
 * tries: to be given the cost of a run-time system's end that it does not pay
 * expect: ACCEPTED
 * stopped by: what is subtracted is the cost of the cheapest of several programs that do nothing
 */
async function rt_attack(): Promise<boolean> {
  process.on("exit", (code) => (process as any).reallyExit(code));
  return true;
}
