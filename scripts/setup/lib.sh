# Set-up that needs nothing but bash and the computer's own Node: sourced by scripts/start and scripts/test.
# What comes after it is TypeScript and runs on the pinned Node of node_modules.

began=$SECONDS

say() { printf '[%4ds] %s\n' $((SECONDS - began)) "$*"; }

# fail SENTENCE HINT: ends the script; nothing half-done is left behind.
fail() {
  printf '\n%s\n  %s\n' "$1" "$2" >&2
  exit 1
}

# run_step NAME COMMAND…: runs it with its output kept back, says that it goes on every 8 seconds, shows the output if it fails.
run_step() {
  local name=$1 output pid code=0
  shift
  output=$(mktemp)
  say "$name"
  "$@" >"$output" 2>&1 &
  pid=$!
  local waited=0
  while kill -0 $pid 2>/dev/null; do
    sleep 0.2
    waited=$((waited + 1))
    [ $((waited % 40)) -ne 0 ] || say "$name … $(tail -n 1 "$output" | cut -c 1-80)"
  done
  wait $pid || code=$?
  if [ $code -ne 0 ]; then
    tail -n 40 "$output" >&2
    rm -f "$output"
    fail "\"$name\" failed (exit code $code); its last lines are above." "Mend what they say, then run this again."
  fi
  rm -f "$output"
}

at_least() { [ "$(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n 1)" = "$2" ]; }

check_tools() {
  local version
  version=$(node --version 2>/dev/null | tr -d v) || true
  at_least "${version:-0}" 20 || fail "Node ${version:-is missing}: Berth needs Node 20 or newer." "Install it from https://nodejs.org or your distribution."
  # With GOTOOLCHAIN=local, so that Go says its own version and fetches none.
  version=$(GOTOOLCHAIN=local go env GOVERSION 2>/dev/null | sed 's/^go//') || true
  at_least "${version:-0}" 1.26 || fail "Go ${version:-is missing}: building the engine needs Go 1.26 or newer." "Install it from https://go.dev/dl."
  # Looked for, not run: that alone would take more than half a second of every start.
  python3 -c 'import importlib.util, sys; sys.exit(importlib.util.find_spec("pip") is None)' 2>/dev/null || fail "Python 3 with pip is missing: it fetches the pinned Alpine image." "Install it: apt-get install python3-pip"
}

# packages KIND…: installs what is missing of these kinds, or says how to.
packages() {
  local missing=() name file kind arch
  while read -r name file kind arch; do
    case "$name" in '' | '#'*) continue ;; esac
    [ -z "$arch" ] || [ "$arch" = "$(uname -m)" ] || continue
    case " $* " in *" $kind "*) [ -e "$file" ] || missing+=("$name") ;; esac
  done <scripts/setup/packages.txt
  [ ${#missing[@]} -gt 0 ] || return 0
  command -v apt-get >/dev/null || fail "These programs are missing: ${missing[*]}." "Install them with your system's package manager, then run this again."
  [ "$(id -u)" = 0 ] || fail "These packages are missing: ${missing[*]}." "Run: sudo apt-get update && sudo apt-get install --no-install-recommends ${missing[*]}"
  export DEBIAN_FRONTEND=noninteractive
  run_step 'Read the package lists' apt-get update
  run_step "Install ${missing[*]}" apt-get install -y --no-install-recommends "${missing[@]}"
}

# Installs the pinned npm packages unless those of this lock file are there already.
dependencies() {
  local mark=node_modules/.berth-lock lock
  lock=$(cat package.json package-lock.json .npmrc | sha256sum | cut -d ' ' -f 1)
  if [ "$(cat $mark 2>/dev/null)" = "$lock" ] && [ -x node_modules/.bin/node ]; then return 0; fi
  run_step 'Install the npm packages' npm ci --no-progress
  node_modules/.bin/node --version >/dev/null 2>&1 || run_step 'Install the pinned Node' npm rebuild node
  printf '%s' "$lock" >$mark
}
