#!/usr/bin/env bash
# Make the lock files anew from pyproject.toml: exact versions with hashes, no address in them.
set -euo pipefail
cd "$(dirname "$0")/.."
uv=${UV:-uv}
common=(--quiet --python-version 3.10 --generate-hashes --no-emit-index-url --no-annotate --no-header)
"$uv" pip compile "${common[@]}" pyproject.toml -o requirements.lock
"$uv" pip compile "${common[@]}" --extra dev pyproject.toml -o requirements-dev.lock
