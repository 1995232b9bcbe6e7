/* class: C
 * tries: to add to its output at exit
 * expect: WRONG_OUTPUT
 * stopped by: the output is read when every process has ended, and its length is compared
 */
async function rt_attack(): Promise<boolean> {
  process.on("exit", () => rt_put(Buffer.from("\0\0\0\0")));
  return true;
}
