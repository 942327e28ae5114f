package main

import (
	"io"
	"sync"
)

// duplex is a connection that can end its own direction alone.
type duplex interface {
	io.ReadWriteCloser
	CloseWrite() error
}

// relay carries what it accepts, until that fails. A connection beyond `most` at once is closed unheard.
func relay(accept, dial func() (duplex, error), most int) error {
	taken := make(chan struct{}, most)
	for {
		client, err := accept()
		if err != nil {
			return err
		}
		select {
		case taken <- struct{}{}:
			go func() {
				carry(client, dial)
				<-taken
			}()
		default:
			client.Close()
		}
	}
}

// carry ends when both directions have ended. Who cannot be connected is hung up on, and tries again.
func carry(client duplex, dial func() (duplex, error)) {
	defer client.Close()
	server, err := dial()
	if err != nil {
		return
	}
	defer server.Close()
	var both sync.WaitGroup
	both.Go(func() { pump(server, client) })
	both.Go(func() { pump(client, server) })
	both.Wait()
}

// pump carries one direction and passes its end on. One that broke ends the other too. It is carried by reads and writes
// alone: io.Copy would splice from a socket to a file, and what is spliced into a vsock stalls or comes out spoilt.
func pump(to, from duplex) {
	_, err := io.Copy(struct{ io.Writer }{to}, struct{ io.Reader }{from})
	if err != nil || to.CloseWrite() != nil {
		to.Close()
		from.Close()
	}
}
