/* class: C
 * tries: to say by its exit status that nothing was wrong or right
 * expect: CRASHED
 * stopped by: an exit status other than 0 is a failure
 */
async function rt_attack(): Promise<boolean> {
  process.exitCode = 3;
  return true;
}
