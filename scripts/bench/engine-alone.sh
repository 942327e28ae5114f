# Milliseconds that containerd and dockerd take from nothing to an answering /_ping, inside the booted guest.
# Init is halted while the old ones end, so that it brings both back at the one moment that is measured from.
now() {
	read -r up _ </proc/uptime
	echo "${up%.*}${up#*.}0"
}
ended() {
	case $(cat "/proc/$1/stat" 2>/dev/null) in '' | *') Z '*) return 0 ;; esac
	return 1
}
kill -STOP 1
for name in dockerd containerd; do
	pid=$(pidof "$name")
	kill -TERM "$pid"
	until ended "$pid"; do usleep 50000; done
done
began=$(now)
kill -CONT 1
until curl -sf -o /dev/null --unix-socket /run/docker.sock http://engine/_ping; do usleep 20000; done
echo $(($(now) - began))
