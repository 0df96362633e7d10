// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class OriginPatternTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
			pattern                    | other                        | covers
			*                          | *                            | true
			*                          | https://a.example            | true
			https://*.example          | *                            | false
			https://a.example          | *                            | false
			https://a.example          | https://a.example            | true
			https://a.example          | http://a.example             | false
			https://a.example          | https://b.example            | false
			https://a.example          | https://a.example:8443       | false
			https://a.example:*        | https://a.example            | true
			https://a.example:*        | https://a.example:*          | true
			https://a.example          | https://a.example:*          | false
			https://a.example:[1,2]    | https://a.example:2          | true
			https://a.example:[1,2]    | https://a.example:[2,3]      | false
			https://*.a.example        | https://b.a.example          | true
			https://*.a.example        | https://c.b.a.example        | true
			https://*.a.example        | https://a.example            | false
			https://*.a.example        | https://ba.example           | false
			https://*.a.example        | https://*.a.example          | true
			https://*.a.example        | https://*.b.a.example        | true
			https://*.b.a.example      | https://*.a.example          | false
			https://*.a.example        | https://x-*.a.example        | true
			https://*.a.example        | https://x-*.example          | false
			https://x-*.a.example      | https://*.a.example          | false
			https://x-*.a.example      | https://x-1.a.example        | true
			https://x-*.a.example      | https://y-1.a.example        | false
			https://x-*.a.example      | https://x-1.b.a.example      | false
			https://x-*.a.example      | https://x-y-*.a.example      | true
			https://x-y-*.a.example    | https://x-*.a.example        | false
			https://x-*.a.example      | https://x-*.b.example        | false
			https://x-*-y.a.example    | https://x-1-y.a.example      | true
			https://x-*-y.a.example    | https://x-y.a.example        | false
			https://x-*-y.a.example    | https://x-1-z.a.example      | false
			https://x*-y.a.example     | https://x-y.a.example        | false
			https://*-y.a.example      | https://*-x-y.a.example      | true
			https://*-x-y.a.example    | https://*-y.a.example        | false
			http://x-*                 | http://x-1                   | true
			http://x-*                 | http://x-1.example           | false
			https://a.example          | https://*.a.example          | false
			http://10.*.*.*            | http://10.1.2.3              | true
			http://10.*.*.*            | http://10.*.*.*              | true
			http://10.*.*.*            | http://10.1.2.*              | true
			http://10.1.*.*            | http://10.*.*.*              | false
			http://10.1.*.*            | http://10.10.2.3             | false
			http://10.1.*.*            | http://10.1.2.3:80           | true
			http://10.1.*.*            | http://10.1.2.3:81           | false
			http://10.1.*.*:*          | http://10.1.2.*:81           | true
			http://10.*.*.*            | https://10.1.2.3             | false
			http://10.*.*.*            | http://10.1.example          | false
			http://10.*.*.*            | http://*.10.example          | false
			http://10.*.*.*            | http://10-*.example          | false
			app://*                    | app://a                      | true
			app://*                    | app://*                      | true
			app://*                    | app://a:1                    | false
			app://*:[1,2]              | app://a:1                    | true
			app://*                    | app://[::1]                  | false
			app://*                    | ionic://a                    | false
			app://a                    | app://*                      | false
			*                          | app://*                      | true
			app://*                    | *                            | false
			""")
	void patternCoversAnotherIfItMatchesAllItsOrigins(String pattern, String other, boolean covers) {
		assertThat(parse(pattern).covers(parse(other))).isEqualTo(covers);
	}

	private static OriginPattern parse(String text) {
		return (OriginPattern) OriginPatternParser.parse(text);
	}

}
