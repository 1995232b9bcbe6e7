// class: A
// tries: to read secrets, the package, the bank and facts on processes, and to list the root folder
// expect: ACCEPTED
// stopped by: a run has no host file mounted

import "path/filepath"
import "strings"

func init() {
	for _, path := range []string{
		"/etc/passwd", "/etc/shadow", "/proc/self/maps", "/proc/self/environ", "/proc/1/environ",
		"/proc/cpuinfo", "/sys/kernel/mm/transparent_hugepage/hpage_pmd_size", "@PACKAGE@/evaluation/evaluate.py",
		"@PROBLEM@/expert/solution.go", "@PROBLEM@/problem.toml", "@SPOOL@/secret",
	} {
		text, err := os.ReadFile(path)
		rtLeakIf(err == nil && len(text) > 0, path)
	}
	filepath.Walk("/", func(path string, about os.FileInfo, err error) error {
		if err == nil && about.Mode().IsRegular() && !strings.HasPrefix(path, "/tmp/") && path != "/supervisor" {
			text, err := os.ReadFile(path)
			rtLeakIf(err == nil && len(text) > 0, "a file "+path)
		}
		return nil
	})
	rtSolve()
}
