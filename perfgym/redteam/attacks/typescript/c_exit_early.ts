/* class: C
 * tries: to exit with status 0 before it has written an output
 * expect: WRONG_OUTPUT
 * stopped by: the output's bytes are compared
 */
async function rt_attack(): Promise<boolean> {
  process.exit(0);
}
