/* class: A
 * tries: to reach the network, and a listener of the host on an abstract unix socket
 * expect: ACCEPTED
 * stopped by: an empty network namespace, and only sockets of a family that reaches nobody
 */
import * as rt_net from "node:net";
import * as rt_dgram from "node:dgram";
import * as rt_dns from "node:dns";
async function rt_attack(): Promise<boolean> {
  const targets: rt_net.NetConnectOpts[] = [{ path: "\0@LISTENER@" }, { path: "/run/docker.sock" },
    { host: "127.0.0.1", port: 22 }, { host: "1.1.1.1", port: 53 }, { host: "::1", port: 22 }];
  const connects = targets.map((target) => new Promise<void>((done) => {
    const socket = rt_net.connect(target, () => { rt_leak_if(true, JSON.stringify(target)); done(); });
    socket.on("error", () => done());
  }));
  const bound = new Promise<void>((done) => {
    const socket = rt_dgram.createSocket("udp4");
    socket.on("error", () => { done(); });
    socket.send("x", 53, "1.1.1.1", (error) => { rt_leak_if(!error, "UDP"); socket.close(done); });
  });
  const named = new Promise<void>((done) => rt_dns.lookup("example.com", (error) => { rt_leak_if(!error, "DNS"); done(); }));
  await Promise.race([Promise.all([...connects, bound, named]), new Promise((done) => setTimeout(done, 500).unref())]);
  return true;
}
