// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Rules of structure that the compiler does not check.
 */
class ArchitectureTests {

	private static final JavaClasses CORE = new ClassFileImporter()
		.withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
		.importPackages("io.github.originaccess.cors");

	/** The groups of classes; a class uses its own and earlier groups only. */
	private static final List<Group> GROUPS = List.of(
			new Group("grammar", List.of("Setting", "Problem", "Characters", "FetchRules", "HeaderNames", "ListElement",
					"ElementProblem", "ParsedOrigin", "Ports", "OriginPattern", "OriginHostParser", "OriginSchemes",
					"SchemelessOrigin", "OriginWords", "OctetPattern", "AddressRange", "Placeholders", "EditDistance",
					"KnownNames", "PlainOrigin", "OriginPatternParser", "OriginList", "NameList", "RegularExpressions",
					"IpLiteral", "Punycode", "StrayCharacters", "PublicSuffixList", "Enforcement", "PrintableText")),
			new Group("matching",
					List.of("FoldedText", "TextTable", "TextSet", "OriginTree", "OriginSet", "HeaderNameSet",
							"MethodSet")),
			new Group("decision",
					List.of("EffectiveSettings", "CorsRequest", "ResponseHeaders", "DenialReason", "CorsDecision",
							"PolicyDecisions", "TargetOrigin", "EnforcementRules", "CorsPolicy", "SettingPlace",
							"SettingPlaces", "SettingRemedy", "SimilarOrigins", "DeniedOrigin", "DeniedHeaders",
							"Explanation", "RequestNotice")),
			new Group("configuration",
					List.of("PathSyntax", "UncheckedPaths", "PolicyProblems", "CorsPolicyBuilder", "BuilderSettings",
							"CoveredOrigins", "HeaderRoom", "SettingRuling", "OriginDangers", "SettingConflicts",
							"PolicyCompiler", "InvalidCorsPolicyException")));

	/** Classes of the group decision with fast tests, which the profile mutates too. */
	private static final Set<String> MUTATED_DECISIONS = Set.of("EnforcementRules", "Explanation", "SettingPlace",
			"SettingPlaces", "SettingRemedy", "SimilarOrigins", "DeniedOrigin", "DeniedHeaders", "TargetOrigin",
			"RequestNotice");

	@Test
	void coreDependsOnJavaOnly() {
		classes().should()
			.onlyDependOnClassesThat()
			.resideInAnyPackage("java..", "org.jspecify..", "io.github.originaccess.cors")
			.because("the engine is usable alone in any Java program")
			.check(CORE);
	}

	@Test
	void groupUsesItselfAndEarlierGroupsOnly() {
		for (int i = 0; i < GROUPS.size(); i++) {
			for (Group later : GROUPS.subList(i + 1, GROUPS.size())) {
				noClasses().that(GROUPS.get(i).asPredicate())
					.should()
					.dependOnClassesThat(later.asPredicate())
					.because("a reader can read the package group by group")
					.check(CORE);
			}
		}
	}

	@Test
	void everyClassIsInOneGroup() {
		List<String> grouped = GROUPS.stream().flatMap((group) -> group.names().stream()).toList();
		List<String> all = CORE.stream()
			.filter((type) -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
			.map(JavaClass::getSimpleName)
			.toList();
		assertThat(all).as("a new class joins a group here").containsExactlyInAnyOrderElementsOf(grouped);
	}

	@Test
	void mutationProfileExcludesMatchingAndDecisions() throws IOException {
		String pom = Files.readString(Path.of("pom.xml"));
		String excluded = pom.substring(pom.indexOf("<excludedClasses>"), pom.indexOf("</excludedClasses>"));
		List<String> classes = excluded.lines()
			.filter((line) -> line.contains("<param>") && !line.contains("fixtures"))
			.map((line) -> line.substring(line.indexOf("cors.") + "cors.".length(), line.indexOf("</")))
			.map((name) -> name.endsWith("*") ? name.substring(0, name.length() - 1) : name)
			.toList();
		List<String> grouped = GROUPS.stream()
			.filter((group) -> List.of("matching", "decision").contains(group.name()))
			.flatMap((group) -> group.names().stream())
			.filter((name) -> !MUTATED_DECISIONS.contains(name))
			.toList();
		assertThat(classes).as("pom.xml follows the groups above").containsExactlyInAnyOrderElementsOf(grouped);
	}

	@Test
	void coreUsesNoRegularExpressions() {
		noClasses().should()
			.dependOnClassesThat()
			.resideInAPackage("java.util.regex")
			.orShould()
			.callMethod(String.class, "split", String.class)
			.orShould()
			.callMethod(String.class, "split", String.class, int.class)
			.orShould()
			.callMethod(String.class, "matches", String.class)
			.orShould()
			.callMethod(String.class, "replaceAll", String.class, String.class)
			.orShould()
			.callMethod(String.class, "replaceFirst", String.class, String.class)
			.because("cost is linear, and lists made of request bytes were a denial of service in rs/cors 170")
			.check(CORE);
	}

	@Test
	void coreFoldsCaseWithALocale() {
		noClasses().should()
			.callMethod(String.class, "toLowerCase")
			.orShould()
			.callMethod(String.class, "toUpperCase")
			.because("the lower case of I is another letter in Turkish")
			.check(CORE);
	}

	@Test
	void coreParsesUrlsItself() {
		noClasses().should()
			.dependOnClassesThat()
			.haveFullyQualifiedName("java.net.URI")
			.orShould()
			.dependOnClassesThat()
			.haveFullyQualifiedName("java.net.URL")
			.because("neither parses an origin as browsers do")
			.check(CORE);
	}

	@Test
	void coreDoesNotWriteToTheConsole() {
		noClasses().should()
			.accessField(System.class, "out")
			.orShould()
			.accessField(System.class, "err")
			.because("a library returns values and leaves output to its caller")
			.check(CORE);
	}

	@Test
	void absentFieldsAreNull() {
		noFields().should().haveRawType(Optional.class).because("absent is @Nullable, empty is empty").check(CORE);
	}

	@Test
	void staticStateIsConstant() {
		fields().that()
			.areStatic()
			.should()
			.beFinal()
			.because("two applications in one JVM share no state")
			.check(CORE);
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
			.check(CORE);
	}

	@Test
	void publicTypesAreThoseOfTheList() throws IOException {
		TreeSet<String> types = new TreeSet<>();
		CORE.stream().filter(ArchitectureTests::isPublic).forEach((type) -> types.add(type.getName()));
		try (InputStream list = Objects.requireNonNull(ArchitectureTests.class.getResourceAsStream("/api.txt"))) {
			String text = new String(list.readAllBytes(), StandardCharsets.UTF_8);
			assertThat(types).as("api.txt lists the public types").containsExactlyElementsOf(text.lines().toList());
		}
	}

	private static boolean isPublic(JavaClass type) {
		return type.getModifiers().contains(JavaModifier.PUBLIC)
				&& type.getEnclosingClass().map(ArchitectureTests::isPublic).orElse(true);
	}

	private record Group(String name, List<String> names) {

		DescribedPredicate<JavaClass> asPredicate() {
			return DescribedPredicate.describe("belong to the group " + this.name, this::contains);
		}

		private boolean contains(JavaClass type) {
			JavaClass outermost = type.getEnclosingClass().orElse(type);
			return type.getPackageName().equals("io.github.originaccess.cors")
					&& (outermost == type ? this.names.contains(type.getSimpleName()) : contains(outermost));
		}

	}

}
