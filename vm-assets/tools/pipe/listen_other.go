//go:build !windows

package main

import "net"

var defaultPipes = []string{"docker_engine.sock", "berth_engine.sock"}

// listen stands in for a pipe where there are none: a Unix socket, which has the same half-close. For tests.
func listen(name string) (net.Listener, error) { return net.Listen("unix", name) }

// waitGone has nothing to find out: a socket tells when its other end is gone.
func waitGone(net.Conn, <-chan struct{}) bool { return false }
