# One interface, eth0: the address that the host put on the kernel's command line, else DHCP.

network_up() {
	waited=0
	until [ -e /sys/class/net/eth0 ]; do
		[ $waited -lt 200 ] || fail network "No network device appeared within 10 seconds."
		usleep 50000
		waited=$((waited + 1))
	done
	ip link set lo up
	cmdline berth.ip
	if [ -n "$value" ]; then static_address "$value"; else dhcp_address; fi

	# Routing between containers and the world, with IPv6 as far as the host's network gives it.
	cd /proc/sys/net
	echo 1 >ipv4/ip_forward
	echo 1 >ipv6/conf/all/forwarding
	echo 2 >ipv6/conf/eth0/accept_ra
	echo 4096 >core/somaxconn
}

# ADDRESS/PREFIX,GATEWAY,NAMESERVER
static_address() {
	address=${1%%,*}
	rest=${1#*,}
	ip link set eth0 up
	ip addr add "$address" dev eth0 || fail network "The address $address from the kernel's command line was not accepted."
	ip route add default via "${rest%%,*}" || fail network "The gateway ${rest%%,*} was not accepted."
	echo "nameserver ${rest#*,}" >/run/berth/resolv.conf
}

dhcp_address() {
	ip link set eth0 up
	udhcpc -i eth0 -b -t 10 -T 1 -A 3 -S -p /run/udhcpc.pid >/run/log/udhcpc.log 2>&1
	ip -4 addr show dev eth0 | grep -q 'inet ' || warn network "No DHCP server answered yet: asking on."
}
