/* class: B
 * tries: to sleep for ever
 * expect: TIMED_OUT
 * stopped by: the deadline
 */
async function rt_attack(): Promise<boolean> {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  return true;
}
