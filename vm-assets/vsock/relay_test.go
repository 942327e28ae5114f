package main

import (
	"bytes"
	"errors"
	"io"
	"net"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// over is a relay between Unix sockets, whose ends are halves too, as a vsock's are; it gives the way to connect to it.
func over(t *testing.T, most int, answer func(*net.UnixConn)) func() *net.UnixConn {
	t.Helper()
	front := listenUnix(t, "front")
	back := listenUnix(t, "back")
	accept := func() (duplex, error) { return front.AcceptUnix() }
	dial := func() (duplex, error) { return net.DialUnix("unix", nil, back.Addr().(*net.UnixAddr)) }
	go relay(accept, dial, most)
	go func() {
		for {
			conn, err := back.AcceptUnix()
			if err != nil {
				return
			}
			go answer(conn)
		}
	}()
	return func() *net.UnixConn {
		conn, err := net.DialUnix("unix", nil, front.Addr().(*net.UnixAddr))
		if err != nil {
			t.Fatal(err)
		}
		conn.SetDeadline(time.Now().Add(10 * time.Second))
		t.Cleanup(func() { conn.Close() })
		return conn
	}
}

func listenUnix(t *testing.T, name string) *net.UnixListener {
	t.Helper()
	where := &net.UnixAddr{Name: filepath.Join(t.TempDir(), name), Net: "unix"}
	listener, err := net.ListenUnix("unix", where)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { listener.Close() })
	return listener
}

// echoAtEnd answers when the other side has ended, with all that came.
func echoAtEnd(conn *net.UnixConn) {
	defer conn.Close()
	all, _ := io.ReadAll(conn)
	conn.Write(all)
}

func TestPassesOneEndOnAlone(t *testing.T) {
	checkEcho(t, over(t, 4, echoAtEnd)())
}

func checkEcho(t *testing.T, conn duplex) {
	t.Helper()
	sent := []byte(strings.Repeat("0123456789abcdef", 1<<16))
	if _, err := conn.Write(sent); err != nil {
		t.Fatal(err)
	}
	if err := conn.CloseWrite(); err != nil {
		t.Fatal(err)
	}
	got, err := io.ReadAll(conn)
	if err != nil || !bytes.Equal(got, sent) {
		t.Fatalf("%d bytes of %d came back: %v", len(got), len(sent), err)
	}
}

func TestPassesTheServersEndOnAlone(t *testing.T) {
	heard := make(chan string, 1)
	conn := over(t, 4, func(conn *net.UnixConn) {
		defer conn.Close()
		io.WriteString(conn, "banner")
		conn.CloseWrite()
		all, _ := io.ReadAll(conn)
		heard <- string(all)
	})()
	if got, err := io.ReadAll(conn); string(got) != "banner" || err != nil {
		t.Fatalf("%q: %v", got, err)
	}
	io.WriteString(conn, "still here")
	conn.CloseWrite()
	if got := <-heard; got != "still here" {
		t.Fatalf("the server heard %q", got)
	}
}

func TestEndsBothWhereOneIsGone(t *testing.T) {
	gone := make(chan error, 1)
	conn := over(t, 4, func(conn *net.UnixConn) {
		defer conn.Close()
		for {
			if _, err := io.WriteString(conn, strings.Repeat("x", 4096)); err != nil {
				gone <- err
				return
			}
		}
	})()
	conn.Close()
	select {
	case <-gone:
	case <-time.After(10 * time.Second):
		t.Fatal("the server was never told")
	}
}

func TestCarriesNoMoreThanItMay(t *testing.T) {
	connect := over(t, 1, echoAtEnd)
	first := connect()
	io.WriteString(first, "one")
	if got, err := io.ReadAll(connect()); len(got) != 0 || errors.Is(err, net.ErrClosed) {
		t.Fatalf("the second was answered %q: %v", got, err)
	}
	first.CloseWrite()
	if got, _ := io.ReadAll(first); string(got) != "one" {
		t.Fatalf("the first was answered %q", got)
	}
	for deadline := time.Now().Add(10 * time.Second); ; {
		third := connect()
		io.WriteString(third, "three")
		third.CloseWrite()
		if got, _ := io.ReadAll(third); string(got) == "three" {
			return
		}
		if time.Now().After(deadline) {
			t.Fatal("there was no room again")
		}
	}
}

func TestEndsWhenNothingCanBeAccepted(t *testing.T) {
	broken := errors.New("no vsock")
	accept := func() (duplex, error) { return nil, broken }
	if err := relay(accept, nil, 1); err != broken {
		t.Fatal(err)
	}
}
