/* class: A
 * tries: to reach the network by TCP and UDP, and the host by an abstract unix socket
 * expect: ACCEPTED
 * stopped by: the seccomp filter allows no such sockets, and the network namespace is empty
 */
use std::net::{TcpListener, TcpStream, ToSocketAddrs, UdpSocket};
use std::os::linux::net::SocketAddrExt;
use std::os::unix::net::{SocketAddr, UnixDatagram, UnixStream};

fn main() -> ExitCode {
    rt_leak_if(TcpListener::bind("127.0.0.1:0").is_ok(), "a TCP listener");
    rt_leak_if(TcpStream::connect("127.0.0.1:22").is_ok(), "a TCP connection");
    rt_leak_if(UdpSocket::bind("0.0.0.0:0").is_ok(), "a UDP socket");
    rt_leak_if("example.org:80".to_socket_addrs().is_ok(), "a name of the network's");
    let address = SocketAddr::from_abstract_name("@LISTENER@").unwrap();
    rt_leak_if(UnixStream::connect_addr(&address).is_ok(), "the host's socket");
    if let Ok((one, _other)) = UnixDatagram::pair() {
        rt_leak_if(one.send_to_addr(b"x", &address).is_ok(), "the host's socket, from one of a pair");
    }
    rt_solve()
}
