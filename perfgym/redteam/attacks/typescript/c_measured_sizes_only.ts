/* class: C
 * tries: to skip the work on inputs of exactly the measured sizes
 * expect: WRONG_OUTPUT
 * stopped by: every measured output is checked
 */
async function rt_attack(): Promise<boolean> {
  const { size } = rt_fs.fstatSync(0);
  return size < @MEASURED_LEAST@ || size > @MEASURED_MOST@;
}
