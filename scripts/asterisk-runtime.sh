#!/bin/sh
# Puts a real Asterisk from Debian into a folder of its own, for tests: nothing is installed, nobody has to be root.
# The packages are unpacked, and the program starts through the loader among them, whatever libc the machine has.
#   asterisk-runtime.sh FOLDER      where FOLDER is there already, nothing is done
set -eu
folder=$1
suite=${ASTERISK_SUITE:-sid}

say() { echo "$*" >&2; }
give_up() { say "$*"; exit 1; }

for tool in apt-get dpkg-deb flock; do
  command -v "$tool" > /dev/null || give_up "$tool is missing: the Asterisk of the tests comes as Debian's packages"
done
mirror=${ASTERISK_MIRROR:-$(cat /etc/apt/sources.list /etc/apt/sources.list.d/* 2> /dev/null |
  grep -v '^#' | grep -oE 'https?://[^ ]+/debian/?( |$)' | head -n 1 | tr -d ' ')}
[ -n "$mirror" ] || give_up 'no Debian mirror among the sources of apt (ASTERISK_MIRROR names one)'

# Whoever comes second waits, and finds everything done. The lock goes with the process.
mkdir -p "$(dirname "$folder")"
exec 9> "$folder.lock"
flock 9
[ -e "$folder" ] && exit 0

# What a killed one has left behind.
rm -rf "$folder".??????
stage=$(mktemp -d "$folder.XXXXXX")
trap 'rm -rf "$stage"' EXIT
trap 'exit 1' INT TERM

apt=$stage/apt
mkdir -p "$apt/lists/partial" "$apt/cache/archives/partial" "$apt/none"
: > "$apt/status"
echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror $suite main" > "$apt/sources.list"
cat > "$apt/apt.conf" << CONF
Dir::Etc::sourcelist "$apt/sources.list";
Dir::Etc::sourceparts "$apt/none";
Dir::Etc::preferencesparts "$apt/none";
Dir::State "$apt";
Dir::State::Lists "$apt/lists";
Dir::State::status "$apt/status";
Dir::Cache "$apt/cache";
APT::Install-Recommends "false";
APT::Sandbox::User "";
Acquire::Languages "none";
Acquire::Retries "2";
Acquire::http::Timeout "20";
Debug::NoLocking "1";
CONF
export APT_CONFIG="$apt/apt.conf"
{
  apt-get -qq -o APT::Update::Error-Mode=any update && apt-get -qq -y -d install asterisk
} > "$apt/log" 2>&1 || give_up "Asterisk could not be fetched from $mirror: $(grep -m 1 '^E: ' "$apt/log" | cut -c 4-)"

# Perl, Python, SNMP and the Unicode tables, large as they are, are for modules that nobody loads.
for package in "$apt"/cache/archives/*.deb; do
  case $(basename "$package") in
    libicu* | libpython* | libperl* | libsnmp* | libcodec2*) ;;
    lib* | asterisk_* | asterisk-modules_*) dpkg-deb -x "$package" "$stage" ;;
  esac
done
libraries=$(cd "$stage" && echo usr/lib/*-linux-gnu*)
ln -s "$libraries" "$stage/libraries"
ln -s "$(cd "$stage" && echo "$libraries"/ld-linux*.so.*)" "$stage/loader"
rm -rf "$apt" "$stage/usr/share/doc" "$stage/usr/share/man" "$stage/usr/share/locale"

version=$("$stage/loader" --library-path "$stage/libraries" "$stage/usr/sbin/asterisk" -V) ||
  give_up 'Asterisk was fetched, and does not start on this machine'
chmod 755 "$stage"
mv "$stage" "$folder"
say "$version is in $folder."
