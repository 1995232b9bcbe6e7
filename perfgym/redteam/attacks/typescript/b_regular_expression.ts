/* class: B
 * tries: to be busy where no script can be interrupted
 * expect: TIMED_OUT
 * stopped by: the deadline of a run
 */
async function rt_attack(): Promise<boolean> {
  return !/^(([a-z])+.)+[A-Z]([a-z])+$/.test("a".repeat(60));
}
