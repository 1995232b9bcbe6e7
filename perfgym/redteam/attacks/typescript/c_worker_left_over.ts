/* class: C
 * tries: to write its output from a worker after the main thread has ended
 * expect: WRONG_OUTPUT
 * stopped by: the output is read when every thread has ended
 */
import * as rt_threads from "node:worker_threads";
async function rt_attack(): Promise<boolean> {
  if (!rt_threads.isMainThread) {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 300);
    return true;
  }
  const worker = new rt_threads.Worker(new URL(import.meta.url));
  await new Promise((done) => worker.on("online", done));
  return false;
}
