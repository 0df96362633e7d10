// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.migrate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import io.github.originaccess.cors.CorsPolicyBuilder;
import io.github.originaccess.cors.Setting;
import io.github.originaccess.cors.properties.PrintableValue;
import org.jspecify.annotations.Nullable;

/**
 * Policies as YAML. What a named policy has in common with the default policy is left
 * out, and so are built-in defaults.
 */
final class PropertiesText {

	/** The line that begins the properties. */
	static final String ROOT = "cors:";

	/** Text that means itself without quotes. */
	private static final Pattern PLAIN = Pattern.compile("[A-Za-z/][A-Za-z0-9/:._*{}\\[\\]-]*");

	/** Words that are no text in YAML. */
	private static final Pattern WORD = Pattern.compile("(?i)true|false|yes|no|on|off|y|n|null");

	private static final int LONGEST_LINE = 100;

	private final List<String> lines = new ArrayList<>();

	private PropertiesText() {
	}

	/**
	 * Return the lines of policies.
	 * @param policies the policies by name, the default policy first
	 * @param remarks what is missing, one sentence each
	 */
	static List<String> of(Map<String, ProposedPolicy> policies, Collection<String> remarks) {
		PropertiesText text = new PropertiesText();
		ProposedPolicy first = policies.get(CorsPolicyBuilder.DEFAULT_NAME);
		if (!policies.isEmpty()) {
			text.lines.add(ROOT);
		}
		if (first != null) {
			text.add("  ", first, null, false);
		}
		if (policies.size() > ((first != null) ? 1 : 0)) {
			text.lines.add("  policies:");
		}
		policies.forEach((name, policy) -> {
			if (policy != first) {
				text.lines.add("    " + name + ":");
				text.add("      ", policy, first, true);
			}
		});
		remarks.forEach((remark) -> text.comment("", remark));
		return text.lines;
	}

	private void add(String indent, ProposedPolicy policy, @Nullable ProposedPolicy parent, boolean named) {
		policy.sources().stream().limit(3).forEach((source) -> comment(indent, source));
		if (policy.sources().size() > 3) {
			comment(indent, "and " + (policy.sources().size() - 3) + " more");
		}
		for (Setting setting : ProposedPolicy.SETTINGS) {
			policy.remarks(setting).forEach((remark) -> comment(indent, remark));
			List<String> values = policy.values(setting);
			List<String> otherwise = (parent != null && setting != Setting.PATHS) ? parent.values(setting)
					: builtIn(setting, named);
			if (!values.equals(otherwise)) {
				add(indent, setting, values);
			}
		}
	}

	/** Return the values that hold if a setting is left out. */
	private static @Nullable List<String> builtIn(Setting setting, boolean named) {
		return switch (setting) {
			case ALLOWED_METHODS -> List.of("GET", "POST");
			case ALLOWED_HEADERS -> List.of(SpringSettings.ANY);
			case EXPOSED_HEADERS -> List.of();
			case ALLOW_CREDENTIALS -> List.of("false");
			case MAX_AGE -> List.of("1800");
			case PATHS -> named ? null : List.of("/**");
			default -> null;
		};
	}

	private void add(String indent, Setting setting, List<String> values) {
		String key = indent + setting.propertyName() + ":";
		if (values.isEmpty()) {
			this.lines.add(key + " []");
		}
		else if (setting == Setting.MAX_AGE) {
			this.lines.add(key + " " + duration(Long.parseLong(values.get(0))));
		}
		else if (setting == Setting.ALLOW_CREDENTIALS) {
			this.lines.add(key + " " + values.get(0));
		}
		else if (isOneLine(setting, key, values)) {
			this.lines.add(key + " " + ((values.size() == 1) ? scalar(values.get(0)) : String.join(", ", values)));
		}
		else {
			this.lines.add(key);
			values.forEach((value) -> this.lines.add(indent + "- " + scalar(value)));
		}
	}

	/** Whether a list fits into one line, where commas separate its elements. */
	private static boolean isOneLine(Setting setting, String key, List<String> values) {
		if (values.size() == 1) {
			return values.get(0).indexOf(',') < 0;
		}
		return setting != Setting.ALLOWED_ORIGINS && setting != Setting.PATHS
				&& key.length() + String.join(", ", values).length() <= LONGEST_LINE
				&& values.stream().allMatch((value) -> PLAIN.matcher(value).matches());
	}

	private static String duration(long seconds) {
		Duration duration = Duration.ofSeconds(seconds);
		return (seconds == 0) ? "0" : (seconds % 3600 == 0) ? duration.toHours() + "h"
				: (seconds % 60 == 0) ? duration.toMinutes() + "m" : seconds + "s";
	}

	private static String scalar(String value) {
		if (PLAIN.matcher(value).matches() && !value.endsWith(":") && !isWord(value)) {
			return value;
		}
		String escaped = PrintableValue.escaped(value.replace("\\", "\\\\").replace("\"", "\\\""));
		return '"' + escaped + '"';
	}

	/** Whether a text is no text in YAML. */
	static boolean isWord(String text) {
		return WORD.matcher(text).matches();
	}

	private void comment(String indent, String text) {
		this.lines.add(indent + "# " + PrintableValue.of(text));
	}

}
