/* class: B
 * tries: to fill memory through WebAssembly
 * expect: OUT_OF_MEMORY CRASHED
 * stopped by: the memory limit; where it limits address space, less can be reserved
 */
async function rt_attack(): Promise<boolean> {
  const kept: WebAssembly.Memory[] = [];
  for (let i = 0; i < 64; i++) {
    const memory = new WebAssembly.Memory({ initial: 512, maximum: 65536 });
    memory.grow(1024);
    new Uint8Array(memory.buffer).fill(i + 1);
    kept.push(memory);
  }
  throw new Error(`${kept.length} memories`);
}
