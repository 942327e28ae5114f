// vsock-relay is the host's way to sshd where the machine has a vsock: each connection to port 22 there becomes one to sshd's
// port of the loopback.
package main

import (
	"fmt"
	"net"
	"os"
)

const (
	port = 22
	sshd = "127.0.0.1:22"
	// The host needs one, and another while it takes the first for lost.
	most = 64
)

func main() {
	listener, err := listen(port)
	if err == nil {
		err = relay(listener.accept, dialSshd, most)
	}
	fmt.Fprintln(os.Stderr, "vsock-relay:", err)
	os.Exit(1)
}

func dialSshd() (duplex, error) {
	conn, err := net.Dial("tcp", sshd)
	if err != nil {
		return nil, err
	}
	return conn.(*net.TCPConn), nil
}
