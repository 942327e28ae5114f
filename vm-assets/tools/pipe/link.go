package main

import (
	"bytes"
	"errors"
	"fmt"
	"net"
	"os"
	"sync"
	"time"

	"golang.org/x/crypto/ssh"
)

const (
	dialTimeout = 10 * time.Second
	aliveEvery  = 10 * time.Second
)

var errNoGuest = errors.New("the machine does not run")

// link is the one SSH connection to the guest. It is made when a client needs it, and made anew after it was lost: so there
// is nothing to retry, and nothing that wakes a computer on which nobody uses the engine.
type link struct {
	config *ssh.ClientConfig

	mutex  sync.Mutex
	guest  string
	client *ssh.Client
}

func clientConfig(keyFile, hostKeyFile, user string) (*ssh.ClientConfig, error) {
	text, err := os.ReadFile(keyFile)
	if err != nil {
		return nil, err
	}
	key, err := ssh.ParsePrivateKey(text)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", keyFile, err)
	}
	if text, err = os.ReadFile(hostKeyFile); err != nil {
		return nil, err
	}
	hostKey, _, _, _, err := ssh.ParseAuthorizedKey(bytes.TrimSpace(text))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", hostKeyFile, err)
	}
	return &ssh.ClientConfig{
		User:              user,
		Auth:              []ssh.AuthMethod{ssh.PublicKeys(key)},
		HostKeyCallback:   ssh.FixedHostKey(hostKey),
		HostKeyAlgorithms: []string{hostKey.Type()},
		Timeout:           dialTimeout,
	}, nil
}

// moveTo says where the guest is from now on, "" while it is nowhere. What was open to the old place ends.
func (l *link) moveTo(guest string) {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	if guest == l.guest {
		return
	}
	l.guest = guest
	if l.client != nil {
		l.client.Close()
		l.client = nil
	}
}

// open gives a channel to a Unix socket of the guest's, and what is closed when that channel is.
func (l *link) open(socket string) (ssh.Channel, <-chan struct{}, error) {
	client, err := l.connection()
	if err != nil {
		return nil, nil, err
	}
	// OpenSSH's PROTOCOL, 2.4: "direct-streamlocal@openssh.com".
	where := ssh.Marshal(struct {
		Path, Reserved string
		Zero           uint32
	}{Path: socket})
	channel, requests, err := client.OpenChannel("direct-streamlocal@openssh.com", where)
	if err != nil {
		return nil, nil, err
	}
	closed := make(chan struct{})
	go func() {
		ssh.DiscardRequests(requests)
		close(closed)
	}()
	return channel, closed, nil
}

// connection gives the connection, made anew if there is none. Clients that come meanwhile wait for the same.
func (l *link) connection() (*ssh.Client, error) {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	if l.client != nil {
		return l.client, nil
	}
	if l.guest == "" {
		return nil, errNoGuest
	}
	client, err := dial(l.guest, l.config)
	if err != nil {
		tell(report{Event: "lost", Error: err.Error()})
		return nil, err
	}
	tell(report{Event: "connected"})
	l.client = client
	go keepAlive(client)
	go func() {
		err := client.Wait()
		l.mutex.Lock()
		defer l.mutex.Unlock()
		if l.client == client {
			l.client = nil
			tell(report{Event: "lost", Error: fmt.Sprint(err)})
		}
	}()
	return client, nil
}

func dial(guest string, config *ssh.ClientConfig) (*ssh.Client, error) {
	conn, err := net.DialTimeout("tcp", guest, dialTimeout)
	if err != nil {
		return nil, err
	}
	// The handshake must end, too.
	conn.SetDeadline(time.Now().Add(dialTimeout))
	transport, channels, requests, err := ssh.NewClientConn(conn, guest, config)
	if err != nil {
		conn.Close()
		return nil, err
	}
	conn.SetDeadline(time.Time{})
	client := ssh.NewClient(transport, channels, requests)
	openIdleTerminal(client)
	return client, nil
}

// openIdleTerminal makes sshd send small packets at once, which it does only for connections with a terminal: without one,
// an answer that is written in two pieces takes 40 ms.
func openIdleTerminal(client *ssh.Client) {
	session, err := client.NewSession()
	if err != nil {
		return
	}
	if session.RequestPty("dumb", 1, 1, ssh.TerminalModes{}) == nil {
		_ = session.Start("exec cat >/dev/null")
	}
}

// keepAlive ends a connection that no longer answers: the guest has gone, or the network with it.
func keepAlive(client *ssh.Client) {
	for {
		time.Sleep(aliveEvery)
		answered := make(chan error, 1)
		go func() {
			_, _, err := client.SendRequest("keepalive@openssh.com", true, nil)
			answered <- err
		}()
		select {
		case err := <-answered:
			if err == nil {
				continue
			}
		case <-time.After(aliveEvery):
		}
		client.Close()
		return
	}
}
