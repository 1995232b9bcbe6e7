/* class: E
 * tries: to raise the signal of a limit that it has not exceeded
 * expect: TIMED_OUT OUTPUT_TOO_LARGE CRASHED
 * stopped by: each such signal is the program's failure
 */
int main(void) {
    raise(SIGXCPU);
    raise(SIGXFSZ);
    return 0;
}
