# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# What scripts/doppelwatch and scripts/test share: finding or installing a JDK and libpcap, and a place to build in.
# Sourced, and only when there is something to do; written for bash 3.2, which is what macOS has.

say() { printf 'doppelwatch: %s\n' "$*" >&2; }
die() { say "$*"; exit 1; }

# True where $1 is the home of a JDK (with a compiler) of version 17 or newer.
is_jdk() {
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
  local version
  version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release")
  [ "${version:-0}" -ge 17 ]
}

jdk_version() { sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"; }

# Prints the home of a JDK: JAVA_HOME, then the path, then where systems keep them.
find_jdk() {
  local home
  if [ -n "${JAVA_HOME:-}" ] && is_jdk "$JAVA_HOME"; then
    printf '%s\n' "$JAVA_HOME"
    return
  fi
  if home=$(command -v javac) && home=$(readlink -f "$home" 2>/dev/null); then
    home=${home%/bin/javac}
    if is_jdk "$home"; then
      printf '%s\n' "$home"
      return
    fi
  fi
  if [ -x /usr/libexec/java_home ] && home=$(/usr/libexec/java_home -v 17+ 2>/dev/null) && is_jdk "$home"; then
    printf '%s\n' "$home"
    return
  fi
  for home in /usr/lib/jvm/* /usr/lib64/jvm/* /opt/java/* /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
    if is_jdk "$home"; then
      printf '%s\n' "$home"
      return
    fi
  done
  return 1
}

has_libpcap() {
  [ "$(uname -s)" = Darwin ] && return
  local file
  for file in /usr/lib/*/libpcap.so* /usr/lib/libpcap.so* /usr/lib64/libpcap.so* /lib/*/libpcap.so* /usr/local/lib/libpcap.so*; do
    [ -e "$file" ] && return
  done
  return 1
}

# The command that installs "jdk", "libpcap" or both here, as a person would type it; nothing where we do not know.
install_command() {
  local jdk=$1 pcap=$2
  if command -v apt-get >/dev/null; then
    echo "apt-get install -y --no-install-recommends${jdk:+ $(apt_jdk)}${pcap:+ libpcap0.8}"
  elif command -v dnf >/dev/null; then
    echo "dnf install -y${jdk:+ java-21-openjdk-devel}${pcap:+ libpcap}"
  elif command -v zypper >/dev/null; then
    echo "zypper install -y${jdk:+ java-21-openjdk-devel}${pcap:+ libpcap1}"
  elif command -v pacman >/dev/null; then
    echo "pacman -S${jdk:+ jdk-openjdk}${pcap:+ libpcap}"
  elif command -v apk >/dev/null; then
    echo "apk add${jdk:+ openjdk21}${pcap:+ libpcap}"
  elif command -v brew >/dev/null; then
    echo "brew install${jdk:+ openjdk@21}"
  fi
}

# The first JDK package this release of Debian or Ubuntu has.
apt_jdk() {
  local version
  for version in 17 21 25; do
    if apt-cache show "openjdk-$version-jdk-headless" >/dev/null 2>&1; then
      echo "openjdk-$version-jdk-headless"
      return
    fi
  done
  echo default-jdk-headless
}

# Runs apt-get without a word, as root or where sudo does not ask; $1 is "sudo -n" or nothing.
apt() {
  local as_root=$1 log
  shift
  log=$(mktemp)
  # A fresh machine often updates itself just now: wait for its lock.
  if ! DEBIAN_FRONTEND=noninteractive $as_root "$@" -o DPkg::Lock::Timeout=300 </dev/null >"$log" 2>&1; then
    tail -n 20 "$log" >&2
    rm -f "$log"
    die "could not install; the command was: $*"
  fi
  rm -f "$log"
}

# Sets and exports JDK (a home), or ends with one message that says what to install.
require_packages() {
  local jdk='' pcap='' command as_root=''
  export JDK
  JDK=$(find_jdk) || jdk=missing
  has_libpcap || pcap=missing
  [ -n "$jdk$pcap" ] || return 0

  local what="${jdk:+a JDK 17 or newer}${jdk:+${pcap:+ and }}${pcap:+libpcap}"
  command=$(install_command "$jdk" "$pcap")
  if [ "$(id -u)" != 0 ]; then
    as_root='sudo -n'
    sudo -n true 2>/dev/null || as_root=none
  fi
  if command -v apt-get >/dev/null && [ "$as_root" != none ]; then
    say "installing $what (once)"
    # The lists may be missing, and with them the name of the JDK package: update first, then ask again.
    apt "$as_root" apt-get update
    command=$(install_command "$jdk" "$pcap")
    # shellcheck disable=SC2086 # words of a command
    apt "$as_root" $command
    JDK=$(find_jdk) || die "installed a JDK, but found none; set JAVA_HOME"
  else
    local how="Install with (as root): $command"
    [ -n "$command" ] || how="Install it${jdk:+, and set JAVA_HOME}."
    [ -z "$jdk" ] || die "needs $what. $how"
    say "goes on without $what: no BPF filters and no live capture. $how"
  fi
}

# True where Maven could write its results into the checkout $1.
is_writable() {
  local module
  for module in "$1/decoders" "$1"/sensor/*; do
    [ -w "$module" ] || return 1
    [ ! -e "$module/target" ] || [ -w "$module/target" ] || return 1
  done
}

# Where to keep what is built of checkout $1 when that is not writable: one directory a checkout and user.
user_build() {
  printf '%s/doppelwatch/builds/%s\n' "${XDG_CACHE_HOME:-${HOME:-}/.cache}" "${1//\//%}"
}

# Copies the sources of checkout $1 to $2, new or changed files only, so that a second build is a small one.
copy_sources() {
  mkdir -p "$2" || die "cannot write $2; set XDG_CACHE_HOME to a directory that is yours"
  (cd "$1" && find . -name .git -prune -o -name target -prune -o -type f -print) >"$2.list"
  (cd "$1" && tar -cf - -T "$2.list") | tar -xf - -C "$2"
  rm -f "$2.list"
}

# Runs the rest of the script alone: the second of two that start together waits and then finds everything done.
lock() {
  mkdir -p "$(dirname "$1")"
  if command -v flock >/dev/null; then
    exec 8>"$1"
    flock 8
  fi
}

unlock() { exec 8>&-; }
