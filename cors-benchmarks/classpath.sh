# SPDX-License-Identifier: Apache-2.0
#
# Functions for the other scripts: build the module and print its classpath.

set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"

benchmark_classpath() {
	(cd "$root" && mvn -q -B -P classpath -pl cors-benchmarks -am package -DskipTests >&2)
	printf '%s:%s\n' "$root/cors-benchmarks/target/classes" "$(cat "$root/cors-benchmarks/target/classpath.dependencies")"
}

# Prints the median, the least and the greatest number of standard input, which has one number per line.
median() {
	sort -n | awk '{ v[NR] = $1 } END { if (NR == 0) { print "-"; exit 1 }
		m = (NR % 2) ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2
		printf "%.4g (%.4g to %.4g)\n", m, v[1], v[NR] }'
}

java_command() {
	if [ -n "${JAVA_HOME:-}" ]; then printf '%s/bin/java\n' "$JAVA_HOME"; else command -v java; fi
}
