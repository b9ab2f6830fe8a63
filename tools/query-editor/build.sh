#!/bin/sh
# Writes the vendored editor of the query page from the npm packages pinned in package-lock.json:
#   tools/query-editor/build.sh
# needs Node 18+ and npm. The same lock gives the same bytes; SHA256SUMS says which.
# To update: change the versions in package.json, run `npm install --package-lock-only` here,
# read what changed, run this script and the tests of the page.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
vendor=$here/../../src/backbone_kg/endpoint/page/vendor
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "$here/package.json" "$here/package-lock.json" "$here/entry.js" "$here/licences.js" "$work"
cd "$work"
# No package runs a script of its own; npm checks each archive against the lock.
npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
npx --no-install esbuild entry.js --bundle --format=esm --minify --target=es2022 --charset=utf8 \
    --legal-comments=none --log-level=warning --metafile=parts.json --outfile=codemirror.js
node licences.js parts.json >LICENSES.txt
mkdir -p "$vendor"
cp codemirror.js LICENSES.txt "$vendor"
cd "$vendor"
sha256sum codemirror.js LICENSES.txt >SHA256SUMS
cat SHA256SUMS
