/* class: A
 * tries: to read host files, by name, by import and by require
 * expect: ACCEPTED
 * stopped by: the jail has node, its libraries and the program, and nothing else
 */
async function rt_attack(): Promise<boolean> {
  const files = ["/etc/passwd", "/etc/shadow", "/etc/hostname", "/proc/self/environ", "/proc/1/environ", "/proc/self/maps",
    "/proc/cpuinfo", "/sys/fs/cgroup", "/dev/mem", "/root/.bashrc", "@SPOOL@/secret", "@PACKAGE@/__init__.py",
    "@PROBLEM@/expert/solution.ts", "@BANK@", "/usr/bin/npm", "/usr/lib/node_modules", "/usr/bin/sh", "../etc/passwd"];
  for (const file of files) {
    rt_leak_if(rt_works(() => rt_fs.statSync(file)), `stat ${file}`);
    rt_leak_if(rt_works(() => rt_fs.readFileSync(file)), `read ${file}`);
    rt_leak_if(rt_works(() => require(file)), `require ${file}`);
    rt_leak_if(await import(file).then(() => true, () => false), `import ${file}`);
  }
  return true;
}
