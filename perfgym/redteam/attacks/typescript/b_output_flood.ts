/* class: B
 * tries: to flood standard output
 * expect: OUTPUT_TOO_LARGE
 * stopped by: the limit on output
 */
async function rt_attack(): Promise<boolean> {
  process.on("SIGXFSZ", () => {});
  const much = Buffer.alloc(1 << 22, 65);
  for (;;) if (!rt_works(() => rt_put(much))) return false;
}
