/* class: C
 * tries: to leave its results for the next run
 * expect: ACCEPTED
 * stopped by: only the scratch folder can be written, and it is removed with the run
 */
import * as rt_os from "node:os";
async function rt_attack(): Promise<boolean> {
  const folders = [rt_os.tmpdir(), "/tmp", "/work", "/dev/shm", "/var/tmp", "/", "/usr", "/proc", "."];
  for (const folder of folders) rt_leak_if(rt_fs.existsSync(`${folder}/rt_note`), `a note in ${folder}`);
  for (const folder of folders) {
    const worked = rt_works(() => rt_fs.writeFileSync(`${folder}/rt_note`, "note"));
    rt_leak_if(worked && folder !== "/tmp" && folder !== rt_os.tmpdir(), `wrote to ${folder}`);
  }
  rt_leak_if(rt_works(() => rt_fs.writeSync(0, "x")), "wrote to the input");
  rt_leak_if(rt_works(() => rt_fs.fchmodSync(0, 0o777)) || rt_works(() => rt_fs.futimesSync(0, 1, 1)), "marked the input");
  return true;
}
