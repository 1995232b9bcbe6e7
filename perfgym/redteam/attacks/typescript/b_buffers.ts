/* class: B
 * tries: to fill memory that is not the heap's
 * expect: OUT_OF_MEMORY CRASHED
 * stopped by: the limit on the tree's memory
 */
async function rt_attack(): Promise<boolean> {
  const kept: unknown[] = [];
  for (;;) kept.push(Buffer.alloc(1 << 24, 1), new Uint8Array(new SharedArrayBuffer(1 << 24)).fill(1));
}
