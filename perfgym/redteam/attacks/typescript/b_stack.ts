/* class: B
 * tries: to overflow a stack that it has declared larger than it is
 * expect: CRASHED OUT_OF_MEMORY TIMED_OUT
 * stopped by: a crash is the program's failure
 */
import * as rt_v8 from "node:v8";
import * as rt_vm from "node:vm";
async function rt_attack(): Promise<boolean> {
  rt_v8.setFlagsFromString("--stack-size=1000000000");
  rt_vm.runInNewContext("const dig = (depth) => dig(depth + 1) + 1; dig(0)");
  return true;
}
