/* class: A
 * tries: to find secrets in its environment, and to start node with its own options
 * expect: ACCEPTED
 * stopped by: the environment is built from nothing
 */
async function rt_attack(): Promise<boolean> {
  const libraries = process.env.LD_LIBRARY_PATH ?? "/runtime/lib"; // set where node's own lie elsewhere on the host
  rt_leak_if(Object.keys(process.env).some((name) => name !== "LD_LIBRARY_PATH"), "variables");
  rt_leak_if(libraries !== "/runtime/lib", "a path of the host");
  rt_leak_if(process.env.NODE_OPTIONS !== undefined || process.env.HOME !== undefined, "well-known variables");
  rt_leak_if(process.argv.length !== 2, "arguments");
  rt_leak_if(require("node:os").hostname() !== "perfgym", "the host's name");
  process.env.NODE_OPTIONS = "--require=/tmp/x.js";
  return true;
}
