# Disks are known by what is on them, never by their order: drivers of other hypervisors enumerate differently.
# A new process costs a translated guest 50 milliseconds and more, so functions answer in variables, not by printing.

# Sets `head` to the first BYTES of DEVICE in hexadecimal digits: byte B stands at offset 2*B.
read_head() { head=$(exec hexdump -v -n "$2" -e '1/1 "%02x"' "$1"); }

# Sets `kind` to what DEVICE holds: seed, data, zero (starts with zeros) or other. Leaves `head`.
disk_kind() {
	read_head "$1" 1376
	if [ "${head:0:22}" = 62657274682d736565642f ]; then # "berth-seed/", the first name of a tar
		kind=seed
	elif [ "${head:2160:4}" = 53ef ] && [ "${head:2288:22}" = 62657274682d6461746100 ]; then # ext4, "berth-data\0"
		kind=data
	else
		case $head in *[!0]*) kind=other ;; *) kind=zero ;; esac
	fi
}

# COUNT units of DEVICE from unit SKIP on (64 KiB each) are zero.
zeros() { dd if="$1" bs=65536 skip="$2" count="$3" 2>/dev/null | cmp -s -n $((65536 * $3)) - /dev/zero; }

# DEVICE of SECTORS is blank: writable, 256 MiB or more, and zero at both ends, where file systems, partition tables,
# LVM, RAID and ZFS keep their labels, and at 16 places between. Anything else is never formatted.
disk_blank() {
	units=$(($2 / 128))
	read -r readonly <"/sys/block/${1##*/}/ro"
	[ "$readonly" = 0 ] && [ $units -ge 4096 ] || return 1
	zeros "$1" 0 64 && zeros "$1" $((units - 16)) 16 || return 1
	place=1
	while [ $place -le 16 ]; do
		zeros "$1" $((units * place / 17)) 1 || return 1
		place=$((place + 1))
	done
}

# Sets `number` to what four little-endian bytes at byte AT of `head` say.
little32() {
	digits=${head:$(($1 * 2)):8}
	number=$((0x${digits:6:2}${digits:4:2}${digits:2:2}${digits:0:2}))
}

# Sets `ext4_bytes` and `ext4_damaged` from the superblock in `head` (at byte 1024; kernel: fs/ext4/ext4.h): what the
# file system spans, and whether it has noticed an error of its own (s_state, bit 2).
read_superblock() {
	little32 1360 && ext4_bytes=$((number << 32))
	little32 1028 && ext4_bytes=$((ext4_bytes + number))
	little32 1048 && ext4_bytes=$((ext4_bytes * (1024 << number)))
	ext4_damaged=$((0x${head:2164:2} & 2))
}

# Mounts the data disk DEVICE of SECTORS, whose first bytes are in `head`, on /data; grows its file system with it.
mount_data() {
	read_superblock
	[ $ext4_damaged = 0 ] || check_data "$1"
	# noinit_itable: no gigabyte of zeros written behind the user's back into a thin disk.
	options=noatime,noinit_itable,errors=remount-ro
	mount -t ext4 -o $options "$1" /data 2>/dev/null || {
		check_data "$1"
		mount -t ext4 -o $options "$1" /data || fail disks "The data disk could not be mounted, even after a check."
	}
	if [ $(($2 * 512 - ext4_bytes)) -ge 1048576 ]; then
		resize2fs "$1" >/dev/null 2>/run/berth/resize.log ||
			warn disks "The data disk grew, its file system could not: $(tail -n 1 /run/berth/resize.log)"
	fi
}

# What e2fsck says goes to the console too, where the host keeps it for longer than this boot.
# Its exit code: 1 and 2 mean repaired, 4 and more that a person has to decide.
check_data() {
	e2fsck -p "$1" >/run/berth/e2fsck.log 2>&1
	checked=$?
	sed 's/^/e2fsck: /' /run/berth/e2fsck.log >/dev/console
	[ $checked -lt 4 ] || fail disks "The data disk is damaged beyond safe repair: $(tail -n 1 /run/berth/e2fsck.log)"
}

# Formats the blank DEVICE: no reserved blocks, tables written when they are needed.
format_data() {
	mke2fs -q -F -t ext4 -L berth-data -m 0 -e remount-ro -E lazy_itable_init=1,lazy_journal_init=1,nodiscard "$1" \
		>/run/berth/mke2fs.log 2>&1 || fail disks "The data disk could not be formatted: $(tail -n 1 /run/berth/mke2fs.log)"
}

# A SCSI disk gets its name a moment after its bus has found it: waits for those that have none yet, at most 5 seconds.
await_scsi_disks() {
	waited=0
	for device in /sys/bus/scsi/devices/*:*:*:*; do
		[ -e "$device/type" ] || continue
		read -r type <"$device/type"
		[ "$type" = 0 ] || continue
		set -- "$device"/block/*
		until [ -e "$1" ] || [ $waited -ge 100 ]; do
			usleep 50000
			waited=$((waited + 1))
			set -- "$device"/block/*
		done
	done
}

# Finds seed and data among all disks, mounts /data and copies the seed to /run/berth/seed.
find_disks() {
	seed='' data='' blank='' others=''
	await_scsi_disks
	for dir in /sys/block/vd* /sys/block/sd* /sys/block/nvme*; do
		[ -e "$dir/size" ] || continue
		read -r sectors <"$dir/size"
		disk=/dev/${dir##*/}
		[ "$sectors" -gt 0 ] && [ "$disk" != "$1" ] || continue
		# A disk that firmware boots from holds the root in a partition, and nothing of the user's.
		case $1 in "$disk"[0-9p]*) continue ;; esac
		disk_kind "$disk"
		case $kind in
		seed) seed=$disk ;;
		data)
			[ -z "$data" ] || fail disks "Two data disks are attached ($data, $disk): nothing was changed on either."
			data=$disk data_sectors=$sectors data_head=$head
			;;
		zero) blank="$blank $disk:$sectors" ;;
		other) others="$others $disk" ;;
		esac
	done
	[ -n "$seed" ] || fail disks "The seed disk is missing: without its keys nobody could reach this machine."
	[ -n "$data" ] || format_first_blank
	[ -n "$data" ] || fail disks "No data disk: none is labelled berth-data and none is blank${others:+ (left untouched:$others)}."
	head=$data_head
	mount_data "$data" "$data_sectors"
	copy_seed
}

format_first_blank() {
	for candidate in $blank; do
		disk_blank "${candidate%:*}" "${candidate#*:}" || continue
		data=${candidate%:*} data_sectors=${candidate#*:}
		format_data "$data"
		read_head "$data" 1376
		data_head=$head
		return
	done
}

# The seed is a plain tar on a small disk; what it carries lives in memory only, readable by root only.
copy_seed() {
	umask 077
	tar -x -o -f "$seed" -C /run/berth 2>/dev/null || fail disks "The seed disk could not be read as a tar archive."
	umask 022
	for name in ssh_host_ed25519_key authorized_keys; do
		[ -s "/run/berth/berth-seed/$name" ] || fail disks "The seed disk lacks $name."
	done
	chmod -R go= /run/berth/berth-seed
	mv /run/berth/berth-seed /run/berth/seed
}
