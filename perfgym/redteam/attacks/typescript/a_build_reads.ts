/* class: A
 * tries: to include host files in the build
 * expect: COMPILE_ERROR CRASHED
 * stopped by: the compiler bundles nothing, runs from memory and sees no file but the source
 */
/// <reference path="/etc/passwd" />
import rt_text from "/etc/passwd" with { type: "text" };
import rt_secret from "@SPOOL@/secret" with { type: "file" };
import * as rt_expert from "@PROBLEM@/expert/solution.ts";
import rt_up = require("../../../../../etc/passwd");
async function rt_attack(): Promise<boolean> {
  rt_fs.writeSync(2, `LEAK ${rt_text} ${rt_secret} ${rt_expert} ${rt_up}`);
  return true;
}
