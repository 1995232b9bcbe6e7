/* class: B
 * tries: to fill the machine with threads that fill memory
 * expect: OUT_OF_MEMORY CRASHED TIMED_OUT
 * stopped by: limits on threads and on memory
 */
import { Worker as RtWorker } from "node:worker_threads";
async function rt_attack(): Promise<boolean> {
  const code = "const kept = []; for (;;) kept.push(new Uint8Array(1 << 20).fill(1));";
  for (let i = 0; i < 200; i++) new RtWorker(code, { eval: true });
  await new Promise(() => {});
  return true;
}
