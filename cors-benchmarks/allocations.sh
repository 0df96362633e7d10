#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Measures with JMH what a decision and a filter allocate, and fails if it is more than the limits below. Bytes are the
# same on every machine, times are not. AllocationTests and FilterAllocationTests count them without the optimising
# compiler (C2) that applications run with; this script counts them with it.
#
#   cors-benchmarks/allocations.sh    (about two minutes; prints a table in Markdown)

source "$(dirname "${BASH_SOURCE[0]}")/classpath.sh"

results="$root/cors-benchmarks/target/allocations.csv"
classpath="$(benchmark_classpath)"

# Runs a benchmark and fails if an operation allocates more bytes than the limit. The objects of JMH itself are a fraction
# of a byte for each operation, and the smallest object of ours has 16 bytes.
verify() {
	local benchmark="$1" limit="$2"
	shift 2
	rm -f "$results"
	"$(java_command)" -cp "$classpath" org.openjdk.jmh.Main "\\.$benchmark\\." -prof gc -f 1 -wi 2 -w 200ms -i 2 -r 200ms \
		-jvmArgs '-Xmx1g -XX:+UseSerialGC' -foe true -rf csv -rff "$results" "$@" >&2 || return
	tr -d '"' <"$results" | awk -F, -v benchmark="$benchmark" -v limit="$limit" '
		NR > 1 && index($1, "." benchmark ".") && $1 ~ /gc\.alloc\.rate\.norm$/ {
			rows++
			over = $5 >= limit + 4
			bad += over
			printf "| %s", benchmark
			for (i = 8; i <= NF; i++) printf " %s", $i
			printf " | %.1f | %d | %s |\n", $5, limit, over ? "too much" : "yes"
		}
		END { exit (bad || !rows) ? 1 : 0 }'
}

exchanges=NO_ORIGIN,ACTUAL_ALLOWED,PREFLIGHT_ALLOWED,PREFLIGHT_DENIED,ACTUAL_DENIED
failed=0
printf '| benchmark | bytes per operation | limit | within |\n| --- | --- | --- | --- |\n'
verify EngineBenchmark 0 -p exchange=$exchanges -p trust=exact-100,subdomains-10000 || failed=1
verify FilterBenchmark 56 -p exchange=$exchanges -p trust=exact-100 -p fresh=false \
	-p contender=OURS,OURS_WITH_METRICS || failed=1
exit $failed
