# Disks are known by what is on them, never by their order: drivers of other hypervisors enumerate differently.

# N bytes of DEVICE from its start, as hexadecimal digits: byte B stands at offset 2*B.
hex_head() { hexdump -v -n "$2" -e '1/1 "%02x"' "$1"; }

# What DEVICE holds: seed, data, root, zero (starts with zeros) or other.
disk_kind() {
	head=$(hex_head "$1" 1160)
	if [ "${head:0:22}" = 62657274682d736565642f ]; then # "berth-seed/", the first name of a tar
		echo seed
	elif [ "${head:2160:4}" = 53ef ] && [ "${head:2288:22}" = 62657274682d6461746100 ]; then # ext4, "berth-data\0"
		echo data
	elif [ "${head:2048:8}" = e2e1f5e0 ]; then # erofs
		echo root
	else
		case $head in *[!0]*) echo other ;; *) echo zero ;; esac
	fi
}

# COUNT bytes of DEVICE from byte SKIP on (both in units of 64 KiB) are zero.
zeros() { dd if="$1" bs=65536 skip="$2" count="$3" 2>/dev/null | cmp -s -n $((65536 * $3)) - /dev/zero; }

# DEVICE of SECTORS is blank: writable, 256 MiB or more, and zero at both ends, where file systems, partition tables,
# LVM, RAID and ZFS keep their labels, and at 32 places between. Anything else is never formatted.
disk_blank() {
	units=$(($2 / 128))
	[ "$(cat "/sys/block/${1##*/}/ro")" = 0 ] && [ "$units" -ge 4096 ] || return 1
	zeros "$1" 0 64 && zeros "$1" $((units - 16)) 16 || return 1
	place=1
	while [ $place -le 32 ]; do
		zeros "$1" $((units * place / 33)) 1 || return 1
		place=$((place + 1))
	done
}

# Four hexadecimal bytes, least significant first, as a number.
little32() { echo $((0x${1:6:2}${1:4:2}${1:2:2}${1:0:2})); }

# Bytes that the ext4 on DEVICE spans, from its superblock (at byte 1024; kernel: fs/ext4/ext4.h).
ext4_bytes() {
	super=$(hex_head "$1" 1376)
	low=$(little32 "${super:2056:8}")
	log=$(little32 "${super:2096:8}")
	high=$(little32 "${super:2720:8}")
	echo $(((high << 32 | low) * (1024 << log)))
}

# The ext4 on DEVICE has noticed an error of its own (state bit 2): only then is a check due before mounting.
ext4_damaged() {
	super=$(hex_head "$1" 1084)
	[ $((0x${super:2164:2} & 2)) -ne 0 ]
}

# Mounts the data disk DEVICE of SECTORS on /data; grows its file system when the disk grew.
mount_data() {
	ext4_damaged "$1" && check_data "$1"
	# noinit_itable: no gigabyte of zeros written behind the user's back into a thin disk.
	options=noatime,noinit_itable,errors=remount-ro
	mount -t ext4 -o $options "$1" /data 2>/dev/null || {
		check_data "$1"
		mount -t ext4 -o $options "$1" /data || fail disks "The data disk could not be mounted, even after a check."
	}
	if [ $(($2 * 512 - $(ext4_bytes "$1"))) -ge 1048576 ]; then
		resize2fs "$1" >/dev/null 2>/run/berth/resize.log || warn disks "The data disk grew, its file system could not: $(tail -n 1 /run/berth/resize.log)"
	fi
}

# e2fsck's exit code: 1 and 2 mean repaired, 4 and more that a person has to decide.
check_data() {
	e2fsck -p "$1" >/run/berth/e2fsck.log 2>&1
	[ $? -lt 4 ] || fail disks "The data disk's file system is damaged beyond safe repair: $(tail -n 1 /run/berth/e2fsck.log)"
}

# Formats the blank DEVICE: no reserved blocks, tables written when they are needed.
format_data() {
	mke2fs -q -F -t ext4 -L berth-data -m 0 -e remount-ro -E lazy_itable_init=1,lazy_journal_init=1,nodiscard "$1" \
		>/run/berth/mke2fs.log 2>&1 || fail disks "The new data disk could not be formatted: $(tail -n 1 /run/berth/mke2fs.log)"
}

# Finds seed and data among all disks, mounts /data and copies the seed to /run/berth/seed.
find_disks() {
	seed='' data='' blank='' others=''
	for dir in /sys/block/vd* /sys/block/sd* /sys/block/nvme*; do
		[ -e "$dir/size" ] || continue
		read -r sectors <"$dir/size"
		disk=/dev/${dir##*/}
		[ "$sectors" -gt 0 ] || continue
		case $(disk_kind "$disk") in
		seed) seed=$disk ;;
		data)
			[ -z "$data" ] || fail disks "Two data disks are attached ($data, $disk): nothing was changed on either."
			data=$disk data_sectors=$sectors
			;;
		zero)
			blank="$blank $disk:$sectors"
			;;
		other) others="$others $disk" ;;
		esac
	done
	if [ -z "$data" ]; then
		for candidate in $blank; do
			disk_blank "${candidate%:*}" "${candidate#*:}" || continue
			data=${candidate%:*} data_sectors=${candidate#*:}
			format_data "$data"
			break
		done
	fi
	[ -n "$data" ] || fail disks "No data disk: none is labelled berth-data and none is blank${others:+ (left untouched:$others)}."
	mount_data "$data" "$data_sectors"
	copy_seed "$seed"
}

# The seed is a plain tar on a small disk; what it carries lives in memory only, readable by root only.
copy_seed() {
	[ -n "$1" ] || fail disks "The seed disk is missing: without its keys nobody could reach this machine."
	umask 077
	tar -x -o -f "$1" -C /run/berth 2>/dev/null || fail disks "The seed disk could not be read as a tar archive."
	mv /run/berth/berth-seed /run/berth/seed
	chmod -R go= /run/berth/seed
	umask 022
	for name in ssh_host_ed25519_key authorized_keys; do
		[ -s "/run/berth/seed/$name" ] || fail disks "The seed disk lacks $name."
	done
}
