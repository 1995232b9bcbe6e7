/* class: C
 * tries: to seal its output against the reader, or to share it
 * expect: ACCEPTED WRONG_OUTPUT CRASHED
 * stopped by: the output is read from the harness's own descriptor after the end
 */
int main(void) {
    size_t size;
    char *answer = rt_answer(&size);
    fcntl(1, F_ADD_SEALS, F_SEAL_GROW | F_SEAL_SHRINK | F_SEAL_SEAL);
    fcntl(1, F_SETLEASE, F_WRLCK);
    flock(1, LOCK_EX);
    fchmod(1, 0);
    int status = rt_put(answer, size);
    fcntl(1, F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_SEAL);
    return status;
}
