# How the engine is started, and how its settings are tried. For dockerd, berth-engine, and what runs at boot.
settings=/run/berth/docker/daemon.json
# There while settings are on trial: those that come back when the engine does not come up with them.
before=/run/berth/before.json
# A line for each start on trial.
starts=/run/berth/starts
# Why settings were taken back: what the engine said.
refused=/run/berth/refused

# Sets `options` for the settings in FILE: what is the machine's to say, and the firewall unless the settings say it
# themselves (the engine accepts no option in both places).
set_options() {
	options="--config-file $1 --containerd /run/containerd/containerd.sock --data-root /data/docker
		--exec-root /run/docker --pidfile /run/docker.pid --host unix:///run/docker.sock --group root"
	grep -q '"firewall-backend"' "$1" || options="$options --firewall-backend nftables"
	grep -q '"features"' "$1" || options="$options --feature swarm-nftables=true"
}

# Ends the trial: the settings from before are back for the engine's next start. WORDS: why.
take_back() {
	echo "$1" | tail -c 4000 >$refused
	mv $before $settings
	rm -f $starts
}

# Sets `words` to the end of the engine's log.
last_words() { words=$(tail -n 15 /data/log/engine.log | cut -c 1-500); }
