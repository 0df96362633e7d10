// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.sample;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.stream.Stream;

import com.jayway.jsonpath.JsonPath;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.json.Json;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * A tab of a headless Chromium with the sample's page in it. It begins without cookies,
 * cached responses and remembered preflights. All tests share the Chromium, because its
 * start takes longer than most of them, and only one tab is open at a time.
 */
final class Browser implements AutoCloseable {

	private static final String MISSING = "No Chromium or Chrome with its chromedriver is installed here: "
			+ "the page is not tested in a real browser.";

	private static final Path SCREENSHOTS = Path.of("target", "screenshots");

	/** More than a page has controls. */
	private static final int MOST_TABS = 100;

	private static @Nullable ChromeDriver shared;

	private final ChromeDriver driver;

	private final WebDriverWait patience;

	private Browser(ChromeDriver driver) {
		this.driver = driver;
		this.patience = new WebDriverWait(driver, Duration.ofSeconds(20), Duration.ofMillis(20));
		this.driver.switchTo().newWindow(WindowType.TAB);
		this.driver.executeCdpCommand("Network.clearBrowserCookies", Map.of());
		// Chromium clears what it remembers of preflights as well.
		this.driver.executeCdpCommand("Network.clearBrowserCache", Map.of());
		this.driver.manage().logs().get(LogType.BROWSER);
		show(1280, 900, "light");
	}

	/**
	 * Open a tab. Where there is no browser, the running test is skipped; on a build
	 * server it fails.
	 * @return the tab
	 */
	static Browser start() {
		if (shared == null) {
			shared = startChromium();
			Runtime.getRuntime().addShutdownHook(new Thread(shared::quit));
		}
		return new Browser(shared);
	}

	private static ChromeDriver startChromium() {
		Path program = firstExecutable("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");
		Path driver = firstExecutable("/usr/bin/chromedriver", System.getenv("CHROMEWEBDRIVER") + "/chromedriver");
		if (program == null || driver == null) {
			if ("true".equals(System.getenv("CI"))) {
				Assertions.fail(MISSING);
			}
			LogFactory.getLog(Browser.class).warn("SKIPPED: " + MISSING);
			return Assumptions.abort(MISSING);
		}
		try {
			// Not among JUnit's directories: a browser that goes down may still write
			// here.
			Path profile = Files.createTempDirectory(Files.createDirectories(Path.of("target", "browser")), "profile");
			ChromeOptions options = new ChromeOptions();
			options.setBinary(program.toFile());
			options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
					"--disable-component-update", "--disable-sync", "--user-data-dir=" + profile.toAbsolutePath());
			LoggingPreferences logs = new LoggingPreferences();
			logs.enable(LogType.BROWSER, Level.ALL);
			options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
			return new ChromeDriver(
					new ChromeDriverService.Builder().usingDriverExecutable(driver.toFile()).usingAnyFreePort().build(),
					options);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static @Nullable Path firstExecutable(String... candidates) {
		return Stream.of(candidates).map(Path::of).filter(Files::isExecutable).findFirst().orElse(null);
	}

	void open(String url) {
		this.driver.get(url);
		find("body[data-ready]");
	}

	/**
	 * Open an address that is not the sample's page.
	 * @param url the address
	 */
	void visit(String url) {
		this.driver.get(url);
	}

	/**
	 * Have the open page run a script.
	 * @param script calls its last argument with what this method returns
	 * @param arguments the arguments before it
	 * @return what the script hands over
	 */
	Object run(String script, Object... arguments) {
		return this.driver.executeAsyncScript(script, arguments);
	}

	/**
	 * Wait until something is there.
	 * @param <T> its type
	 * @param search returns it, or {@code null} as long as it is not there
	 * @return what was found
	 */
	<T> T await(Supplier<@Nullable T> search) {
		return this.patience.until((driver) -> search.get());
	}

	/**
	 * Wait for what the console says of CORS, and forget it there.
	 * @return the message
	 */
	String corsMessage() {
		return await(() -> this.driver.manage()
			.logs()
			.get(LogType.BROWSER)
			.getAll()
			.stream()
			.map(LogEntry::getMessage)
			.filter((message) -> message.contains("Access to fetch"))
			.findFirst()
			.orElse(null));
	}

	/**
	 * Press the button of a lesson and wait for its result.
	 * @param lesson the lesson's id
	 */
	void press(String lesson) {
		awaitLesson(lesson, find("#" + lesson)::click);
	}

	/**
	 * Do something that sends a lesson, and wait for its result.
	 * @param lesson the lesson's id
	 * @param action does it
	 */
	void awaitLesson(String lesson, Runnable action) {
		this.driver.executeScript("document.getElementById('result').removeAttribute('data-lesson')");
		action.run();
		find("#result[data-lesson='%s'][aria-busy='false']".formatted(lesson));
	}

	void repeat(String lesson) {
		awaitLesson(lesson, find("#again")::click);
	}

	void click(String selector) {
		find(selector).click();
	}

	/**
	 * Wait until the page in a frame is ready.
	 * @param frame selects the frame
	 */
	void awaitReady(String frame) {
		within(frame, () -> {
		});
	}

	/**
	 * Click on something in a frame, once the page in it is ready.
	 * @param frame selects the frame
	 * @param selector selects what is in it
	 */
	void clickWithin(String frame, String selector) {
		within(frame, () -> click(selector));
	}

	private void within(String frame, Runnable action) {
		this.driver.switchTo().frame(find(frame));
		find("body[data-ready]");
		action.run();
		this.driver.switchTo().defaultContent();
	}

	/**
	 * Replace what a field contains. The text arrives at once, as from a clipboard.
	 * Single key strokes take the driver ten times as long.
	 * @param selector selects the field
	 * @param text what to write
	 */
	void fill(String selector, String text) {
		this.driver.executeScript("arguments[0].focus(); arguments[0].select()", find(selector));
		if (text.isEmpty()) {
			type(Keys.DELETE);
		}
		else {
			this.driver.executeCdpCommand("Input.insertText", Map.of("text", text));
		}
	}

	/**
	 * Do something that is answered at some place of the page, and wait for the answer.
	 * @param place selects the place
	 * @param action does it
	 */
	void awaitAnswer(String place, Runnable action) {
		this.driver.executeScript("document.querySelector(arguments[0]).removeAttribute('data-answered')", place);
		action.run();
		find(place + "[data-answered][aria-busy='false']");
	}

	void type(CharSequence... keys) {
		this.driver.switchTo().activeElement().sendKeys(keys);
	}

	/**
	 * Press and release a key, wherever the focus is: in a frame, too.
	 * @param key the key
	 */
	void key(Key key) {
		Map<String, Object> event = Map.of("key", key.key, "code", key.code, "windowsVirtualKeyCode", key.number,
				"modifiers", key.modifiers);
		Map<String, Object> down = new HashMap<>(event);
		down.put("type", key.text.isEmpty() ? "rawKeyDown" : "keyDown");
		down.put("text", key.text);
		this.driver.executeCdpCommand("Input.dispatchKeyEvent", down);
		if (!key.text.isEmpty()) {
			Map<String, Object> up = new HashMap<>(event);
			up.put("type", "keyUp");
			this.driver.executeCdpCommand("Input.dispatchKeyEvent", up);
		}
	}

	/**
	 * Press the tab key until something has the focus.
	 * @param key {@link Key#TAB} or {@link Key#SHIFT_TAB}
	 * @param selector selects it
	 */
	void tabTo(Key key, String selector) {
		for (int i = 0; i < MOST_TABS; i++) {
			key(key);
			if (Boolean.TRUE
				.equals(this.driver.executeScript("return document.activeElement.matches(arguments[0])", selector))) {
				return;
			}
		}
		throw new AssertionError("The tab key does not lead to " + selector);
	}

	/**
	 * Return what assistive technology knows of the open page.
	 * @return for each node that can have the focus, its role and its name
	 */
	List<String> focusableNames() {
		String tree = new Json().toJson(this.driver.executeCdpCommand("Accessibility.getFullAXTree", Map.of()));
		List<Map<String, Map<String, Object>>> nodes = JsonPath.read(tree,
				"$.nodes[?('focusable' in @.properties[*].name)]");
		return nodes.stream().map((node) -> value(node.get("role")) + ": " + value(node.get("name"))).toList();
	}

	private static Object value(@Nullable Map<String, Object> field) {
		return (field != null) ? field.getOrDefault("value", "") : "";
	}

	@Nullable String focused() {
		return this.driver.switchTo().activeElement().getDomAttribute("id");
	}

	String text(String selector) {
		return find(selector).getText();
	}

	List<String> texts(String selector) {
		return this.driver.findElements(By.cssSelector(selector)).stream().map(WebElement::getText).toList();
	}

	List<String> ids(String selector) {
		return this.driver.findElements(By.cssSelector(selector))
			.stream()
			.map((element) -> String.valueOf(element.getDomAttribute("id")))
			.toList();
	}

	String verdict() {
		return text(".verdict-label") + ": " + text(".verdict-sentence");
	}

	private WebElement find(String selector) {
		return this.patience.until((driver) -> driver.findElement(By.cssSelector(selector)));
	}

	/**
	 * Lay the page out for a screen. With the system property {@code screenshots}, take a
	 * picture of all of it, too.
	 * @param name the picture's name
	 * @param width the screen's width in CSS pixels
	 * @param scheme {@code light} or {@code dark}
	 * @return how many pixels the page is wider than the screen
	 */
	long screenshot(String name, int width, String scheme) {
		show(width, 900, scheme);
		long wider = measure("document.documentElement.scrollWidth - document.documentElement.clientWidth");
		if (System.getProperty("screenshots") != null) {
			show(width, measure("document.documentElement.scrollHeight"), scheme);
			picture(SCREENSHOTS.resolve(name + ".png"));
			show(width, 900, scheme);
		}
		return wider;
	}

	private void picture(Path file) {
		try {
			Files.createDirectories(SCREENSHOTS);
			Files.write(file, this.driver.getScreenshotAs(OutputType.BYTES));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Without motion, so that a button does not move away from under the mouse. */
	private void show(long width, long height, String scheme) {
		this.driver.executeCdpCommand("Emulation.setEmulatedMedia",
				Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme),
						Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
		this.driver.executeCdpCommand("Emulation.setDeviceMetricsOverride",
				Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
	}

	private long measure(String expression) {
		return Long.parseLong(String.valueOf(this.driver.executeScript("return " + expression)));
	}

	/** A key, as Chromium's protocol describes it. */
	enum Key {

		TAB("Tab", "Tab", 9, "", 0), SHIFT_TAB("Tab", "Tab", 9, "", 8), ENTER("Enter", "Enter", 13, "\r", 0),
		SPACE(" ", "Space", 32, " ", 0), DOWN("ArrowDown", "ArrowDown", 40, "", 0);

		private final String key;

		private final String code;

		private final int number;

		private final String text;

		private final int modifiers;

		Key(String key, String code, int number, String text, int modifiers) {
			this.key = key;
			this.code = code;
			this.number = number;
			this.text = text;
			this.modifiers = modifiers;
		}

	}

	/** Closes the tab. Chromium stays, with the empty tab that it was started with. */
	@Override
	public void close() {
		this.driver.close();
		this.driver.switchTo().window(this.driver.getWindowHandles().iterator().next());
	}

}
