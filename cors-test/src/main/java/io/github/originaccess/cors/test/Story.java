// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The text that tells what happened, for the message of a failing test.
 */
final class Story {

	private Story() {
	}

	static String tell(String outcome, @Nullable NetworkError error, List<WireExchange> exchanges) {
		StringBuilder text = new StringBuilder(outcome);
		if (error != null) {
			text.append("\nblocked, ")
				.append(error.reason().code())
				.append(": ")
				.append(error.explanation())
				.append("\nsee ")
				.append(error.reason().step());
		}
		if (exchanges.isEmpty()) {
			text.append("\nNothing was sent.");
		}
		for (int i = 0; i < exchanges.size(); i++) {
			append(text, i + 1, exchanges.get(i));
		}
		return printable(text);
	}

	private static void append(StringBuilder text, int number, WireExchange exchange) {
		WireRequest request = exchange.request();
		text.append('\n').append(number).append(". ").append(request);
		request.headers().lines().forEach((line) -> text.append("\n   > ").append(line));
		WireResponse response = exchange.response();
		if (response == null) {
			text.append("\n   no response");
			return;
		}
		text.append("\n   < ").append(response.status());
		response.headers().lines().forEach((line) -> text.append("\n   < ").append(line));
		if (response.bodyError() != null) {
			text.append("\n   ").append(response.bodyError());
		}
	}

	/** A terminal interprets control characters. */
	private static String printable(CharSequence text) {
		StringBuilder printable = new StringBuilder();
		text.chars().forEach((c) -> {
			if (Character.isISOControl(c) && c != '\n') {
				printable.append(String.format("\\x%02X", c));
			}
			else {
				printable.append((char) c);
			}
		});
		return printable.toString();
	}

}
