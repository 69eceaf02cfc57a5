#!/usr/bin/env bash
# Build the images of the Dockerfile without Docker and without a registry of images: by buildah, on
# bases made here from Debian's packages and an installed Python 3.10. For trying the Dockerfile;
# a charity with Docker needs none of this. docs/decisions/image.md tells what it showed.
# Usage, as root: scripts/build_image.sh [bases] [bot] [proxy]   (all of them without an argument)
# Needs: buildah, mmdebstrap. BUILDAH_ISOLATION=oci is nearer to Docker where the kernel lets it.
set -euo pipefail
shopt -s inherit_errexit
cd "$(dirname "$0")/.."
export BUILDAH_ISOLATION=${BUILDAH_ISOLATION:-chroot}
suite=${SUITE:-bookworm}
# The same names as the official bases, under localhost.
python_image=localhost/python:3.10-slim-bookworm
caddy_image=localhost/caddy:2-alpine
redis_image=localhost/redis:7-alpine

say() { printf '%s\n' "build_image: $*" >&2; }

for tool in buildah mmdebstrap; do
  command -v "$tool" >/dev/null || { say "$tool is missing (on Debian: apt-get install $tool)"; exit 1; }
done

find_python() {  # as scripts/setup.sh does: pyenv's, then uv's
  local found uv
  for found in "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.10.*/bin/python3.10; do
    if [ -x "$found" ]; then echo "$found"; return; fi
  done
  uv=$(command -v uv || echo .signpost/uv/bin/uv)
  "$uv" python install --quiet 3.10 && "$uv" python find --managed-python 3.10
}

system() {  # NAME COMMA,SEPARATED,PACKAGES: a container with a small Debian; prints its id
  local made
  made=$(mktemp -d)
  mmdebstrap --quiet --variant=minbase --include="$2" \
    --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-exclude=/usr/share/man/*' \
    "$suite" "$made/system.tar" >&2
  local box
  box=$(buildah from --name "signpost-base-$1" scratch)
  buildah add --quiet "$box" "$made/system.tar" / >&2
  rm -rf "$made"
  buildah config --env LANG=C.UTF-8 "$box"
  echo "$box"
}

finish() {  # BOX IMAGE
  buildah commit --quiet --rm "$1" "$2" >&2
  say "made $2"
}

base_python() {
  local python prefix box
  python=$(find_python)
  prefix=$("$python" -c 'import sys; print(sys.base_prefix)')
  say "Python from $("$python" --version)"
  # What the official image has beside its Python: libraries that the standard library uses.
  box=$(system python ca-certificates,netbase,tzdata,libbz2-1.0,libcrypt1,libexpat1,libffi8,liblzma5,libncursesw6,libnsl2,libreadline8,libsqlite3-0,libssl3,libtirpc3,libuuid1,zlib1g)
  tar -C "$prefix" --exclude='__pycache__' --exclude='lib/python3.10/site-packages/*' \
    --exclude='lib/python3.10/test' --exclude='libpython*.a' --exclude=share \
    -cf - bin/python3.10 lib include | tar -C "$(buildah mount "$box")/usr/local" --no-same-owner -xf -
  ln -s python3.10 "$(buildah mount "$box")/usr/local/bin/python3"
  ln -s python3.10 "$(buildah mount "$box")/usr/local/bin/python"
  buildah umount "$box" >/dev/null
  buildah run "$box" -- ldconfig
  buildah run "$box" -- python -c 'import bz2, ctypes, lzma, sqlite3, ssl, uuid, zlib'
  finish "$box" "$python_image"
}

base_caddy() {  # netcat, as Alpine's busybox has one
  local box
  box=$(system caddy caddy,ca-certificates,netcat-openbsd)
  buildah config --env XDG_CONFIG_HOME=/config --env XDG_DATA_HOME=/data --workingdir /srv \
    --cmd '["caddy","run","--config","/etc/caddy/Caddyfile","--adapter","caddyfile"]' "$box"
  finish "$box" "$caddy_image"
}

base_redis() {
  local box
  box=$(system redis redis-server)
  buildah config --workingdir /data --volume /data --cmd redis-server "$box"
  finish "$box" "$redis_image"
}

build() {  # TARGET IMAGE
  local started=$SECONDS own=()
  # A network with a certificate authority of its own.
  for file in /etc/pip.conf /etc/ssl/certs; do
    [ ! -e "$file" ] || own+=(--volume "$file:$file:ro")
  done
  # The OCI format has no health check.
  buildah build --format docker --layers --pull-never --network host --target "$1" --tag "$2" "${own[@]}" \
    --build-arg "PYTHON_IMAGE=$python_image" --build-arg "CADDY_IMAGE=$caddy_image" .
  say "built $2 in $((SECONDS - started)) s: $(buildah images --format '{{.Size}}' "$2")"
}

for part in "${@:-bases bot proxy}"; do
  for step in $part; do
    case $step in
      bases) base_python; base_caddy; base_redis ;;
      bot) build bot signpost:latest ;;
      proxy) build proxy signpost-proxy:latest ;;
      *) say "no such part: $step"; exit 2 ;;
    esac
  done
done
