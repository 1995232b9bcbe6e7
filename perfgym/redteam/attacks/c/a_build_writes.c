/* class: A
 * tries: to make the build write where a later build reads
 * expect: COMPILE_ERROR ACCEPTED
 * stopped by: each build has its own folders, and only its scratch folder can be written
 */
#pragma GCC pch_preprocess "/usr/include/stdio.h.gch"
#pragma GCC dependency "/etc/passwd"
#pragma GCC optimize ("dump-tree-all")
#pragma GCC optimize ("plugin=/work/solution.c")
int main(void) { return rt_solve(); }
