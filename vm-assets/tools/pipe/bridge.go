package main

import (
	"io"
	"net"

	"golang.org/x/crypto/ssh"
)

// duplex is a connection that can end its own direction alone.
type duplex interface {
	net.Conn
	CloseWrite() error
}

// bridge carries bytes both ways until it is over. Either side's end is passed on alone: `docker run -i` ends its input and
// still waits for the output. Closed says that the engine has ended both.
func bridge(client duplex, engine ssh.Channel, closed <-chan struct{}) {
	over := make(chan struct{})
	defer close(over)
	defer client.Close()
	defer engine.Close()
	up := make(chan struct{})
	go func() {
		defer close(up)
		if _, err := io.Copy(engine, client); err != nil {
			engine.Close()
			return
		}
		_ = engine.CloseWrite()
		// A pipe says nothing when its client is gone for good, and a quiet container would never find out.
		if waitGone(client, over) {
			engine.Close()
		}
	}()
	if _, err := io.Copy(client, engine); err != nil {
		return
	}
	// This waits until the client has read all.
	if client.CloseWrite() != nil {
		return
	}
	select {
	case <-up:
	case <-closed:
	}
}
