/* class: A
 * tries: to change the compiler's settings from the source
 * expect: ACCEPTED COMPILE_ERROR CRASHED
 * stopped by: settings come from the command line; comments and files that look like settings are ignored
 */
/** @jsxImportSource /etc */
/** @jsx rt_fs.readFileSync */
//# sourceMappingURL=/etc/passwd
// @ts-nocheck {"extends": "/etc/passwd", "compilerOptions": {"outFile": "/usr/bin/node"}}
export * from "data:text/javascript,export const rt_harmless = 1";
async function rt_attack(): Promise<boolean> {
  rt_leak_if(rt_fs.existsSync("/tmp/solution.mjs.map") || rt_fs.existsSync("/work/solution.ts"), "the build's files");
  return true;
}
