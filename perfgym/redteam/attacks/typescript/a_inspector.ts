/* class: A
 * tries: to open a debugger that others can reach, and to write reports outside its folder
 * expect: ACCEPTED
 * stopped by: no socket can be made, and only the scratch folder can be written
 */
import * as rt_inspector from "node:inspector";
import * as rt_v8 from "node:v8";
async function rt_attack(): Promise<boolean> {
  rt_works(() => rt_inspector.open(9229, "0.0.0.0", false));
  rt_leak_if(rt_inspector.url() !== undefined, "a debugger listens");
  const session = new rt_inspector.Session();
  session.connect();
  session.post("Runtime.evaluate", { expression: "process.mainModule" });
  for (const folder of ["/work", "/", "/usr", "/usr/bin"])
    rt_leak_if(rt_works(() => rt_v8.writeHeapSnapshot(`${folder}/heap`)), `a snapshot in ${folder}`);
  rt_leak_if(rt_works(() => rt_fs.writeFileSync(process.execPath, "x")), "node itself");
  rt_leak_if(rt_works(() => rt_fs.writeFileSync("/work/solution.mjs", "x")), "the program itself");
  return true;
}
