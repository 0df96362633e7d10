// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Rules of structure that the compiler does not check.
 */
class ArchitectureTests {

	private static final String PACKAGE = "io.github.originaccess.cors.test";

	private static final JavaClasses MODULE = new ClassFileImporter()
		.withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
		.importPackages(PACKAGE);

	/** Classes of optional libraries: test clients of Spring, and AssertJ. */
	private static final DescribedPredicate<JavaClass> OPTIONAL = DescribedPredicate.describe("optional", (type) -> {
		JavaClass outer = type.getEnclosingClass().orElse(type);
		return Set
			.of("MockMvcExchange", "WebTestClientExchange", "RestTestClientExchange", "SpringHeaders",
					"BrowserAssertions", "FetchResultAssert", "NavigationResultAssert", "WebSocketResultAssert")
			.contains(outer.getSimpleName());
	});

	@Test
	void engineDependsOnJavaOnly() {
		classes().that()
			.resideInAPackage(PACKAGE)
			.and(are(not(OPTIONAL)))
			.should()
			.onlyDependOnClassesThat()
			.resideInAnyPackage("java..", "javax.net..", "org.jspecify..", PACKAGE)
			.because("the browser tests any server, and is an independent reading of the standard")
			.check(MODULE);
	}

	@Test
	void oneClassOfTheEngineKnowsTheClientsOfSpring() {
		noClasses().that()
			.resideInAPackage(PACKAGE)
			.and(are(not(OPTIONAL)))
			.and()
			.doNotHaveSimpleName("TestClients")
			.should()
			.dependOnClassesThat(OPTIONAL)
			.because("a browser works without the libraries of classes that it does not use")
			.check(MODULE);
	}

	@Test
	void engineKnowsNothingOfBoot() {
		noClasses().that()
			.resideInAPackage(PACKAGE)
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("org.springframework.boot..", PACKAGE + ".autoconfigure")
			.because("Boot is one of its users")
			.check(MODULE);
	}

	@Test
	void engineUsesNoRegularExpressions() {
		noClasses().should()
			.dependOnClassesThat()
			.resideInAPackage("java.util.regex")
			.because("the parsers of the standard are no regular expressions")
			.check(MODULE);
	}

	@Test
	void caseIsFoldedWithALocale() {
		noClasses().should()
			.callMethod(String.class, "toLowerCase")
			.orShould()
			.callMethod(String.class, "toUpperCase")
			.because("the lower case of I is another letter in Turkish")
			.check(MODULE);
	}

	@Test
	void absentFieldsAreNull() {
		noFields().should().haveRawType(Optional.class).because("absent is @Nullable, empty is empty").check(MODULE);
	}

	@Test
	void staticStateIsConstant() {
		fields().that().areStatic().should().beFinal().because("two browsers in one JVM share no state").check(MODULE);
	}

	@Test
	void browserStartsNoThread() {
		noClasses().should()
			.callMethod(Thread.class, "start")
			.because("a thread that waits for a server may never end")
			.check(MODULE);
	}

	@Test
	void namesHaveNoEmptySuffix() {
		noClasses().should()
			.haveSimpleNameEndingWith("Util")
			.orShould()
			.haveSimpleNameEndingWith("Utils")
			.orShould()
			.haveSimpleNameEndingWith("Helper")
			.orShould()
			.haveSimpleNameEndingWith("Manager")
			.orShould()
			.haveSimpleNameEndingWith("Impl")
			.orShould()
			.haveSimpleNameEndingWith("Common")
			.because("a class is named after what it holds")
			.check(MODULE);
	}

	@Test
	void publicTypesAreThoseOfTheList() throws IOException {
		TreeSet<String> types = new TreeSet<>();
		MODULE.stream().filter(ArchitectureTests::isPublic).forEach((type) -> types.add(type.getName()));
		try (InputStream list = Objects.requireNonNull(ArchitectureTests.class.getResourceAsStream("/api.txt"))) {
			String text = new String(list.readAllBytes(), StandardCharsets.UTF_8);
			assertThat(types).as("api.txt lists the public types").containsExactlyElementsOf(text.lines().toList());
		}
	}

	private static boolean isPublic(JavaClass type) {
		return type.getModifiers().contains(JavaModifier.PUBLIC)
				&& type.getEnclosingClass().map(ArchitectureTests::isPublic).orElse(true);
	}

}
