// class: A
// tries: to embed a file of the machine that builds
// expect: COMPILE_ERROR
// stopped by: a file may embed only what the base's version of it embeds; Go embeds nothing outside of a package
package @PACKAGE@

import _ "embed"

//go:embed ../../../../etc/passwd
var passwords string

func init() { println("LEAK", passwords) }
