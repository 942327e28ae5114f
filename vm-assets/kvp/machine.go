package main

import (
	"fmt"
	"net"
	"os"
	"runtime"
	"strconv"
	"strings"
)

// machine is this computer, read from /proc, /sys and its configuration.
type machine struct{}

func (machine) hostname() string {
	name, err := os.Hostname()
	if err != nil {
		return "localhost"
	}
	return name
}

func (machine) system() (name, version, kernel, architecture string) {
	kernel = firstLine("/proc/sys/kernel/osrelease")
	// The host wants numbers alone: x.y.z.
	kernel, _, _ = strings.Cut(kernel, "-")
	architecture = map[string]string{"amd64": "x86_64", "arm64": "aarch64"}[runtime.GOARCH]
	return "Alpine Linux", firstLine("/etc/alpine-release"), kernel, architecture
}

// adapters leaves out what has no hardware behind it: the engine's bridges are no business of the host's.
func (machine) adapters() []adapter {
	var found []adapter
	interfaces, _ := net.Interfaces()
	for _, each := range interfaces {
		if _, err := os.Stat("/sys/class/net/" + each.Name + "/device"); err != nil {
			continue
		}
		one := adapter{mac: strings.ToUpper(each.HardwareAddr.String())}
		addresses, _ := each.Addrs()
		for _, address := range addresses {
			if network, ok := address.(*net.IPNet); ok {
				one.add(network)
			}
		}
		found = append(found, one)
	}
	return found
}

func (a *adapter) add(network *net.IPNet) {
	if network.IP.To4() != nil {
		a.ipv4 = append(a.ipv4, network.IP.String())
		a.masks4 = append(a.masks4, net.IP(network.Mask).String())
		return
	}
	ones, _ := network.Mask.Size()
	a.ipv6 = append(a.ipv6, network.IP.String())
	a.prefixes6 = append(a.prefixes6, fmt.Sprintf("/%d", ones))
}

// gateways reads the default routes; /proc/net/route has addresses in hexadecimal, lowest byte first.
func (machine) gateways() []string {
	var found []string
	for _, line := range lines("/proc/net/route") {
		words := strings.Fields(line)
		if len(words) < 3 || words[1] != "00000000" {
			continue
		}
		if n, err := strconv.ParseUint(words[2], 16, 32); err == nil {
			found = append(found, net.IPv4(byte(n), byte(n>>8), byte(n>>16), byte(n>>24)).String())
		}
	}
	return found
}

func (machine) nameservers() []string {
	var found []string
	for _, line := range lines("/etc/resolv.conf") {
		if words := strings.Fields(line); len(words) == 2 && words[0] == "nameserver" {
			found = append(found, words[1])
		}
	}
	return found
}

func lines(file string) []string {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil
	}
	return strings.Split(strings.TrimSpace(string(text)), "\n")
}

func firstLine(file string) string {
	if all := lines(file); len(all) > 0 {
		return all[0]
	}
	return ""
}
