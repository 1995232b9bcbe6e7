// class: A
// tries: to listen, to resolve names, and to reach the host by TCP, UDP and abstract sockets
// expect: ACCEPTED
// stopped by: an empty network namespace, and a seccomp filter that allows no sockets

import "net"
import "net/http"
import "time"

func init() {
	for _, at := range [][2]string{
		{"unix", "@\x00"[:1] + "@LISTENER@"}, {"tcp", "127.0.0.1:22"}, {"tcp", "169.254.169.254:80"},
		{"udp", "8.8.8.8:53"}, {"unix", "/run/systemd/notify"}, {"ip4:icmp", "127.0.0.1"},
	} {
		connection, err := net.DialTimeout(at[0], at[1], 100*time.Millisecond)
		rtLeakIf(err == nil, at[1])
		if err == nil {
			connection.Write([]byte("reached"))
		}
	}
	for _, kind := range []string{"tcp", "unix"} {
		_, err := net.Listen(kind, map[string]string{"tcp": ":0", "unix": "/tmp/socket"}[kind])
		rtLeakIf(err == nil, "listens by "+kind)
	}
	_, err := net.LookupHost("example.com")
	rtLeakIf(err == nil, "asked for a name")
	client := http.Client{Timeout: 100 * time.Millisecond}
	_, err = client.Get("http://127.0.0.1/")
	rtLeakIf(err == nil, "asked for a page")
	rtSolve()
}
