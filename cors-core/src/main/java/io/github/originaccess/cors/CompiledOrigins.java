// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The origins of policies, compiled.
 *
 * @param parts the lists that they were compiled from
 * @param texts as they were written
 */
record CompiledOrigins(List<List<PlacedOrigin>> parts, List<String> texts, OriginSet set) {

	/**
	 * Compile origins. Plain ones give the set their texts, and are looked through for
	 * repetitions only if the set has met any: whatever a million of them take is felt.
	 */
	static CompiledOrigins of(List<List<PlacedOrigin>> parts, boolean anyOrigin) {
		int size = 0;
		for (List<PlacedOrigin> part : parts) {
			size += part.size();
		}
		List<String> plain = new ArrayList<>(size);
		List<OriginPattern> patterns = new ArrayList<>();
		for (List<PlacedOrigin> part : parts) {
			for (PlacedOrigin origin : part) {
				if (origin.isPlain()) {
					plain.add(origin.text());
				}
				else {
					patterns.add(origin.pattern());
				}
			}
		}
		OriginSet set = anyOrigin ? OriginSet.of(List.of(), List.of()) : OriginSet.of(plain, patterns);
		boolean once = patterns.isEmpty() && !set.isRepeating();
		return new CompiledOrigins(parts, once ? Collections.unmodifiableList(plain) : texts(parts), set);
	}

	/** Whether these are the same lists; equal ones are not looked for. */
	boolean consistsOf(List<List<PlacedOrigin>> others) {
		boolean same = this.parts.size() == others.size();
		for (int i = 0; same && i < others.size(); i++) {
			same = this.parts.get(i) == others.get(i);
		}
		return same;
	}

	/** Return the texts of origins as they were written, each once. */
	static List<String> texts(List<List<PlacedOrigin>> parts) {
		Set<String> texts = new LinkedHashSet<>();
		for (List<PlacedOrigin> part : parts) {
			for (PlacedOrigin origin : part) {
				texts.add(origin.text());
			}
		}
		return List.copyOf(texts);
	}

}
