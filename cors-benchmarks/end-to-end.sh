#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Compares one application without CORS, with Spring's filter and with ours, on Tomcat and on Reactor Netty.
# wrk sends requests over loopback. The script prints requests per second, the 99th percentile, and the
# server's CPU time per request: the median, the least and the greatest. Each round runs all variants, so
# that a slow phase of the machine affects all of them.
#
#   cors-benchmarks/end-to-end.sh [rounds, default 5] [seconds per round, default 10]

source "$(dirname "${BASH_SOURCE[0]}")/classpath.sh"
rounds="${1:-5}"
seconds="${2:-10}"
port="${PORT:-18080}"
command -v wrk >/dev/null || { echo "wrk is not installed (Debian: apt-get install wrk)" >&2; exit 1; }
classpath="$(benchmark_classpath)"
java="$(java_command)"
results="$(mktemp -d)"
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null || true; rm -rf "$results"' EXIT

# Prints the CPU time of the server in ticks.
cpu_ticks() {
	awk '{ print $14 + $15 }' "/proc/$server/stat"
}

load() {
	wrk -t1 -c32 -d"$1s" --latency -H 'Origin: https://app-42.example.com' "http://127.0.0.1:$port/orders"
}

wait_for_server() {
	local i
	for i in $(seq 1 300); do
		if (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then return; fi
		kill -0 "$server" || { cat "$results/log" >&2; exit 1; }
		sleep 0.2
	done
	echo "The application does not answer" >&2
	exit 1
}

measure() {
	local stack="$1" cors="$2" name="$1-$2" before after requests
	"$java" -Xms512m -Xmx512m -cp "$classpath" io.github.originaccess.cors.benchmarks.LoadedApplication \
		"$stack" "$cors" --server.port="$port" >"$results/log" 2>&1 &
	server=$!
	wait_for_server
	load 8 >/dev/null
	before="$(cpu_ticks)"
	load "$seconds" >"$results/wrk"
	after="$(cpu_ticks)"
	kill "$server"
	wait "$server" 2>/dev/null || true
	server=
	if grep -q 'Non-2xx' "$results/wrk"; then cat "$results/wrk" >&2; exit 1; fi
	requests="$(awk '/requests in/ { print $1 }' "$results/wrk")"
	awk '/Requests\/sec/ { print $2 }' "$results/wrk" >>"$results/$name.rate"
	awk '$1 == "99%" { v = $2; if (v ~ /us$/) v = v / 1000; else if (v ~ /ms$/) v += 0; else v *= 1000; print v + 0 }' \
		"$results/wrk" >>"$results/$name.p99"
	awk -v t="$((after - before))" -v n="$requests" -v hz="$(getconf CLK_TCK)" 'BEGIN { print t / hz / n * 1e6 }' \
		>>"$results/$name.cpu"
}

for round in $(seq 1 "$rounds"); do
	for stack in tomcat netty; do
		for cors in none spring ours; do
			echo "round $round: $stack, $cors" >&2
			measure "$stack" "$cors"
		done
	done
done

middle() {
	median <"$results/$1" | cut -d' ' -f1
}

echo
echo "| stack | CORS | requests/s | p99, ms | CPU per request, µs | requests/s against none | CPU against none |"
echo "| --- | --- | --- | --- | --- | --- | --- |"
for stack in tomcat netty; do
	for cors in none spring ours; do
		name="$stack-$cors"
		rate="$(awk -v a="$(middle "$name.rate")" -v b="$(middle "$stack-none.rate")" 'BEGIN { printf "%.3f", a / b }')"
		cpu="$(awk -v a="$(middle "$name.cpu")" -v b="$(middle "$stack-none.cpu")" 'BEGIN { printf "%.3f", a / b }')"
		echo "| $stack | $cors | $(median <"$results/$name.rate") | $(median <"$results/$name.p99") | $(median <"$results/$name.cpu") | $rate | $cpu |"
	done
done
