/* class: E
 * tries: to end by a signal that it sends itself
 * expect: CRASHED
 * stopped by: a killed program has failed
 */
async function rt_attack(): Promise<boolean> {
  process.abort();
}
