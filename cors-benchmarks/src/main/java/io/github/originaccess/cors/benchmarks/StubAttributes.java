// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.benchmarks;

import org.jspecify.annotations.Nullable;

/**
 * The attributes of a request in arrays. Filters set only a few.
 */
final class StubAttributes {

	private final @Nullable String[] names = new String[8];

	private final @Nullable Object[] values = new Object[8];

	private int size;

	void clear() {
		this.size = 0;
	}

	@Nullable Object get(String name) {
		int index = find(name);
		return (index < 0) ? null : this.values[index];
	}

	void set(String name, @Nullable Object value) {
		int index = find(name);
		if (index < 0) {
			index = this.size++;
			this.names[index] = name;
		}
		this.values[index] = value;
	}

	void remove(String name) {
		int index = find(name);
		if (index >= 0) {
			this.size--;
			this.names[index] = this.names[this.size];
			this.values[index] = this.values[this.size];
		}
	}

	private int find(String name) {
		for (int i = 0; i < this.size; i++) {
			if (name.equals(this.names[i])) {
				return i;
			}
		}
		return -1;
	}

}
