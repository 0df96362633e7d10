// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class IpLiteralTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
			host                | address
			127.0.0.1           | 127.0.0.1
			127.1               | 127.0.0.1
			127.0.1             | 127.0.0.1
			127.0.257           | 127.0.1.1
			2130706433          | 127.0.0.1
			0x7f000001          | 127.0.0.1
			0x7f.0.0.0x1        | 127.0.0.1
			017700000001        | 127.0.0.1
			0                   | 0.0.0.0
			0x                  | 0.0.0.0
			4294967295          | 255.255.255.255
			4294967296          |
			99999999999999999999|
			0xffffffffffffffffff|
			256.0.0.1           |
			1.2.3.256           |
			1.2.65536           |
			1.16777216          |
			1.2.3.4.5           |
			1.2.3.4.5.6.7.8.9.0 |
			1..2                |
			.1                  |
			1.                  |
			1.2.3.              |
			08                  |
			1.2.3.0x100         |
			1.2.3.-1            |
			1.2.3.+1            |
			1.2.3.1e1           |
			1.2.3.١             |
			""")
	void ipv4AddressIsCanonicalised(String host, @Nullable String address) {
		assertThat(IpLiteral.canonicalIpv4(host)).isEqualTo(address);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
			text                                    | address
			::1                                     | ::1
			::                                      | ::
			0:0:0:0:0:0:0:0                         | ::
			0:0:0:0:0:0:0:1                         | ::1
			1:0:0:0:0:0:0:0                         | 1::
			1:2:3:4:5:6:7:8                         | 1:2:3:4:5:6:7:8
			1:2:3:4:5:6:7::                         | 1:2:3:4:5:6:7:0
			::2:3:4:5:6:7:8                         | 0:2:3:4:5:6:7:8
			2001:0db8:0:0:1:0:0:1                   | 2001:db8::1:0:0:1
			2001:db8:0:1:0:0:0:1                    | 2001:db8:0:1::1
			1:0:0:2:0:0:0:3                         | 1:0:0:2::3
			::ffff:127.0.0.1                        | ::ffff:7f00:1
			64:ff9b::192.0.2.33                     | 64:ff9b::c000:221
			1:2:3:4:5:6:1.2.3.4                     | 1:2:3:4:5:6:102:304
			ABCD::EF                                | abcd::ef
			''                                      |
			:                                       |
			:::                                     |
			1                                       |
			1:2                                     |
			1:2:3:4:5:6:7                           |
			1:2:3:4:5:6:7:8:9                       |
			1:2:3:4::5:6:7:8                        |
			1::2::3                                 |
			:1:2:3:4:5:6:7                          |
			1:2:3:4:5:6:7:                          |
			1:2:3:4:5:6:7:8:                        |
			1::2:                                   |
			12345::                                 |
			g::                                     |
			::1%eth0                                |
			1:2:3:4:5:6:7:1.2.3.4                   |
			1.2.3.4::                               |
			::1.2.3                                 |
			::1.2.3.4.5                             |
			::1.2.3.04                              |
			::256.2.3.4                             |
			::1.2.3.4:5                             |
			::١                                     |
			""")
	void ipv6AddressIsCanonicalised(String text, @Nullable String address) {
		assertThat(IpLiteral.canonicalIpv6(text)).isEqualTo(address);
	}

	@ParameterizedTest
	@ValueSource(strings = { "1", "a.1", "0x1", "a.0x1", "08", "a.09", "0x", "1.2.3.4", "999999999999999999999" })
	void hostEndsInANumber(String host) {
		assertThat(IpLiteral.endsInNumber(host)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", ".", "1.", "a", "1.a", "1a", "0xg", "x1", "-1", "1-", "0x1g", "1_" })
	void hostDoesNotEndInANumber(String host) {
		assertThat(IpLiteral.endsInNumber(host)).isFalse();
	}

}
