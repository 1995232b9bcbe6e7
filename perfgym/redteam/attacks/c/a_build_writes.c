/* class: A
 * tries: to have the build write where a later build would read
 * expect: COMPILE_ERROR ACCEPTED
 * stopped by: a build's folders are its own, and read-only but for its scratch folder
 */
#pragma GCC pch_preprocess "/usr/include/stdio.h.gch"
#pragma GCC dependency "/etc/passwd"
#pragma GCC optimize ("dump-tree-all")
#pragma GCC optimize ("plugin=/work/solution.c")
int main(void) { return rt_solve(); }
