# Shared by every script of the guest. The console is how the host learns what happens before ssh answers:
#   berth: mark STEP UPTIME   a step is done      berth: fail STEP SENTENCE   it cannot be, the machine ends
#   berth: warn STEP SENTENCE something was set aside, the machine goes on
export PATH=/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/data/root

mark() {
	read -r up _ </proc/uptime
	echo "berth: mark $1 $up" >/dev/console
}

warn() {
	step=$1
	shift
	echo "berth: warn $step $*" >/dev/console
}

fail() {
	step=$1
	shift
	echo "berth: fail $step $*" >/dev/console
	sync
	poweroff -f
	# The power goes off within a moment: nothing after a failed step may run.
	while :; do sleep 60; done
}

# Sets `value` to that of a KEY=value word on the kernel's command line, to nothing when it is not there.
cmdline() {
	value=''
	read -r words </proc/cmdline
	for word in $words; do
		case $word in "$1="*) value=${word#*=} ;; esac
	done
}

# Waits, without a process of its own, until the engine has answered for the first time since boot.
after_engine() {
	[ -e /run/berth/answered ] || read -r _ </run/berth/answering
}
