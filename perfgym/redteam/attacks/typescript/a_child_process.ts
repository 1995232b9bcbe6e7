/* class: A
 * tries: to start programs and processes
 * expect: ACCEPTED
 * stopped by: a run cannot fork, and the jail has no program but node
 */
import * as rt_child from "node:child_process";
import * as rt_cluster from "node:cluster";
async function rt_attack(): Promise<boolean> {
  for (const program of ["/bin/sh", "sh", process.execPath, "/supervisor"]) {
    rt_leak_if(rt_child.spawnSync(program, ["-e", "0"]).status !== null, `spawnSync ${program}`);
    rt_leak_if(rt_works(() => rt_child.execFileSync(program, ["-e", "0"])), `execFileSync ${program}`);
  }
  rt_leak_if(rt_works(() => rt_child.execSync("true")), "execSync");
  for (const start of [() => rt_child.fork("/work/solution.mjs"), () => rt_cluster.default.fork()]) {
    try {
      const started = start() as { on(name: string, call: () => void): void };
      started.on("error", () => {});
      started.on("online", () => rt_leak_if(true, "a process came up"));
    } catch {
      // refused at once or later
    }
  }
  return true;
}
