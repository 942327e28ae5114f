package main

import (
	"bytes"
	"encoding/binary"
)

// A message of the kernel's key-value exchange, as read from and written to /dev/vmbus/hv_kvp: struct hv_kvp_msg of
// Linux's include/uapi/linux/hyperv.h, little-endian, always whole. The names are that header's.
const (
	messageBytes = 7432

	opEnumerate = 3
	opGetIPInfo = 4
	opRegister1 = 100

	poolAuto = 2

	statusOK       = 0x00000000
	statusFail     = 0x80004005
	statusContinue = 0x80070103 // nothing more, or nothing there

	familyIPv4 = 1
	familyIPv6 = 2
)

// Where a field begins, and how many bytes it has.
type field struct{ at, size int }

var (
	enumIndex = field{4, 4}
	enumKey   = field{20, 512}
	enumValue = field{532, 2048}

	ipAdapter = field{4, 256}
	ipFamily  = field{260, 1}
	ipDHCP    = field{261, 1}
	ipAddress = field{262, 2048}
	ipSubnet  = field{2310, 2048}
	ipGateway = field{4358, 1024}
	ipDNS     = field{5382, 2048}
)

type message []byte

func (m message) operation() byte { return m[0] }
func (m message) pool() byte      { return m[1] }

// setStatus writes the answer's error code over operation and pool, where the kernel looks for it.
func (m message) setStatus(status uint32) { binary.LittleEndian.PutUint32(m, status) }

func (m message) number(f field) uint32 { return binary.LittleEndian.Uint32(m[f.at:]) }

// text is what stands before the first zero byte.
func (m message) text(f field) string {
	word, _, _ := bytes.Cut(m[f.at:f.at+f.size], []byte{0})
	return string(word)
}

// setText writes text and a zero byte after it; what does not fit is cut off.
func (m message) setText(f field, text string) {
	place := m[f.at : f.at+f.size]
	clear(place)
	copy(place[:f.size-1], text)
}
