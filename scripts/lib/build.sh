# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# Builds what scripts/doppelwatch runs. Sourced by it when there is no build, or one older than the sources.
# In: root (the checkout), newer_sources. Sets launch and writes the launch file: one word of the command line a line.

: "${root:?}"
# shellcheck source=scripts/lib/setup.sh
. "$root/scripts/lib/setup.sh"

# What a program that runs for hours leaves out, see run() in scripts/doppelwatch: the second compiler earns its cost there.
short_lived=-XX:TieredStopAtLevel=1

# How the JVM runs a tool that mostly lives for seconds. The one place where this is decided; $1 is its version.
# Measured on the mixed gigabyte of scripts/bench, CPU seconds: both compilers 1.5, the first alone 1.07; huge pages for the
# heap 0.9; a young generation that holds what a gigabyte leaves behind, and Netty not asking with every byte read whether
# a buffer was released meanwhile (its bounds are checked all the same), 0.8. What outlives a collection stays for minutes and
# overflows any survivor space, so these are small and leave the room to what is new: a gigabyte without a collection, 0.04.
# Nor does Netty have to look for the flight recorder and for the name of the distribution and build pools that nobody uses,
# which took 20 ms of every start.
jvm_flags() {
  printf '%s\n' -XX:+UseSerialGC -Xmn128m -XX:SurvivorRatio=30 -XX:-UsePerfData -Xshare:auto -Xlog:cds=off -Xlog:cds+dynamic=off \
    -Dio.netty.buffer.checkAccessible=false -Dio.netty.jfr.enabled=false -Dio.netty.osClassifiers= \
    -Dio.netty.allocator.type=unpooled "$short_lived"
  if grep -qs -e '\[madvise\]' -e '\[always\]' /sys/kernel/mm/transparent_hugepage/enabled; then
    printf '%s\n' -XX:+UseTransparentHugePages
  fi
  # JNA and zstd-jni load native code; Netty asks sun.misc.Unsafe. Newer JVMs want that said.
  if [ "$1" -ge 22 ]; then printf '%s\n' --enable-native-access=ALL-UNNAMED; fi
  if [ "$1" -ge 23 ]; then printf '%s\n' --sun-misc-unsafe-memory-access=allow; fi
}

# Sets launch: in the checkout where that is writable, else in the user's cache.
choose_launch() {
  build=$root
  launch=$root/sensor/app/target/launch
  if ! is_writable "$root"; then
    build=$(user_build "$root")/source
    launch=$(user_build "$root")/launch
  fi
}

# Whether somebody else has done it while we waited for the lock.
is_current() {
  [ -r "$launch" ] && [ -z "$(newer_sources "$launch")" ] || return 1
  local java recorded
  { read -r recorded; read -r java; } <"$launch"
  [ "$recorded" = "${JAVA_HOME:-}" ] && [ -x "$java" ]
}

build() {
  choose_launch
  lock "$launch.lock"
  if is_current; then
    unlock
    return
  fi
  require_packages
  [ "$build" = "$root" ] || copy_sources "$root" "$build"
  mkdir -p "$build/sensor/app/target"
  : >"$launch.start"

  log=$launch.log
  say "building (once, a minute or two; log: $log)"
  if ! (cd "$build" && JAVA_HOME=$JDK ./mvnw -q -B -Dquick -DskipTests package) </dev/null >"$log" 2>&1; then
    tail -n 40 "$log" >&2
    die "the build failed; all of it is in $log"
  fi

  # Kept apart from target/, so that the next build cannot pull the jar from under a running program.
  program=$launch.$$.d
  mkdir -p "$program"
  cp -R "$build/sensor/app/target/doppelwatch.jar" "$build/sensor/app/target/lib" "$program"
  archive_classes
  {
    printf '%s\n' "${JAVA_HOME:-}" "$JDK/bin/java"
    jvm_flags "$(jdk_version "$JDK")"
    [ ! -e "$program/classes.jsa" ] || printf '%s\n' "-XX:SharedArchiveFile=$program/classes.jsa"
    printf '%s\n' -jar "$program/doppelwatch.jar"
  } >"$launch.new"
  touch -r "$launch.start" "$launch.new"
  mv -f "$launch.new" "$launch"
  rm -f "$launch.start"
  remove_older "$program"
  unlock
}

# Class data sharing: a first run's classes, kept so that later runs start in half the time. Works without, too.
archive_classes() {
  local flags
  flags=$(jvm_flags "$(jdk_version "$JDK")")
  # The header of a classic pcap: version 2.4, Ethernet.
  printf '\324\303\262\241\2\0\4\0\0\0\0\0\0\0\0\0\0\0\4\0\1\0\0\0' >"$program/empty.pcap"
  # shellcheck disable=SC2086 # one word a flag
  "$JDK/bin/java" $flags -XX:ArchiveClassesAtExit="$program/classes.jsa" -jar "$program/doppelwatch.jar" \
    replay -o "$program/out" "$root"/pcaps/*.pcapng "$program/empty.pcap" </dev/null >>"$log" 2>&1 ||
    rm -f "$program/classes.jsa"
  rm -rf "$program/out" "$program/empty.pcap"
}

# Earlier programs are removed once they are a day old: something may still run from them.
remove_older() {
  find "$(dirname "$launch")" -maxdepth 1 -name "$(basename "$launch").*.d" ! -path "$1" -mmin +1440 \
    -exec rm -rf {} + 2>/dev/null || true
}

build
