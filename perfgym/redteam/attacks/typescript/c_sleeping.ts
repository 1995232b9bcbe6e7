/* class: C
 * tries: to wait while others compute
 * expect: WRONG_OUTPUT
 * stopped by: output bytes decide; sleeping computes nothing
 */
async function rt_attack(): Promise<boolean> {
  await new Promise((done) => setTimeout(done, 100));
  return false;
}
