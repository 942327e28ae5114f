# Folders of the host's, and Rosetta: what the seed names is mounted before the engine starts. Hypervisors serve them by
# virtio-fs or 9p, each under a tag.

# Mounts the file system TYPE of TAG on FOLDER, which is the folder's path on the host too.
mount_share() {
	case $1 in
	virtiofs) options=nosuid,nodev ;;
	# The largest message that virtio carries, and mapped files that can be written.
	9p) options=nosuid,nodev,trans=virtio,version=9p2000.L,msize=512000,cache=mmap ;;
	*) fail shares "The seed names a file system that this image does not know: $1." ;;
	esac
	why=$(mkdir -p "$3" 2>&1 && mount -t "$1" -o $options "$2" "$3" 2>&1) ||
		fail shares "The folder $3 could not be shared: $why"
}

# Mounts every folder that is shared. What lies beside them in the same place is not there: nothing may be written to it
# and be lost, so it is made read-only.
mount_shares() {
	made=''
	while read -r type tag folder; do
		modprobe -a $([ "$type" = 9p ] && echo 9p 9pnet_virtio || echo virtiofs)
		top=${folder#/}
		top=/${top%%/*}
		case " /tmp $made " in
		*" $top "*) ;;
		*)
			[ "$folder" = "$top" ] || mount -t tmpfs -o nosuid,nodev,mode=0755 tmpfs "$top"
			made="$made $top"
			;;
		esac
		mount_share "$type" "$tag" "$folder"
	done </run/berth/seed/shares
	for top in $made; do
		while read -r from at _; do
			[ "$at" != "$top" ] || [ "$from" != tmpfs ] || mount -o remount,ro "$top"
		done </proc/mounts
	done
}

# Has the kernel run programs for x86_64 by Rosetta, also where a container sees nothing of it (F opens it now). The
# pattern is an ELF program's head: 64 bits, little-endian, executable or shared, for machine 62.
rosetta_up() {
	modprobe -a virtiofs binfmt_misc
	mkdir -p /run/berth/rosetta
	mount -t virtiofs -o ro,nodev rosetta /run/berth/rosetta || fail shares "Rosetta could not be mounted."
	mount -t binfmt_misc binfmt_misc /proc/sys/fs/binfmt_misc
	head='\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\x3e\x00'
	mask='\xff\xff\xff\xff\xff\xfe\xfe\x00\xff\xff\xff\xff\xff\xff\xff\xff\xfe\xff\xff\xff'
	echo ":rosetta:M::$head:$mask:/run/berth/rosetta/rosetta:CF" >/proc/sys/fs/binfmt_misc/register ||
		fail shares "Rosetta could not be made known to the kernel."
}

[ ! -e /run/berth/seed/shares ] || mount_shares
[ ! -e /run/berth/seed/rosetta ] || rosetta_up
