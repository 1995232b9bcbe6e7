/* class: E
 * tries: nothing; the reference, by way of what attacks use, has to be accepted before and after them
 * expect: ACCEPTED
 * stopped by: nothing, as there is nothing to be stopped
 */
async function rt_attack(): Promise<boolean> {
  return true;
}
