/* class: C
 * tries: to write the right output and then to throw an error
 * expect: CRASHED
 * stopped by: the exit status must be 0
 */
async function rt_attack(): Promise<boolean> {
  setTimeout(() => void Promise.reject(new Error("too late")), 1);
  return true;
}
