/* class: A
 * tries: to execute the supervisor with requests of its own
 * expect: CRASHED WRONG_OUTPUT
 * stopped by: the supervisor's file grants no rights, and the program has none
 */
int main(int argc, char **argv) {
    int pair[2];
    size_t size;
    rt_input(&size);
    char request[4096] = {0};
    (void)argc;
    if (socketpair(AF_UNIX, SOCK_SEQPACKET, 0, pair)) return 0;
    memcpy(request, "2sgp", 4);
    if (send(pair[1], request, sizeof request, 0) < 0) return 0;
    char number[8], *modes[] = {"serve", "once", "unjailed", "guard"};
    snprintf(number, sizeof number, "%d", pair[0]);
    char *arguments[] = {argv[0], modes[size / 4 % 4], number, "0", NULL};
    execve("/supervisor", arguments, (char *[]){NULL});
    rt_leak_if(errno != EACCES && errno != ENOENT && errno != EPERM);
    abort();
}
