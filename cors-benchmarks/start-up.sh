#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Measures the cost of the starter outside of requests: CPU time of a start with and without it, by turns,
# loaded classes, sizes of its jars, and the memory of many origins. With the defaults it takes about two
# minutes.
#
#   cors-benchmarks/start-up.sh [number of starts with and without, default 20]

source "$(dirname "${BASH_SOURCE[0]}")/classpath.sh"
starts="${1:-20}"
classpath="$(benchmark_classpath)"
java="$(java_command)"
results="$(mktemp -d)"
trap 'rm -rf "$results"' EXIT

without="$(tr ':' '\n' <<<"$classpath" | grep -v -e '/cors-core' -e '/cors-spring-boot' | paste -sd:)"

# Starts the application and prints the CPU time of its process until it has started, in milliseconds.
start() {
	"$java" -Xshare:auto -XX:TieredStopAtLevel=1 "${@:3}" -cp "$1" io.github.originaccess.cors.benchmarks.LoadedApplication \
		tomcat "$2" --server.port=0 --spring.main.lazy-initialization=false >"$results/log" 2>&1 &
	local pid=$! i
	for i in $(seq 1 600); do
		if grep -q 'CPU until started' "$results/log"; then break; fi
		sleep 0.1
	done
	kill "$pid"
	wait "$pid" 2>/dev/null || true
	sed -n 's/.*CPU until started: \([0-9]*\).*/\1/p' "$results/log"
}

start "$without" none >/dev/null
start "$classpath" ours >/dev/null
for i in $(seq 1 "$starts"); do
	echo "start $i" >&2
	start "$without" none >>"$results/without"
	start "$classpath" ours >>"$results/with"
done
echo "milliseconds of CPU until started, without the starter: $(median <"$results/without")"
echo "milliseconds of CPU until started, with the starter:    $(median <"$results/with")"
echo "ratio of each pair: $(paste "$results/with" "$results/without" | awk '{ print $1 / $2 }' | median)"

for cors in none ours; do
	start "$classpath" "$cors" "-Xlog:class+load:file=$results/classes-$cors" >/dev/null
	grep -o 'io\.github\.originaccess\.cors\.[A-Za-z.$]*' "$results/classes-$cors" | grep -v benchmarks | sort -u >"$results/ours-$cors"
	echo "classes of ours that are loaded, $cors: $(wc -l <"$results/ours-$cors")"
done
echo "loaded though unused (suffix list, failure analysis, endpoint): $(grep -c -E 'PublicSuffixList|FailureAnalyzer|CorsEndpoint|ConfigurationReport' "$results/ours-ours" || true)"

echo "jars:"
ls -l "$root"/cors-core/target/cors-core-*-SNAPSHOT.jar "$root"/cors-spring-boot-autoconfigure/target/cors-spring-boot-autoconfigure-*-SNAPSHOT.jar \
	"$root"/cors-spring-boot-starter/target/cors-spring-boot-starter-*-SNAPSHOT.jar | awk '{ sub(/.*\//, "", $9); print "  " $9 ": " $5 " bytes" }'

echo "memory of a compiled policy:"
"$java" -Xmx4g -cp "$classpath" io.github.originaccess.cors.benchmarks.Footprint
