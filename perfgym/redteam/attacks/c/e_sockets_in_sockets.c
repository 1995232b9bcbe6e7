/* class: E
 * tries: to leave descriptors in flight, in cycles that only the kernel can find
 * expect: ACCEPTED
 * stopped by: they go with the namespace's last process; the output is read from the harness's descriptor
 */
int main(void) {
    int status = rt_solve(), pair[2];
    for (int round = 0; round < 40 && socketpair(AF_UNIX, SOCK_STREAM, 0, pair) == 0; round++) {
        char control[CMSG_SPACE(3 * sizeof(int))] = {0}, byte = 0;
        struct iovec part = {&byte, 1};
        struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof control};
        struct cmsghdr *c = CMSG_FIRSTHDR(&message);
        c->cmsg_level = SOL_SOCKET, c->cmsg_type = SCM_RIGHTS, c->cmsg_len = CMSG_LEN(3 * sizeof(int));
        memcpy(CMSG_DATA(c), (int[]){pair[0], pair[1], 1}, 3 * sizeof(int));
        sendmsg(pair[0], &message, 0);
        close(pair[0]);
        close(pair[1]);
    }
    return status;
}
