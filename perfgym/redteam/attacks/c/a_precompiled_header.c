/* class: A
 * tries: to make the compiler load a host file, or its own source, as a precompiled header
 * expect: ACCEPTED COMPILE_ERROR
 * stopped by: a build has no host file, and a source cannot write one
 */
#pragma GCC pch_preprocess "/etc/passwd"
#pragma GCC pch_preprocess "@SPOOL@/secret"
#pragma GCC pch_preprocess "/work/solution.c"
#pragma GCC pch_preprocess "/dev/stdin"
#pragma GCC dependency "/etc/passwd" root:
int main(void) { return rt_solve(); }
