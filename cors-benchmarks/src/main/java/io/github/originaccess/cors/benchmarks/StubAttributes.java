// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.benchmarks;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * The few attributes that filters give a request, in arrays.
 */
final class StubAttributes {

	private final @Nullable String[] names = new String[8];

	private final @Nullable Object[] values = new Object[8];

	void clear() {
		Arrays.fill(this.names, null);
		Arrays.fill(this.values, null);
	}

	@Nullable Object get(String name) {
		int index = find(name);
		return (index < 0) ? null : this.values[index];
	}

	void set(String name, @Nullable Object value) {
		int index = find(name);
		for (int i = 0; index < 0; i++) {
			index = (this.names[i] == null) ? i : -1;
		}
		this.names[index] = name;
		this.values[index] = value;
	}

	void remove(String name) {
		int index = find(name);
		if (index >= 0) {
			this.names[index] = null;
			this.values[index] = null;
		}
	}

	private int find(String name) {
		for (int i = 0; i < this.names.length; i++) {
			if (name.equals(this.names[i])) {
				return i;
			}
		}
		return -1;
	}

}
