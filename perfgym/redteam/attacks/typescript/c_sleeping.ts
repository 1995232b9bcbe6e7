/* class: C
 * tries: to sleep instead of computing
 * expect: WRONG_OUTPUT
 * stopped by: the output's bytes are compared
 */
async function rt_attack(): Promise<boolean> {
  await new Promise((done) => setTimeout(done, 100));
  return false;
}
