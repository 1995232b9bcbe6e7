# class: A
# tries: to reach the network, name services and a socket of the host
# expect: ACCEPTED
# stopped by: a network namespace without a network; only unix sockets can be made
import socket

for family in (socket.AF_INET, socket.AF_INET6, socket.AF_PACKET, socket.AF_NETLINK):
    rt_works(f"family {family}", socket.socket, family, socket.SOCK_DGRAM)
rt_works("name", socket.getaddrinfo, "example.org", 80)
for kind in (socket.SOCK_STREAM, socket.SOCK_SEQPACKET, socket.SOCK_DGRAM):
    for address in ("\0@LISTENER@", "/run/docker.sock", "/run/dbus/system_bus_socket"):
        rt_works(f"socket {address!r}", lambda: socket.socket(socket.AF_UNIX, kind).connect(address))
rt_solve()
