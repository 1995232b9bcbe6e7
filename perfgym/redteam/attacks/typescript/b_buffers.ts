/* class: B
 * tries: to fill memory outside the heap
 * expect: OUT_OF_MEMORY CRASHED
 * stopped by: the memory limit
 */
async function rt_attack(): Promise<boolean> {
  const kept: unknown[] = [];
  for (;;) kept.push(Buffer.alloc(1 << 24, 1), new Uint8Array(new SharedArrayBuffer(1 << 24)).fill(1));
}
