#!/bin/sh
# After the rpm has gone. rpm runs this of the old version at the end of an upgrade, too, when the new one has made its links:
# electron-builder's own script would take them away again.
[ "$1" = 0 ] || exit 0

if type update-alternatives >/dev/null 2>&1; then
  update-alternatives --remove berth-desktop /opt/Berth/berth-desktop
else
  rm -f /usr/bin/berth-desktop
fi

# Where AppArmor is on, the installation gave it a profile.
profile=/etc/apparmor.d/berth-desktop
if [ -f "$profile" ]; then
  apparmor_parser --remove "$profile" 2>/dev/null
  rm -f "$profile"
fi
exit 0
