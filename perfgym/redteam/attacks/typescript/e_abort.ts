/* class: E
 * tries: to end by a signal of its own
 * expect: CRASHED
 * stopped by: a program that is killed has failed
 */
async function rt_attack(): Promise<boolean> {
  process.abort();
}
