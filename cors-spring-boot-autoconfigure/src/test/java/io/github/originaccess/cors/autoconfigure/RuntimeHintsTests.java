// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.autoconfigure;

import io.github.originaccess.cors.properties.CorsPolicyProperties;
import io.github.originaccess.cors.properties.CorsProperties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.boot.web.context.servlet.AnnotationConfigServletWebApplicationContext;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.core.io.ClassPathResource;
import org.springframework.javapoet.ClassName;
import org.springframework.mock.web.MockServletContext;
import org.springframework.web.cors.reactive.CorsWebFilter;
import org.springframework.web.filter.CorsFilter;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The hints for a native image that ahead-of-time processing of the auto-configuration
 * writes.
 */
class RuntimeHintsTests {

	private static final String SUFFIX_LIST = "io/github/originaccess/cors/public-suffix-list.dat";

	private final RuntimeHints hints = process();

	@ParameterizedTest
	@ValueSource(classes = { CorsProperties.class, CorsPolicyProperties.class })
	void propertiesCanBeBound(Class<?> properties) {
		assertThat(properties.getDeclaredConstructors()).isNotEmpty()
			.allSatisfy((
					constructor) -> assertThat(RuntimeHintsPredicates.reflection().onConstructorInvocation(constructor))
						.accepts(this.hints));
		assertThat(properties.getDeclaredMethods()).isNotEmpty()
			.filteredOn((method) -> !method.isSynthetic())
			.allSatisfy((method) -> assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(method))
				.accepts(this.hints));
		// Their annotations say how lists and durations are converted.
		assertThat(properties.getDeclaredFields()).isNotEmpty()
			.filteredOn((field) -> !field.isSynthetic())
			.allSatisfy((field) -> assertThat(RuntimeHintsPredicates.reflection().onFieldAccess(field))
				.accepts(this.hints));
	}

	@Test
	void publicSuffixListIsIncluded() {
		assertThat(new ClassPathResource(SUFFIX_LIST).exists()).isTrue();
		assertThat(RuntimeHintsPredicates.resource().forResource(SUFFIX_LIST)).accepts(this.hints);
	}

	@ParameterizedTest
	@ValueSource(classes = { CorsFilter.class, CorsWebFilter.class })
	void sourceOfAFilterCanBeRead(Class<?> filter) throws NoSuchFieldException {
		assertThat(RuntimeHintsPredicates.reflection().onFieldAccess(filter.getDeclaredField("configSource")))
			.accepts(this.hints);
	}

	private static RuntimeHints process() {
		DefaultGenerationContext generation = new DefaultGenerationContext(
				new ClassNameGenerator(ClassName.get("com.example", "Application")), new InMemoryGeneratedFiles());
		try (AnnotationConfigServletWebApplicationContext context = new AnnotationConfigServletWebApplicationContext()) {
			context.setServletContext(new MockServletContext());
			context.register(CorsAutoConfiguration.class);
			new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
		}
		return generation.getRuntimeHints();
	}

}
