// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class PunycodeTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true,
			textBlock = """
					host                      | punycode                                    | why
					straße.de                 | xn--strae-oqa.de                            | ß is a letter of its own since 2008
					bücher.example            | xn--bcher-kva.example                       | one letter
					日本語.jp                 | xn--wgv71a119e.jp                           | no ASCII in the label
					bücher.straße.example     | xn--bcher-kva.xn--strae-oqa.example         | several labels
					münchen.日本語.example    | xn--mnchen-3ya.xn--wgv71a119e.example       | several labels
					BÜCHER.example            | xn--bcher-kva.example                       | upper case
					bu\u0308cher.example      | xn--bcher-kva.example                       | combining characters
					ｅｘａｍｐｌｅ.com        | example.com                                 | full width
					日本語。jp                | xn--wgv71a119e.jp                           | ideographic full stop
					пример.испытание          | xn--e1afmkfd.xn--80akhbyknj4f               | Cyrillic
					παράδειγμα.δοκιμή         | xn--hxajbheg2az3al.xn--jxalpdlp             | Greek
					فارسی.example             | xn--mgbug7c06b.example                      | right to left
					☃.example                 | xn--n3h.example                             | a symbol
					💩.la                     | xn--ls8h.la                                 | beyond the basic plane
					*.bücher.example          | *.xn--bcher-kva.example                     | a pattern
					app.example.com           | app.example.com                             | ASCII stays as it is
					""")
	void hostIsSpeltAsBrowsersSendIt(String host, String punycode, String why) {
		assertThat(Punycode.host(host)).as(why).isEqualTo(punycode);
	}

}
