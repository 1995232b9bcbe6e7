/* class: E
 * tries: to raise a limit's signal without having passed the limit
 * expect: TIMED_OUT OUTPUT_TOO_LARGE CRASHED
 * stopped by: each of them is a failure of the program's
 */
int main(void) {
    raise(SIGXCPU);
    raise(SIGXFSZ);
    return 0;
}
