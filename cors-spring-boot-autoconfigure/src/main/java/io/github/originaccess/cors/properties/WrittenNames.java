// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.properties;

import java.util.HashMap;
import java.util.Map;

import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.core.env.EnumerablePropertySource;

/**
 * The names of all properties as their sources write them, read once. They say which of
 * the searches for wrong names can find anything. Most applications need none of them.
 */
final class WrittenNames {

	private boolean repetitions;

	private boolean unknownKeys;

	private boolean unbound;

	WrittenNames(Iterable<ConfigurationPropertySource> sources) {
		for (ConfigurationPropertySource source : sources) {
			if (source.getUnderlyingSource() instanceof EnumerablePropertySource<?> enumerable) {
				read(enumerable.getPropertyNames(), CorsPropertiesBinder.isShared(source));
			}
		}
	}

	private void read(String[] names, boolean shared) {
		Map<CorsKey, String> spellings = new HashMap<>();
		for (String written : names) {
			if (mayBeOurs(written)) {
				this.unbound |= CorsKey.isOurs(written) && (shared || isVariable(written));
				ConfigurationPropertyName name = ConfigurationPropertyName.adapt(written, '.');
				if (!shared && CorsKey.isOurs(name)) {
					read(CorsKey.of(name), written, spellings);
				}
			}
		}
	}

	private void read(CorsKey key, String written, Map<CorsKey, String> spellings) {
		if (!key.isKnown()) {
			this.unknownKeys = true;
			return;
		}
		boolean element = key.isIndex(key.size() - 1);
		// Elements of one list have the same spelling, because only their indices differ.
		String spelling = (element && written.endsWith("]")) ? written.substring(0, written.lastIndexOf('[') + 1)
				: written;
		String other = spellings.putIfAbsent(element ? key.parent() : key, spelling);
		this.repetitions |= other != null && !other.equals(spelling);
	}

	/**
	 * Whether a name may be ours. Boot ignores what precedes the first letter or digit of
	 * ASCII.
	 */
	private static boolean mayBeOurs(String name) {
		char first = name.isEmpty() ? ' ' : name.charAt(0);
		return first == 'c' || first == 'C'
				|| !(first >= 'a' && first <= 'z' || first >= 'A' && first <= 'Z' || first >= '0' && first <= '9');
	}

	/** Whether Boot reads a name of ours as it is written. */
	static boolean isOurs(String written, ConfigurationPropertyName name) {
		return mayBeOurs(written) && ConfigurationPropertyName.adapt(written, '.').equals(name);
	}

	/** Whether a name is spelt like an environment variable. */
	static boolean isVariable(String name) {
		return name.indexOf('_') == CorsKey.ROOT.toString().length();
	}

	/** Whether a source sets a property twice, for {@link RepeatedCorsProperties}. */
	boolean haveRepetitions() {
		return this.repetitions;
	}

	/** Whether there is a key for {@link UnknownCorsProperties}. */
	boolean haveUnknownKeys() {
		return this.unknownKeys;
	}

	/** Whether there is a name for {@link UnboundNames}. */
	boolean mayBeUnbound() {
		return this.unbound;
	}

}
