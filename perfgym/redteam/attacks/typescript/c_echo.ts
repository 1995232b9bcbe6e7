/* class: C
 * tries: to give the input back
 * expect: WRONG_OUTPUT
 * stopped by: output bytes decide
 */
async function rt_attack(): Promise<boolean> {
  rt_put(rt_input());
  return false;
}
