package main

import (
	"io"
	"testing"
)

type guest struct{}

func (guest) hostname() string { return "berth" }
func (guest) system() (string, string, string, string) {
	return "Alpine Linux", "3.23.0", "6.18.56", "x86_64"
}
func (guest) adapters() []adapter {
	return []adapter{{
		mac:  "00:15:5D:01:02:03",
		ipv4: []string{"172.20.1.2"}, masks4: []string{"255.255.240.0"},
		ipv6: []string{"fe80::1"}, prefixes6: []string{"/64"},
	}}
}
func (guest) gateways() []string    { return []string{"172.20.0.1"} }
func (guest) nameservers() []string { return []string{"172.20.0.1"} }

func question(operation, pool byte) message {
	m := make(message, messageBytes)
	m[0], m[1] = operation, pool
	return m
}

func expect(t *testing.T, what string, got, want any) {
	t.Helper()
	if got != want {
		t.Errorf("%s: %v, not %v", what, got, want)
	}
}

func TestAddressesOfAnAdapter(t *testing.T) {
	m := question(opGetIPInfo, 0)
	m.setText(ipAdapter, "00:15:5d:01:02:03")
	answer(m, guest{})
	expect(t, "status", m.number(field{0, 4}), uint32(statusOK))
	expect(t, "family", m[ipFamily.at], byte(familyIPv4|familyIPv6))
	expect(t, "addresses", m.text(ipAddress), "172.20.1.2;fe80::1;")
	expect(t, "masks", m.text(ipSubnet), "255.255.240.0;/64;")
	expect(t, "gateway", m.text(ipGateway), "172.20.0.1;")
	expect(t, "dns", m.text(ipDNS), "172.20.0.1;")
}

func TestUnknownAdapter(t *testing.T) {
	m := question(opGetIPInfo, 0)
	m.setText(ipAdapter, "00:00:00:00:00:00")
	answer(m, guest{})
	expect(t, "status", m.number(field{0, 4}), uint32(statusFail))
}

func TestValuesUntilThereAreNoMore(t *testing.T) {
	for index, want := range map[byte]string{0: "berth", 2: "172.20.1.2;", 5: "Alpine Linux", 9: "x86_64"} {
		m := question(opEnumerate, poolAuto)
		m[enumIndex.at] = index
		answer(m, guest{})
		expect(t, "status", m.number(field{0, 4}), uint32(statusOK))
		expect(t, m.text(enumKey), m.text(enumValue), want)
	}
	m := question(opEnumerate, poolAuto)
	m[enumIndex.at] = 10
	answer(m, guest{})
	expect(t, "status", m.number(field{0, 4}), uint32(statusContinue))
}

func TestNothingIsKeptForTheHost(t *testing.T) {
	for _, operation := range []byte{0, 1, 2, 5} {
		m := question(operation, 0)
		answer(m, guest{})
		expect(t, "status", m.number(field{0, 4}), uint32(statusContinue))
	}
}

func TestATextThatIsTooLongIsCut(t *testing.T) {
	m := question(opEnumerate, poolAuto)
	long := make([]byte, 3000)
	for i := range long {
		long[i] = 'x'
	}
	m.setText(enumValue, string(long))
	expect(t, "length", len(m.text(enumValue)), enumValue.size-1)
}

// The kernel's end of the device: whole messages, one after the other.
type kernel struct {
	questions []message
	said      []message
}

func (k *kernel) Read(p []byte) (int, error) {
	if len(k.questions) == 0 {
		return 0, io.EOF
	}
	n := copy(p, k.questions[0])
	k.questions = k.questions[1:]
	return n, nil
}

func (k *kernel) Write(p []byte) (int, error) {
	k.said = append(k.said, append(message{}, p...))
	return len(p), nil
}

// The kernel says the registration back first, then comes the host.
func TestServe(t *testing.T) {
	ask := question(opGetIPInfo, 0)
	ask.setText(ipAdapter, "00:15:5D:01:02:03")
	k := &kernel{questions: []message{question(opRegister1, 0), ask}}
	if err := serve(k, guest{}); err == nil {
		t.Error("serve ended without an error")
	}
	if len(k.said) != 2 {
		t.Fatalf("%d messages, not 2", len(k.said))
	}
	expect(t, "registration", k.said[0][0], byte(opRegister1))
	expect(t, "addresses", k.said[1].text(ipAddress), "172.20.1.2;fe80::1;")
}
