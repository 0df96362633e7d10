// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.sample;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.originaccess.cors.Setting;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ClassPathResource;

/**
 * The way in which the running sample configures its policies.
 *
 * @param profile the profile that chooses this way, {@code default} for none
 * @param inCode whether the policies are built in code
 * @param sources the names of the files that configure the policies. A later file
 * overrides an earlier one.
 * @param text the settings in force as YAML, the code, or both
 */
record WayOfUse(String profile, boolean inCode, List<String> sources, String text) {

	private static final int MAX_LINE = 36;

	private static final Bindable<Map<String, Object>> NAMES = Bindable.mapOf(String.class, Object.class);

	static WayOfUse of(Environment environment) {
		List<String> profiles = List.of(environment.getActiveProfiles());
		if (profiles.contains("custom")) {
			return new WayOfUse("custom", true, List.of(file(CustomPolicies.class)), code(CustomPolicies.class));
		}
		if (profiles.contains("resolver")) {
			return new WayOfUse("resolver", false,
					List.of("application.yml", "application-resolver.yml", file(ResolverPolicies.class)),
					yaml(environment) + "\n" + code(ResolverPolicies.class));
		}
		if (profiles.contains("tenants")) {
			return new WayOfUse("tenants", false,
					List.of("application.yml", "application-tenants.yml", file(TenantPolicies.class),
							file(Tenants.class)),
					yaml(environment) + "\n" + code(TenantPolicies.class) + "\n" + code(Tenants.class));
		}
		for (String profile : List.of("prod", "dev")) {
			if (profiles.contains(profile)) {
				return new WayOfUse(profile, false, List.of("application.yml", "application-%s.yml".formatted(profile)),
						yaml(environment));
			}
		}
		return new WayOfUse("default", false, List.of("application.yml"), yaml(environment));
	}

	/** Return the settings in the environment: from files, variables and arguments. */
	private static String yaml(Environment environment) {
		Binder binder = Binder.get(environment);
		Map<String, Object> cors = settings(binder, "cors");
		Map<String, Object> policies = new LinkedHashMap<>();
		for (String name : binder.bindOrCreate("cors.policies", NAMES).keySet()) {
			policies.put(name, settings(binder, "cors.policies." + name));
		}
		cors.put("policies", policies);
		DumperOptions options = new DumperOptions();
		options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
		options.setIndicatorIndent(2);
		options.setIndentWithIndicator(true);
		return new Yaml(options).dump(Map.of("cors", cors));
	}

	/**
	 * Return the settings below a prefix. Each is bound by its own name, so that relaxed
	 * spellings are shown as that name.
	 */
	private static Map<String, Object> settings(Binder binder, String prefix) {
		Map<String, Object> settings = new LinkedHashMap<>();
		for (Setting setting : Setting.values()) {
			binder.bind(prefix + "." + setting.propertyName(), Bindable.listOf(String.class))
				.ifBound((elements) -> settings.put(setting.propertyName(), yamlValue(elements)));
		}
		return settings;
	}

	/** Return the value for YAML. A short list is written on one line. */
	private static Object yamlValue(List<String> elements) {
		String line = String.join(", ", elements);
		if (elements.size() > 1 && line.length() > MAX_LINE) {
			return elements;
		}
		return (line.equals("true") || line.equals("false")) ? Boolean.valueOf(line) : line;
	}

	/** Return the source of a class. The build packs the file beside the class. */
	private static String code(Class<?> configuration) {
		try {
			String source = new ClassPathResource(file(configuration), configuration)
				.getContentAsString(StandardCharsets.UTF_8);
			return source.substring(source.indexOf("\n@") + 1).replace("\t", "  ");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String file(Class<?> configuration) {
		return configuration.getSimpleName() + ".java";
	}

}
