// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.web.cors.CorsConfigurationSource;
import org.springframework.web.cors.PreFlightRequestHandler;
import org.springframework.web.cors.reactive.CorsWebFilter;
import org.springframework.web.filter.CorsFilter;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rules of the house that this module can break.
 */
class ArchitectureTests {

	private static final String BASE = "io.github.originaccess.cors";

	private final JavaClasses classes = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
		.importPackages(BASE + ".actuate", BASE + ".autoconfigure", BASE + ".observe", BASE + ".reactive",
				BASE + ".registry", BASE + ".servlet");

	@Test
	void packagesAreFreeOfCycles() {
		slices().matching(BASE + ".(*)..")
			.should()
			.beFreeOfCycles()
			.because("dependencies flow one way: autoconfigure, stacks, registry, core")
			.check(this.classes);
	}

	@Test
	void whatStacksShareKnowsNoStack() {
		noClasses().that()
			.resideInAnyPackage(BASE + ".registry", BASE + ".observe", BASE + ".actuate")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("jakarta.servlet..", "reactor..", BASE + ".servlet", BASE + ".reactive",
					BASE + ".autoconfigure")
			.because("every stack finds its policies, and reports, in the same way")
			.check(this.classes);
	}

	@Test
	void stacksAreIndependent() {
		noClasses().that()
			.resideInAPackage(BASE + ".servlet")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("reactor..", "org.springframework.http.server.reactive..", BASE + ".reactive")
			.because("an application has one stack, and not the classes of the other")
			.check(this.classes);
		noClasses().that()
			.resideInAPackage(BASE + ".reactive")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("jakarta.servlet..", "org.springframework.web.filter..", "io.netty..",
					"reactor.netty..", BASE + ".servlet")
			.because("an application has one stack, and any server below it")
			.check(this.classes);
		noClasses().that()
			.resideInAPackage(BASE + ".reactive")
			.and()
			.doNotHaveSimpleName("RewrittenPathMapping")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("org.springframework.web.reactive..")
			.because("a filter needs no dispatcher; only what stands in front of the handlers does")
			.check(this.classes);
	}

	@Test
	void onlyAutoConfigurationSeesBoot() {
		noClasses().that()
			.resideOutsideOfPackages(BASE + ".autoconfigure", BASE + ".actuate")
			.should()
			.dependOnClassesThat()
			.resideInAPackage("org.springframework.boot..")
			.because("the filter can be used without Boot")
			.check(this.classes);
	}

	@Test
	void autoConfigurationsAreFinalWithoutPublicMembers() {
		classes().that()
			.areAnnotatedWith(AutoConfiguration.class)
			.should()
			.bePublic()
			.andShould()
			.haveModifier(JavaModifier.FINAL)
			.because("Boot's own are")
			.check(this.classes);
		methods().that()
			.areAnnotatedWith(Bean.class)
			.should()
			.notBePublic()
			.because("auto-configurations wire and nothing else")
			.check(this.classes);
	}

	@Test
	void everyBeanGivesWayToTheApplicationsOwn() {
		methods().that()
			.areAnnotatedWith(Bean.class)
			.should()
			.beAnnotatedWith(ConditionalOnMissingBean.class)
			.because("an application can take over each of them")
			.check(this.classes);
	}

	@Test
	void noBeanHasANameOrTypeThatSpringSecurityLooksUp() {
		noMethods().that()
			.areAnnotatedWith(Bean.class)
			.should()
			.haveName("corsFilter")
			.orShould()
			.haveName("corsConfigurationSource")
			.because("Spring Security would take it for its own")
			.check(this.classes);
		noMethods().that()
			.areAnnotatedWith(Bean.class)
			.should()
			.haveRawReturnType(assignableTo(CorsConfigurationSource.class))
			.orShould()
			.haveRawReturnType(assignableTo(org.springframework.web.cors.reactive.CorsConfigurationSource.class))
			.orShould()
			.haveRawReturnType(assignableTo(PreFlightRequestHandler.class))
			.orShould()
			.haveRawReturnType(assignableTo(org.springframework.web.cors.reactive.PreFlightRequestHandler.class))
			.orShould()
			.haveRawReturnType(assignableTo(CorsFilter.class))
			.orShould()
			.haveRawReturnType(assignableTo(CorsWebFilter.class))
			.because("Spring Security would take it for its own")
			.check(this.classes);
	}

	@Test
	void namesSayWhatClassesHold() {
		noClasses().should()
			.haveNameMatching(".*(Util|Utils|Helper|Manager|Impl|Common)")
			.because("such names say nothing")
			.check(this.classes);
	}

	@Test
	void publicTypesAreThoseOfTheApiFile() throws IOException {
		try (InputStream file = getClass().getResourceAsStream("/api.txt")) {
			assertThat(this.classes.stream()
				.filter((type) -> type.getModifiers().contains(JavaModifier.PUBLIC) && !type.isNestedClass())
				.map(JavaClass::getName)).containsExactlyInAnyOrderElementsOf(
						new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().toList());
		}
	}

}
