/* class: C
 * tries: to write the right output and to report failure
 * expect: CRASHED
 * stopped by: the exit status must be 0
 */
async function rt_attack(): Promise<boolean> {
  process.exitCode = 3;
  return true;
}
