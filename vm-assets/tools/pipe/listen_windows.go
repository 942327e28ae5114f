package main

import (
	"errors"
	"net"
	"time"
	"unsafe"

	"github.com/Microsoft/go-winio"
	"golang.org/x/sys/windows"
)

// Docker's own clients look for the first.
var defaultPipes = []string{`\\.\pipe\docker_engine`, `\\.\pipe\berth_engine`}

// listen serves a pipe of messages, in which a message of no bytes is the end of a direction, as Docker's engine does on
// Windows. It fails when the name is taken. Only the system, administrators and this user may open it, from this computer.
func listen(name string) (net.Listener, error) {
	if exists(name) {
		return nil, errors.New("another program serves it")
	}
	user, err := windows.GetCurrentProcessToken().GetTokenUser()
	if err != nil {
		return nil, err
	}
	return winio.ListenPipe(name, &winio.PipeConfig{
		SecurityDescriptor: "D:P(A;;GA;;;SY)(A;;GA;;;BA)(A;;GA;;;" + user.User.Sid.String() + ")",
		MessageMode:        true,
		InputBufferSize:    64 * 1024,
		OutputBufferSize:   64 * 1024,
	})
}

// exists asks before a taken name would be refused as "Access is denied", which says something else.
func exists(name string) bool {
	wide, err := windows.UTF16PtrFromString(name)
	if err != nil {
		return false
	}
	const noWait = 1
	done, _, err := waitNamedPipe.Call(uintptr(unsafe.Pointer(wide)), noWait)
	return done != 0 || errors.Is(err, windows.ERROR_SEM_TIMEOUT)
}

// waitGone waits until the client has closed its end (true), or until all is over.
func waitGone(client net.Conn, over <-chan struct{}) bool {
	pipe, ok := client.(interface{ Fd() uintptr })
	if !ok {
		return false
	}
	look := time.NewTicker(time.Second)
	defer look.Stop()
	for {
		select {
		case <-over:
			return false
		case <-look.C:
			if !connected(windows.Handle(pipe.Fd())) {
				return true
			}
		}
	}
}

var (
	kernel32      = windows.NewLazySystemDLL("kernel32.dll")
	peekNamedPipe = kernel32.NewProc("PeekNamedPipe")
	waitNamedPipe = kernel32.NewProc("WaitNamedPipeW")
)

func connected(pipe windows.Handle) bool {
	done, _, _ := peekNamedPipe.Call(uintptr(pipe), 0, 0, 0, 0, 0)
	return done != 0
}
