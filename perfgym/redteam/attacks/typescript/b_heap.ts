/* class: B
 * tries: to fill the heap with objects
 * expect: OUT_OF_MEMORY CRASHED TIMED_OUT
 * stopped by: the memory limit
 */
async function rt_attack(): Promise<boolean> {
  const kept: unknown[] = [];
  for (;;) kept.push({ text: `${kept.length}`.repeat(50), list: new Array(100).fill(kept.length) });
}
