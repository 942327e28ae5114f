package main

import "strings"

// A network interface of this machine as its host may know it.
type adapter struct {
	mac        string // upper case, with colons
	ipv4, ipv6 []string
	masks4     []string // of ipv4, in order: 255.255.240.0
	prefixes6  []string // of ipv6, in order: /64
}

// What this machine can say of itself, looked up anew for each question.
type self interface {
	hostname() string
	system() (name, version, kernel, architecture string)
	adapters() []adapter
	gateways() []string
	nameservers() []string
}

// answer turns a question of the host's into the answer, in place. Only addresses and names are told: the host can store
// nothing here, and cannot set the network.
func answer(m message, me self) {
	operation, pool := m.operation(), m.pool()
	switch {
	case operation == opGetIPInfo:
		m.setStatus(answerAddresses(m, me))
	case operation == opEnumerate && pool == poolAuto:
		m.setStatus(answerValue(m, me))
	default:
		m.setStatus(statusContinue)
	}
}

// answerValue answers with the value of an index (hyperv.h: "Host/Guest Protocol").
func answerValue(m message, me self) uint32 {
	name, version, kernel, architecture := me.system()
	var v4, v6 []string
	for _, each := range me.adapters() {
		v4, v6 = append(v4, each.ipv4...), append(v6, each.ipv6...)
	}
	values := []struct{ key, value string }{
		{"FullyQualifiedDomainName", me.hostname()},
		{"IntegrationServicesVersion", "3.0"},
		{"NetworkAddressIPv4", list(v4)},
		{"NetworkAddressIPv6", list(v6)},
		{"OSBuildNumber", kernel},
		{"OSName", name},
		{"OSMajorVersion", version},
		{"OSMinorVersion", ""},
		{"OSVersion", kernel},
		{"ProcessorArchitecture", architecture},
	}
	index := m.number(enumIndex)
	if index >= uint32(len(values)) {
		return statusContinue
	}
	m.setText(enumKey, values[index].key)
	m.setText(enumValue, values[index].value)
	return statusOK
}

// answerAddresses answers for the one adapter whose MAC the host names: what Get-VMNetworkAdapter shows.
func answerAddresses(m message, me self) uint32 {
	mac := strings.ToUpper(m.text(ipAdapter))
	for _, each := range me.adapters() {
		if each.mac != mac {
			continue
		}
		var family byte
		if len(each.ipv4) > 0 {
			family |= familyIPv4
		}
		if len(each.ipv6) > 0 {
			family |= familyIPv6
		}
		m[ipFamily.at] = family
		m[ipDHCP.at] = 1
		m.setText(ipAddress, list(append(append([]string{}, each.ipv4...), each.ipv6...)))
		m.setText(ipSubnet, list(append(append([]string{}, each.masks4...), each.prefixes6...)))
		m.setText(ipGateway, list(me.gateways()))
		m.setText(ipDNS, list(me.nameservers()))
		return statusOK
	}
	return statusFail
}

// list is how the exchange writes several: each followed by a semicolon.
func list(words []string) string {
	if len(words) == 0 {
		return ""
	}
	return strings.Join(words, ";") + ";"
}
