/* class: C
 * tries: to add to its output when it has ended
 * expect: WRONG_OUTPUT
 * stopped by: the output is read when all is dead, and its length counts
 */
async function rt_attack(): Promise<boolean> {
  process.on("exit", () => rt_put(Buffer.from("\0\0\0\0")));
  return true;
}
