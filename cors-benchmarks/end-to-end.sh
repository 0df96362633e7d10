#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Compares one application without CORS, with Spring's filter and with ours, on Tomcat and on Reactor Netty.
# wrk sends requests over loopback. The three servers of a stack run at the same time, and get the load in
# turn, in short windows, so that a slow phase of the machine affects all of them. They are started several
# times, because each JVM compiles the same code a little differently. The script prints the server's CPU
# time per request: the median, the least and the greatest. A ratio is the median of the ratios of each
# round. With the defaults it takes about eight minutes.
#
#   cors-benchmarks/end-to-end.sh [starts, default 3] [rounds per start, default 8] [seconds per window, default 2]

source "$(dirname "${BASH_SOURCE[0]}")/classpath.sh"
starts="${1:-3}"
rounds="${2:-8}"
seconds="${3:-2}"
warmup=8
port="${PORT:-18080}"
command -v wrk >/dev/null || { echo "wrk is not installed (Debian: apt-get install wrk)" >&2; exit 1; }
classpath="$(benchmark_classpath)"
java="$(java_command)"
results="$(mktemp -d)"
declare -A server ports
trap 'stop_servers; rm -rf "$results"' EXIT

stop_servers() {
	local cors
	for cors in "${!server[@]}"; do
		kill "${server[$cors]}" 2>/dev/null || true
		wait "${server[$cors]}" 2>/dev/null || true
	done
	server=()
}

start_server() {
	local stack="$1" cors="$2" i
	"$java" -Xms256m -Xmx256m -cp "$classpath" io.github.originaccess.cors.benchmarks.LoadedApplication \
		"$stack" "$cors" --server.port="${ports[$cors]}" >"$results/log-$cors" 2>&1 &
	server[$cors]=$!
	for i in $(seq 1 300); do
		if (exec 3<>"/dev/tcp/127.0.0.1/${ports[$cors]}") 2>/dev/null; then return; fi
		kill -0 "${server[$cors]}" || { cat "$results/log-$cors" >&2; exit 1; }
		sleep 0.2
	done
	echo "The application does not answer" >&2
	exit 1
}

load() {
	wrk -t1 -c32 -d"$2s" --latency -H 'Origin: https://app-42.example.com' "http://127.0.0.1:${ports[$1]}/orders"
}

# Prints the CPU time of a server in ticks.
cpu_ticks() {
	awk '{ print $14 + $15 }' "/proc/${server[$1]}/stat"
}

measure() {
	local cors="$1" name="$2-$1" before after requests
	before="$(cpu_ticks "$cors")"
	load "$cors" "$seconds" >"$results/wrk"
	after="$(cpu_ticks "$cors")"
	if grep -q 'Non-2xx' "$results/wrk"; then cat "$results/wrk" >&2; exit 1; fi
	requests="$(awk '/requests in/ { print $1 }' "$results/wrk")"
	awk '/Requests\/sec/ { print $2 }' "$results/wrk" >>"$results/$name.rate"
	awk '$1 == "99%" { v = $2; if (v ~ /us$/) v = v / 1000; else if (v ~ /ms$/) v += 0; else v *= 1000; print v + 0 }' \
		"$results/wrk" >>"$results/$name.p99"
	awk -v t="$((after - before))" -v n="$requests" -v hz="$(getconf CLK_TCK)" 'BEGIN { print t / hz / n * 1e6 }' \
		>>"$results/$name.cpu"
}

all=(none spring ours)
for stack in tomcat netty; do
	for start in $(seq 1 "$starts"); do
		echo "$stack: start $start" >&2
		for i in 0 1 2; do
			ports[${all[$i]}]="$((port + i))"
			start_server "$stack" "${all[$i]}"
		done
		for cors in "${all[@]}"; do
			load "$cors" "$warmup" >/dev/null
		done
		for round in $(seq 1 "$rounds"); do
			# Each round begins with another one, so that none is always the first.
			for i in 0 1 2; do
				measure "${all[$(((round + i) % 3))]}" "$stack"
			done
		done
		stop_servers
	done
done

echo
echo "| server | CORS | CPU per request, µs | CPU against none | requests/s | p99, ms |"
echo "| --- | --- | --- | --- | --- | --- |"
for stack in tomcat netty; do
	for cors in "${all[@]}"; do
		name="$results/$stack-$cors"
		ratio="$(paste "$name.cpu" "$results/$stack-none.cpu" | awk '{ print $1 / $2 }' | median)"
		echo "| $stack | $cors | $(median <"$name.cpu") | $ratio | $(median <"$name.rate") | $(median <"$name.p99") |"
	done
done
