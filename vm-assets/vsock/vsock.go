package main

import (
	"os"
	"syscall"
	"unsafe"
)

// From linux/socket.h and linux/vm_sockets.h.
const (
	familyVsock = 40
	anyCID      = 0xffffffff
)

// address is the kernel's sockaddr_vm.
type address struct {
	family, reserved uint16
	port, cid        uint32
	flags            uint8
	zero             [3]uint8
}

type listener int

// listen takes a port of the machine's vsock. Go's net package does not know the family.
func listen(port uint32) (listener, error) {
	fd, err := syscall.Socket(familyVsock, syscall.SOCK_STREAM|syscall.SOCK_CLOEXEC, 0)
	if err != nil {
		return 0, os.NewSyscallError("socket", err)
	}
	if err := at(syscall.SYS_BIND, fd, anyCID, port); err != nil {
		syscall.Close(fd)
		return 0, os.NewSyscallError("bind", err)
	}
	if err := syscall.Listen(fd, syscall.SOMAXCONN); err != nil {
		syscall.Close(fd)
		return 0, os.NewSyscallError("listen", err)
	}
	return listener(fd), nil
}

// at makes a system call that takes a socket and an address: bind or connect.
func at(call uintptr, fd int, cid, port uint32) error {
	where := address{family: familyVsock, port: port, cid: cid}
	_, _, errno := syscall.Syscall(call, uintptr(fd), uintptr(unsafe.Pointer(&where)), unsafe.Sizeof(where))
	if errno != 0 {
		return errno
	}
	return nil
}

// accept waits for a connection. syscall.Accept would close one of a family that it does not know.
func (l listener) accept() (duplex, error) {
	for {
		fd, _, errno := syscall.Syscall6(syscall.SYS_ACCEPT4, uintptr(l), 0, 0, syscall.SOCK_CLOEXEC|syscall.SOCK_NONBLOCK, 0, 0)
		if errno == 0 {
			return stream{os.NewFile(fd, "vsock")}, nil
		}
		if errno != syscall.EINTR && errno != syscall.ECONNABORTED {
			return nil, os.NewSyscallError("accept", errno)
		}
	}
}

// stream is a connected vsock: to Go a file that can be waited for.
type stream struct{ *os.File }

func (s stream) CloseWrite() error {
	raw, err := s.SyscallConn()
	if err != nil {
		return err
	}
	var failed error
	if err := raw.Control(func(fd uintptr) { failed = syscall.Shutdown(int(fd), syscall.SHUT_WR) }); err != nil {
		return err
	}
	return failed
}
