#!/bin/sh
# Before the package goes for good (deb: "remove", rpm: 0; an upgrade is neither): what Berth set up for its users is put away
# by each user's own Berth, as "berth uninstall" does it. Machines are stopped, contexts, links and starts at login go; data stays.
case "$1" in remove | 0) ;; *) exit 0 ;; esac

getent passwd | while IFS=: read -r user _ _ _ _ home _; do
  [ -d "$home/.berth" ] || continue
  echo "Putting Berth away for $user; containers, images and volumes stay in $home/.berth."
  # Whatever fails of it, the package can be removed.
  timeout 90 runuser -u "$user" -- env -i HOME="$home" PATH=/usr/bin:/bin \
    /opt/Berth/resources/bin/berth uninstall --yes --keep-data </dev/null >/dev/null 2>&1 || true
done
exit 0
