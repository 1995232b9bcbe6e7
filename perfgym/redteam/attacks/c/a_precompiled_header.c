/* class: A
 * tries: to have the compiler take a host file, and its own source, for its saved state
 * expect: ACCEPTED COMPILE_ERROR
 * stopped by: there is no host file in a build, and nothing that a source can write
 */
#pragma GCC pch_preprocess "/etc/passwd"
#pragma GCC pch_preprocess "@SPOOL@/secret"
#pragma GCC pch_preprocess "/work/solution.c"
#pragma GCC pch_preprocess "/dev/stdin"
#pragma GCC dependency "/etc/passwd" root:
int main(void) { return rt_solve(); }
