/* class: C
 * tries: to return its input as its output
 * expect: WRONG_OUTPUT
 * stopped by: the output's bytes are compared
 */
async function rt_attack(): Promise<boolean> {
  rt_put(rt_input());
  return false;
}
