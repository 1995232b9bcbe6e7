/* class: A
 * tries: to reach a service of the host through a socket file
 * expect: ACCEPTED
 * stopped by: a run has no host file mounted, and cannot make a socket
 */
int main(void) {
    const char *paths[] = {"/run/docker.sock", "/var/run/docker.sock", "/run/dbus/system_bus_socket", "/run/systemd/private",
                           "/run/containerd/containerd.sock", "/dev/log", "/run/nscd/socket", "/tmp/.X11-unix/X0"};
    int pair[2];
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, pair)) return 1;
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        struct sockaddr_un address = {.sun_family = AF_UNIX};
        strcpy(address.sun_path, paths[i]);
        rt_leak_if(access(paths[i], F_OK) == 0);
        rt_leak_if(connect(pair[0], (void *)&address, sizeof address) == 0);
    }
    return rt_solve();
}
