// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.sample;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import io.github.originaccess.cors.sample.Browser.Key;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The page by keyboard alone, on the screen of a phone, and in both colour schemes.
 */
class EveryReaderBrowserTests {

	private static final int PHONE = 390;

	/** Names whatever is focused, and says whether the focus is visible. */
	private static final String FOCUSED = """
			const focused = document.activeElement;
			const { outlineStyle, outlineWidth } = getComputedStyle(focused);
			const box = focused.getBoundingClientRect();
			const visible = focused.tagName === 'IFRAME' || (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2
				&& box.width > 0 && box.bottom > 0 && box.top < innerHeight);
			arguments[0](focused === document.body ? ['', true]
				: [[...document.querySelectorAll('*')].indexOf(focused) + ' ' + focused.outerHTML.slice(0, 80), visible]);
			""";

	/** Returns what a keyboard has to reach. Of a group of radio buttons, it is one. */
	private static final String CONTROLS = """
			const controls = document.querySelectorAll('a[href], button, input, select, summary, [tabindex="0"], iframe');
			const all = [...document.querySelectorAll('*')];
			arguments[0]([...controls].filter((control) => control.checkVisibility()
				&& !(control.type === 'radio' && !control.checked))
				.map((control) => all.indexOf(control) + ' ' + control.outerHTML.slice(0, 80)));
			""";

	/**
	 * Returns the texts whose contrast is below 4.5:1.
	 * @see <a href="https://www.w3.org/TR/WCAG22/#contrast-minimum">WCAG 2.2, 1.4.3</a>
	 */
	private static final String PALE = """
			const rgba = (text) => text.match(/[\\d.]+/g).map(Number);
			const over = ([r, g, b, a = 1], below) => [r, g, b].map((value, i) => value * a + below[i] * (1 - a));
			const backgroundOf = (element) => {
				const own = rgba(getComputedStyle(element).backgroundColor);
				if (own[3] === undefined || own[3] === 1) {
					return own.slice(0, 3);
				}
				return over(own, element.parentElement ? backgroundOf(element.parentElement) : [255, 255, 255]);
			};
			const luminance = (colour) => colour.map((value) => value / 255)
				.map((value) => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)
				.reduce((sum, value, i) => sum + value * [0.2126, 0.7152, 0.0722][i], 0);
			const contrast = (one, other) => {
				const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
				return (light + 0.05) / (dark + 0.05);
			};
			const pale = new Set();
			let texts = 0;
			const check = (element, style, text) => {
				texts++;
				const background = backgroundOf(element);
				const ratio = contrast(over(rgba(style.color), background), background);
				if (ratio < 4.5) {
					pale.add(`${ratio.toFixed(2)} ${style.color} on ${background}: ${text}`);
				}
			};
			for (const element of document.body.querySelectorAll('*')) {
				if (!element.checkVisibility()) {
					continue;
				}
				const text = [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE)
					.map((node) => node.data.trim()).join('');
				if (text || element.value) {
					check(element, getComputedStyle(element), text || element.value);
				}
				if (element.placeholder) {
					check(element, getComputedStyle(element, '::placeholder'), element.placeholder);
				}
				for (const part of ['::before', '::after']) {
					const style = getComputedStyle(element, part);
					if (!['none', 'normal', '""'].includes(style.content)) {
						check(element, style, style.content);
					}
				}
			}
			arguments[0]([texts, ...pale]);
			""";

	private final Browser browser = Browser.start();

	@AfterEach
	void close() {
		this.browser.close();
	}

	@Test
	void everyControlIsReachedByTheTabKeyWithVisibleFocus() {
		open("tenants");
		fill("tenants");
		this.browser.run("document.activeElement.blur(); scrollTo(0, 0); arguments[0]()");
		Set<Object> controls = new LinkedHashSet<>((List<?>) this.browser.run(CONTROLS));
		assertThat(controls).hasSizeGreaterThan(20);
		this.browser.click("h1");
		List<Object> invisible = new ArrayList<>();
		Set<Object> reached = new LinkedHashSet<>();
		for (int i = 0; i < controls.size() + 5; i++) {
			this.browser.key(Key.TAB);
			List<?> focused = (List<?>) this.browser.run(FOCUSED);
			reached.add(focused.get(0));
			if (Boolean.FALSE.equals(focused.get(1))) {
				invisible.add(focused.get(0));
			}
		}
		assertThat(reached).containsAll(controls);
		assertThat(invisible).isEmpty();
		assertThat(this.browser.focusableNames()).hasSizeGreaterThan(20).noneMatch((node) -> node.endsWith(": "));
	}

	@Test
	void lessonIsSentAndAskedAboutByKeyboard() {
		open("tenants");
		this.browser.key(Key.TAB);
		this.browser.key(Key.ENTER);
		assertThat(this.browser.focused()).isEqualTo("lessons");
		this.browser.tabTo(Key.TAB, "#put-some-page");
		this.browser.awaitLesson("put-some-page", () -> this.browser.key(Key.SPACE));
		assertThat(this.browser.verdict()).startsWith("Blocked: ");
		assertThat(this.browser.focused()).isEqualTo("put-some-page");
		this.browser.tabTo(Key.TAB, "#again");
		this.browser.awaitLesson("put-some-page", () -> this.browser.key(Key.ENTER));
		this.browser.tabTo(Key.TAB, "#ask-about");
		this.browser.awaitAnswer("#decision", () -> this.browser.key(Key.ENTER));
		assertThat(this.browser.text("#decision-verdict .verdict-label")).isEqualTo("Denied by the policy “some-page”");
		assertThat(this.browser.focused()).isEqualTo("decision");
		this.browser.tabTo(Key.TAB, ".policy-settings summary");
		this.browser.key(Key.ENTER);
		assertThat(this.browser.texts(".policy-settings dt")).contains("allowed-origins", "max-age");
	}

	@Test
	void questionIsAskedByKeyboard() {
		open("tenants");
		this.browser.tabTo(Key.TAB, "#question [name='origin']");
		this.browser.fill("#question [name='origin']", "https://evil.example");
		this.browser.tabTo(Key.TAB, "[name='site']");
		this.browser.key(Key.DOWN);
		this.browser.tabTo(Key.TAB, "[name='credentials']");
		this.browser.key(Key.SPACE);
		this.browser.awaitAnswer("#decision", () -> this.browser.key(Key.ENTER));
		assertThat(this.browser.text("#decision-verdict .verdict-label")).isEqualTo("Denied by the policy “api”");
		assertThat(this.browser
			.run("arguments[0]([...new FormData(question)].map(([name, value]) => name + '=' + value))"))
			.asInstanceOf(InstanceOfAssertFactories.LIST)
			.contains("site=cross-site", "credentials=true");
	}

	@Test
	void formsAreSentByKeyboard() {
		open("tenants");
		this.browser.awaitReady("#foreign");
		this.browser.tabTo(Key.TAB, "#enforcement [value='browser']");
		this.browser.key(Key.DOWN);
		this.browser.awaitReady("#foreign");
		this.browser.tabTo(Key.TAB, "#own-form button");
		this.browser.awaitAnswer("#sent", () -> this.browser.key(Key.ENTER));
		assertThat(this.browser.text("#sent-verdict .verdict-label")).isEqualTo("Signed");
		this.browser.awaitReady("#foreign");
		this.browser.tabTo(Key.TAB, "#foreign");
		this.browser.awaitAnswer("#sent", () -> this.browser.key(Key.ENTER));
		assertThat(this.browser.text("#sent-verdict .verdict-label")).isEqualTo("Refused");
	}

	@Test
	void tenantIsAddedAndRemovedByKeyboard() {
		open("tenants");
		this.browser.tabTo(Key.TAB, "#tenant-form [name='tenant']");
		this.browser.fill("#tenant-form [name='tenant']", "keys");
		this.browser.tabTo(Key.TAB, "#tenant-form [name='origin']");
		this.browser.awaitAnswer("#tenant-result", () -> this.browser.key(Key.ENTER));
		assertThat(this.browser.text("#tenant-verdict .verdict-label")).isEqualTo("Allowed");
		this.browser.tabTo(Key.TAB, "[aria-label='Remove the tenant keys']");
		this.browser.awaitAnswer("#tenant-result", () -> this.browser.key(Key.ENTER));
		assertThat(this.browser.text("#tenant-verdict .verdict-label")).isEqualTo("Denied");
		assertThat(this.browser.focused()).as("the button is gone").isEqualTo("tenant-rows");
	}

	@ParameterizedTest
	@CsvSource({ "tenants, light", "tenants, dark", "resolver, dark" })
	void textsHaveContrastAndThePageFitsAPhone(String profile, String scheme) {
		open(profile);
		assertThat(this.browser.screenshot("phone-blank-" + profile + "-" + scheme, PHONE, scheme)).isZero();
		assertContrast();
		fill(profile);
		assertThat(this.browser.screenshot("phone-full-" + profile + "-" + scheme, PHONE, scheme)).isZero();
		assertContrast();
		assertThat(this.browser.screenshot("wide-full-" + profile + "-" + scheme, 1280, scheme)).isZero();
		assertContrast();
		this.browser.open("http://127.0.0.1:%d/foreign.html".formatted(port(profile)));
		assertThat(this.browser.screenshot("phone-foreign-" + profile + "-" + scheme, 300, scheme)).isZero();
		List<?> pale = (List<?>) this.browser.run(PALE);
		assertThat(pale).as("no text below 4.5:1").hasSize(1);
	}

	private void assertContrast() {
		List<?> pale = (List<?>) this.browser.run(PALE);
		assertThat((Long) pale.get(0)).as("texts").isGreaterThan(100);
		assertThat(pale.subList(1, pale.size())).as("texts below 4.5:1").isEmpty();
	}

	/** Has every panel show something: a denial in one, a permission in another. */
	private void fill(String profile) {
		this.browser.press("put-json");
		this.browser.press(profile.equals("resolver") ? "partner-put" : "put-some-page");
		this.browser.awaitAnswer("#decision", () -> this.browser.click("#ask-about"));
		this.browser.awaitAnswer("#sent", () -> this.browser.click("#own-form button"));
		this.browser
			.run("document.querySelectorAll('details').forEach((details) => details.open = true); arguments[0]()");
		if (profile.equals("tenants")) {
			this.browser.awaitAnswer("#tenant-result", () -> this.browser.click("#ask-again"));
		}
	}

	private void open(String profile) {
		this.browser.open("http://localhost:" + port(profile));
	}

	private static int port(String profile) {
		return SharedSample.of(profile).port();
	}

}
