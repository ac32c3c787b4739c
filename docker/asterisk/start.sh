#!/bin/sh
# Puts the files of `qiantai phone pbx-config` over those of the package, and starts Asterisk with them.
set -eu
if ! ls /configuration/*.conf > /dev/null 2>&1; then
  echo 'There is no configuration yet: download it from the page of the account, and unpack it into ./asterisk.' >&2
  exit 1
fi
install -o asterisk -g asterisk -m 640 /configuration/*.conf /etc/asterisk/
exec asterisk -f -U asterisk -G asterisk
