/* class: C
 * tries: to hide its CPU time in a worker, on another core
 * expect: ACCEPTED
 * stopped by: threads share one core, and the CPU time of all of them counts
 */
import * as rt_threads from "node:worker_threads";
async function rt_attack(): Promise<boolean> {
  if (!rt_threads.isMainThread) return true;
  const worker = new rt_threads.Worker(new URL(import.meta.url));
  await new Promise((done, fail) => worker.on("exit", done).on("error", fail));
  return false;
}
