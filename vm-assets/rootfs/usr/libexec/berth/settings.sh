# Puts the engine's settings in place: the seed's daemon.json, or the image's own when there is none or it is no JSON
# object. The seed's are on trial until the engine has answered (see dockerd, marks): the image's own stand by.
ln -s /data/certs.d /run/berth/docker/certs.d
. /usr/libexec/berth/engine.sh
chosen=/etc/berth/daemon.json
if [ -e /run/berth/seed/daemon.json ]; then
	text=''
	while read -r line || [ -n "$line" ]; do text="$text$line"; done </run/berth/seed/daemon.json
	case $text in
	\{*\})
		chosen=/run/berth/seed/daemon.json
		cp /etc/berth/daemon.json $before
		;;
	*)
		echo "daemon.json is not a JSON object." >$refused
		warn engine "The settings' daemon.json is not a JSON object: the defaults are used."
		;;
	esac
fi
cp $chosen $settings
