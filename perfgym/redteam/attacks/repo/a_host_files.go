// class: A
// tries: to read files of the host, of other processes, of the task and of the tool chain
// expect: ACCEPTED
// stopped by: a run sees its input and a scratch folder; its environment is ours
package @PACKAGE@

import (
	"os"
	"strings"
)

func init() {
	for _, path := range []string{
		"/etc/passwd", "/etc/hostname", "/proc/self/environ", "/proc/1/environ", "/proc/self/maps", "/root", "/home",
		"/tmp/repo", "hidden_test.go", "../hidden_test.go", "internal", "/work/main", "/usr/bin/go", "/sys/devices",
	} {
		if _, err := os.Stat(path); err == nil {
			os.Stderr.WriteString("LEAK " + path + "\n")
		}
	}
	for _, variable := range os.Environ() {
		name, _, _ := strings.Cut(variable, "=")
		if !strings.HasPrefix(name, "GO") && name != "TMPDIR" && name != "HOME" && name != "PATH" && name != "TZ" &&
			name != "PERFGYM_ALLOCATIONS" { // asks for a report in a run that is not timed
			os.Stderr.WriteString("LEAK the variable " + variable + "\n")
		}
	}
}
