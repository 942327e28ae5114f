// berth-pipe serves the engine on a named pipe of Windows, where Berth's host process cannot: a pipe of Node's has no
// half-close, and with it `docker run -i` never ends. Each client gets a channel of one SSH connection to the guest, whose
// host key is pinned.
//
//	berth-pipe --key FILE --host-key FILE [--user root] [--socket /run/docker.sock] [--pipe NAME]…
//
// The first --pipe that is free is taken: docker_engine, else berth_engine. Lines of JSON come on standard input, where the
// guest is: {"guest":"172.20.1.2:22"}, again whenever it has moved, or {"guest":""} while there is none. Lines of JSON go to
// standard output: {"event":"listening","pipe":"…"}, {"event":"connected"}, {"event":"lost","error":"…"},
// {"event":"failed","error":"…"}. It ends with its standard input: never without the host.
package main

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"net"
	"os"
	"sync"
)

type report struct {
	Event string `json:"event"`
	Pipe  string `json:"pipe,omitempty"`
	Error string `json:"error,omitempty"`
}

var stdout sync.Mutex

func tell(what report) {
	stdout.Lock()
	defer stdout.Unlock()
	line, _ := json.Marshal(what)
	fmt.Printf("%s\n", line)
}

type names []string

func (n *names) String() string         { return fmt.Sprint(*n) }
func (n *names) Set(value string) error { *n = append(*n, value); return nil }

func main() {
	key := flag.String("key", "", "file of the private key")
	hostKey := flag.String("host-key", "", "file of the guest's public key")
	user := flag.String("user", "root", "account in the guest")
	socket := flag.String("socket", "/run/docker.sock", "the engine's socket in the guest")
	var pipes names
	flag.Var(&pipes, "pipe", "a pipe's name; the first free one is taken")
	flag.Parse()
	if len(pipes) == 0 {
		pipes = defaultPipes
	}
	if err := serve(*key, *hostKey, *user, *socket, pipes, os.Stdin); err != nil {
		tell(report{Event: "failed", Error: err.Error()})
		os.Exit(1)
	}
}

// serve listens until orders end.
func serve(key, hostKey, user, socket string, pipes []string, orders io.Reader) error {
	config, err := clientConfig(key, hostKey, user)
	if err != nil {
		return err
	}
	listener, name, err := listenFirst(pipes)
	if err != nil {
		return err
	}
	defer listener.Close()
	link := &link{config: config}
	defer link.moveTo("")
	tell(report{Event: "listening", Pipe: name})
	go accept(listener, link, socket)
	return obey(orders, link)
}

// listenFirst takes the first name that is free.
func listenFirst(pipes []string) (net.Listener, string, error) {
	var taken error
	for _, name := range pipes {
		listener, err := listen(name)
		if err == nil {
			return listener, name, nil
		}
		taken = fmt.Errorf("%s cannot be served: %w", name, err)
	}
	return nil, "", taken
}

func accept(listener net.Listener, link *link, socket string) {
	for {
		client, err := listener.Accept()
		if err != nil {
			return
		}
		go func() {
			defer client.Close()
			if channel, closed, err := link.open(socket); err == nil {
				bridge(client.(duplex), channel, closed)
			}
		}()
	}
}

// obey follows what is said on standard input until it ends.
func obey(orders io.Reader, link *link) error {
	lines := bufio.NewScanner(orders)
	for lines.Scan() {
		var order struct{ Guest string }
		if err := json.Unmarshal(lines.Bytes(), &order); err != nil {
			return fmt.Errorf("an order is no JSON: %w", err)
		}
		link.moveTo(order.Guest)
	}
	return lines.Err()
}
