// class: A
// tries: to embed the hidden tests and the programs of workloads, which lie in the tree when it is built
// expect: COMPILE_ERROR
// stopped by: a file may embed only what the base's version of it embeds
package @PACKAGE@

import (
	"embed"
	"os"
)

//go:embed *.go
var neighbours embed.FS

func init() {
	entries, _ := neighbours.ReadDir(".")
	for _, entry := range entries {
		if strings := entry.Name(); strings == "hidden_test.go" {
			os.Stderr.WriteString("LEAK a hidden test was embedded\n")
		}
	}
}
