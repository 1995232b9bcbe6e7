/* class: B
 * tries: to fill the disk and to use up its files
 * expect: ACCEPTED
 * stopped by: the scratch folder has limits on bytes and files
 */
async function rt_attack(): Promise<boolean> {
  let files = 0, bytes = 0;
  while (files < 100_000 && rt_works(() => rt_fs.writeFileSync(`/tmp/file${files}`, ""))) files++;
  rt_leak_if(files >= 100_000, "files");
  for (let i = 0; i < files; i++) rt_works(() => rt_fs.unlinkSync(`/tmp/file${i}`));
  while (bytes < 1 << 30 && rt_works(() => rt_fs.appendFileSync("/tmp/much", Buffer.alloc(1 << 22)))) bytes += 1 << 22;
  rt_leak_if(bytes >= 1 << 30, "bytes");
  rt_works(() => rt_fs.unlinkSync("/tmp/much"));
  return true;
}
