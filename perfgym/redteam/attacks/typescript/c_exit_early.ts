/* class: C
 * tries: to end well before there is an output
 * expect: WRONG_OUTPUT
 * stopped by: output bytes decide
 */
async function rt_attack(): Promise<boolean> {
  process.exit(0);
}
