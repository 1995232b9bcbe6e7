/* class: A
 * tries: to become root, to load native code and to reach node's internals
 * expect: ACCEPTED
 * stopped by: a lack of capabilities, no_new_privs, and no native code to load
 */
import * as rt_os from "node:os";
async function rt_attack(): Promise<boolean> {
  const node = process as any;
  for (const call of ["setuid", "seteuid", "setgid", "setegid"]) rt_leak_if(rt_works(() => node[call](0)), call);
  rt_leak_if(rt_works(() => node.setgroups([0])) || rt_works(() => node.initgroups("root", 0)), "groups");
  rt_leak_if(rt_works(() => rt_os.setPriority(0, -20)), "priority");
  for (const file of ["/usr/lib/x86_64-linux-gnu/libutil.so.1", "/usr/lib/aarch64-linux-gnu/libutil.so.1", "/supervisor", "/work/x.node"])
    rt_leak_if(rt_works(() => node.dlopen({ exports: {} }, file)), `dlopen ${file}`);
  for (const name of ["spawn_sync"]) {
    try {
      const binding = node.binding(name);
      const result = binding.spawn?.({ file: "/bin/sh", args: ["sh"], envPairs: [], stdio: [{ type: "ignore" }, { type: "ignore" }, { type: "ignore" }] });
      rt_leak_if(result && !result.error, name);
    } catch {
      // unavailable
    }
  }
  return true;
}
