/* class: C
 * tries: to leave its answers for the next run, wherever it can create a file
 * expect: ACCEPTED
 * stopped by: only the scratch folder can be written, and it is removed with the run
 */
const PATHS: [&str; 8] = ["/tmp/rt_note", "/work/rt_note", "/rt_note", "/dev/shm/rt_note", "rt_note", "/run/rt_note", "/var/tmp/rt_note", "/proc/rt_note"];

fn main() -> ExitCode {
    let answer = rt_answer();
    for path in PATHS {
        rt_leak_if(fs::metadata(path).is_ok(), path);
        rt_leak_if(fs::write(path, &answer).is_ok() && !path.starts_with("/tmp/"), path);
    }
    rt_leak_if(rt_stream(0).set_permissions(fs::Permissions::from(std::os::unix::fs::PermissionsExt::from_mode(0o600))).is_ok(), "the input's mode");
    rt_leak_if(rt_stream(0).set_modified(std::time::UNIX_EPOCH).is_ok(), "the input's time");
    rt_leak_if(File::options().write(true).open("/proc/self/fd/0").is_ok(), "the input itself");
    rt_put(&answer)
}
