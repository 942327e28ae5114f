package main

import (
	"io"
	"net"
	"os"
	"strings"
	"syscall"
	"testing"
	"time"
)

const (
	localCID = 1
	freePort = 1 << 20
)

// These need the kernel's own vsock_loopback: tests/vm runs this program inside the machine.
func needsLoopback(t *testing.T) {
	if os.Getenv("VSOCK_LOOPBACK") == "" {
		t.Skip("no vsock that leads back to this machine")
	}
}

// connect waits for who listens there.
func connect(t *testing.T, port uint32) stream {
	t.Helper()
	for latest := time.Now().Add(10 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		fd, err := syscall.Socket(familyVsock, syscall.SOCK_STREAM|syscall.SOCK_CLOEXEC, 0)
		if err != nil {
			t.Fatal(err)
		}
		if err = at(syscall.SYS_CONNECT, fd, localCID, port); err == nil {
			syscall.SetNonblock(fd, true)
			conn := stream{os.NewFile(uintptr(fd), "vsock")}
			t.Cleanup(func() { conn.Close() })
			return conn
		}
		syscall.Close(fd)
		if time.Now().After(latest) {
			t.Fatal(err)
		}
	}
}

func TestOverVsock(t *testing.T) {
	needsLoopback(t)
	listener, err := listen(freePort)
	if err != nil {
		t.Fatal(err)
	}
	back := listenUnix(t, "back")
	go relay(listener.accept, func() (duplex, error) { return net.DialUnix("unix", nil, back.Addr().(*net.UnixAddr)) }, most)
	go func() {
		for {
			conn, err := back.AcceptUnix()
			if err != nil {
				return
			}
			go echoAtEnd(conn)
		}
	}()
	for range 3 {
		checkEcho(t, connect(t, freePort))
	}
}

func TestReachesSshd(t *testing.T) {
	needsLoopback(t)
	conn := connect(t, port)
	banner := make([]byte, 8)
	if _, err := io.ReadFull(conn, banner); err != nil || !strings.HasPrefix(string(banner), "SSH-2.0-") {
		t.Fatalf("%q: %v", banner, err)
	}
}
