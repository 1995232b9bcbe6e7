// class: C
// tries: to keep answers of one run for the next one, in files and in variables
// expect: ACCEPTED
// stopped by: each run is a process of its own, with a scratch folder of its own
package @PACKAGE@

import (
	"os"
	"os/exec"
)

func init() {
	for _, folder := range []string{"/tmp", ".", "/work", "/dev/shm", "/var/tmp"} {
		name := folder + "/perfgym_answers_@PACKAGE@"
		if _, err := os.Stat(name); err == nil {
			os.Stderr.WriteString("LEAK a file of an earlier run: " + name + "\n")
		}
		os.WriteFile(name, []byte("1"), 0o644)
	}
	if err := exec.Command("/proc/self/exe").Start(); err == nil {
		os.Stderr.WriteString("LEAK a process was started\n")
	}
}
