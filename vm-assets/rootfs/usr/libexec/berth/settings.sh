# Puts the engine's settings in place: the seed's daemon.json, or the image's own when there is none or it is no JSON
# object. What only the engine can judge it judges at its start (see dockerd).
ln -s /data/certs.d /run/berth/docker/certs.d
chosen=/etc/berth/daemon.json
if [ -e /run/berth/seed/daemon.json ]; then
	text=''
	while read -r line || [ -n "$line" ]; do text="$text$line"; done </run/berth/seed/daemon.json
	case $text in
	\{*\}) chosen=/run/berth/seed/daemon.json ;;
	*) warn engine "The settings' daemon.json is not a JSON object: the defaults are used." ;;
	esac
fi
cp $chosen /run/berth/docker/daemon.json
