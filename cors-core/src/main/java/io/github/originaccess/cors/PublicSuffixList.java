// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Mozilla's Public Suffix List: the domains under which anyone can register a host. It is
 * read when a policy with credentialed or trusted wildcards compiles, and dropped
 * afterwards.
 *
 * @see <a href="https://github.com/publicsuffix/list/wiki/Format">Format and
 * algorithm</a>
 */
final class PublicSuffixList {

	private static final String RESOURCE = "public-suffix-list.dat";

	private static final String COMMENT = "//";

	private static final String WILDCARD = "*.";

	private static final char EXCEPTION = '!';

	/** The rules as in the list, with Unicode in Punycode. */
	private final Set<String> rules = new HashSet<>(1 << 15);

	/** All parent domains of rules. */
	private final Set<String> aboveRules = new HashSet<>(1 << 12);

	/**
	 * The rules in Unicode, until a host has Punycode. Few hosts do, and to convert these
	 * 500 rules takes as long as to read all others.
	 */
	private final List<String> unicodeRules = new ArrayList<>();

	private PublicSuffixList() {
	}

	static PublicSuffixList read() {
		PublicSuffixList list = new PublicSuffixList();
		try (InputStream file = PublicSuffixList.class.getResourceAsStream(RESOURCE)) {
			if (file == null) {
				throw new IllegalStateException("The Public Suffix List is missing beside " + PublicSuffixList.class);
			}
			String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
			int start = 0;
			for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
				list.addLine(text.substring(start, end));
				start = end + 1;
			}
			list.addLine(text.substring(start));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return list;
	}

	/**
	 * Whether hosts directly under a host may belong to different people. This includes
	 * the parent of a wildcard rule, whose children are public suffixes. A top-level
	 * domain that is not in the list counts as a public suffix; {@code localhost} does
	 * not.
	 * @param host a host in canonical form; empty for the root
	 */
	boolean isPublicSuffix(String host) {
		convertRulesFor(host);
		if (IpLiteral.isLoopback(host) || this.rules.contains(EXCEPTION + host)) {
			return false;
		}
		int dot = host.indexOf('.');
		return dot < 0 || this.rules.contains(host) || this.rules.contains(WILDCARD + host)
				|| this.rules.contains(WILDCARD + host.substring(dot + 1));
	}

	/**
	 * Whether hosts at any depth under a host may belong to different people: the host is
	 * a public suffix, or the list has one under it. It has 561 under
	 * {@code amazonaws.com}.
	 * @param host a host in canonical form; empty for the root
	 */
	boolean areBelow(String host) {
		convertRulesFor(host);
		return isPublicSuffix(host) || this.aboveRules.contains(host);
	}

	private void convertRulesFor(String host) {
		if (!this.unicodeRules.isEmpty() && host.contains(Punycode.PREFIX)) {
			for (String rule : this.unicodeRules) {
				add(Punycode.host(rule), this.rules);
			}
			this.unicodeRules.clear();
		}
	}

	private void addLine(String line) {
		if (line.startsWith(COMMENT)) {
			return;
		}
		int end = 0;
		while (end < line.length() && !Character.isWhitespace(line.charAt(end))) {
			end++;
		}
		if (end > 0) {
			String rule = line.substring(0, end);
			add(rule, Punycode.isAscii(rule) ? this.rules : this.unicodeRules);
		}
	}

	/** Add a rule; an exception is no suffix, so its parents get no entry from it. */
	private void add(String rule, Collection<String> rules) {
		rules.add(rule);
		boolean exception = rule.charAt(0) == EXCEPTION;
		for (int dot = rule.indexOf('.'); dot >= 0 && !exception; dot = rule.indexOf('.', dot + 1)) {
			this.aboveRules.add(rule.substring(dot + 1));
		}
	}

}
