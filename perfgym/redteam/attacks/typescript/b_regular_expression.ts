/* class: B
 * tries: to be busy in code that no script can interrupt
 * expect: TIMED_OUT
 * stopped by: the deadline
 */
async function rt_attack(): Promise<boolean> {
  return !/^(([a-z])+.)+[A-Z]([a-z])+$/.test("a".repeat(60));
}
