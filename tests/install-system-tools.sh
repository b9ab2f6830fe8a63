#!/bin/sh
# Installs what some tests need from the system, where this is allowed; otherwise those tests skip.
# Chromium renders the report, poppler looks at its pages, LibreOffice opens the workbooks, Java runs
# the reasoner that checks the ontology, Virtuoso is a SPARQL service that remote stores are tried with.
set -u
missing=""
command -v chromium >/dev/null 2>&1 || command -v chromium-browser >/dev/null 2>&1 ||
    command -v google-chrome >/dev/null 2>&1 || missing="$missing chromium"
command -v pdftotext >/dev/null 2>&1 || missing="$missing poppler-utils"
command -v soffice >/dev/null 2>&1 || missing="$missing libreoffice-calc"
command -v java >/dev/null 2>&1 || missing="$missing default-jre-headless"
command -v virtuoso-t >/dev/null 2>&1 || missing="$missing virtuoso-opensource"
[ -z "$missing" ] && exit 0
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    echo "Installing for the tests:$missing"
    apt-get update -qq >/dev/null 2>&1
    # shellcheck disable=SC2086
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $missing fonts-dejavu-core \
        >/dev/null 2>&1 || echo "That did not work; the tests that need them skip."
else
    echo "Not installed:$missing. The tests that need them skip; as root they are installed."
fi
exit 0
