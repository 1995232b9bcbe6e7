/* class: C
 * tries: to change what tells the time
 * expect: ACCEPTED
 * stopped by: time is taken outside the program
 */
async function rt_attack(): Promise<boolean> {
  const still = (): number => 0;
  Date.now = still;
  performance.now = still;
  process.uptime = still;
  process.hrtime = Object.assign(() => [0, 0] as [number, number], { bigint: () => 0n });
  process.cpuUsage = () => ({ user: 0, system: 0 });
  process.resourceUsage = () => ({}) as NodeJS.ResourceUsage;
  (globalThis as any).Date = class {};
  return true;
}
