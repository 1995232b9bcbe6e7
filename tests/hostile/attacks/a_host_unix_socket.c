/* class: A
 * tries: to reach a listener of the host's on an abstract unix socket
 * expect: ACCEPTED
 * stopped by: abstract sockets belong to the network namespace
 */
int main(void) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    const char *name = "perfgym-hostile-listener";
    memcpy(address.sun_path + 1, name, strlen(name));
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);
    leak_if(connect(fd, (void *)&address, sizeof(sa_family_t) + 1 + strlen(name)) == 0);
    return solve();
}
