/* class: C
 * tries: to be right and to fail then, without catching it
 * expect: CRASHED
 * stopped by: an exit status other than 0 is a failure
 */
async function rt_attack(): Promise<boolean> {
  setTimeout(() => void Promise.reject(new Error("too late")), 1);
  return true;
}
