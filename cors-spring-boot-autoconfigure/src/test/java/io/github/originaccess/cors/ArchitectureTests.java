// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestInstance;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.web.cors.CorsConfigurationSource;
import org.springframework.web.cors.PreFlightRequestHandler;
import org.springframework.web.cors.reactive.CorsWebFilter;
import org.springframework.web.filter.CorsFilter;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rules of the house that this module can break. One instance runs all of them, so
 * that the classes are imported once.
 */
@TestInstance(Lifecycle.PER_CLASS)
class ArchitectureTests {

	private static final String BASE = "io.github.originaccess.cors";

	private final JavaClasses classes = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
		.importPackages(Stream
			.of("actuate", "application", "autoconfigure", "docs", "layers", "migrate", "observe", "properties",
					"reactive", "refresh", "registry", "servlet")
			.map((name) -> BASE + "." + name)
			.toList());

	private static final Set<String> API = api();

	/** What each package may use of the others. All may use the core and docs. */
	private static final Map<String, Set<String>> WALLS = Map.ofEntries(entry("docs", Set.of()),
			entry("registry", Set.of()), entry("observe", Set.of("registry")),
			entry("servlet", Set.of("registry", "observe")), entry("reactive", Set.of("registry", "observe")),
			entry("actuate", Set.of("registry")), entry("properties", Set.of()),
			entry("refresh", Set.of("registry", "properties")),
			entry("application", Set.of("registry", "servlet", "reactive", "properties", "layers")),
			entry("layers", Set.of("registry", "properties")),
			entry("migrate", Set.of("registry", "properties", "layers")));

	@Test
	void packagesAreFreeOfCycles() {
		slices().matching(BASE + ".(*)..")
			.should()
			.beFreeOfCycles()
			.because("a reader can take one package in after the other")
			.check(this.classes);
	}

	@Test
	void packagesUseEachOtherInOneDirection() {
		WALLS.forEach((name, used) -> noClasses().that()
			.resideInAPackage(BASE + "." + name)
			.should()
			.dependOnClassesThat(resideInAPackage(BASE + ".*")
				.and(not(resideInAnyPackage(Stream.concat(Stream.of(name, "docs"), used.stream())
					.map((each) -> BASE + "." + each)
					.toArray(String[]::new)))))
			.because("the arrows are: core, registry, stacks and observers; core, properties, refresh; all, wiring")
			.check(this.classes));
	}

	@Test
	void whatStacksShareKnowsNoStack() {
		noClasses().that()
			.resideInAnyPackage(BASE + ".registry", BASE + ".observe", BASE + ".actuate", BASE + ".properties",
					BASE + ".refresh")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("jakarta.servlet..", "reactor..")
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
			.resideInAnyPackage("jakarta.servlet..", "org.springframework.web.filter..", BASE + ".servlet")
			.because("an application has one stack, and not the classes of the other")
			.check(this.classes);
		noClasses().that()
			.resideInAPackage(BASE + ".reactive")
			.and()
			.doNotHaveSimpleName("NettyHeaders")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("io.netty..", "reactor.netty..")
			.because("any server may be below; one class reads the headers of the usual one faster")
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
	void filtersAndRegistryNeedNoBoot() {
		noClasses().that()
			.resideInAnyPackage(BASE + ".registry", BASE + ".observe", BASE + ".servlet", BASE + ".reactive")
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
	void beanNamesAreOursAlone() {
		methods().that()
			.areAnnotatedWith(Bean.class)
			.and()
			// Boot derives the name of the component of health from it.
			.doNotHaveName("corsHealthIndicator")
			.should()
			.haveNameStartingWith("originAccess")
			.because("a component such as CorsPolicyFilter, whose bean is named after its class, stops no start")
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
	void typesOfTheApiFileArePublic() {
		assertThat(this.classes.stream().filter(ArchitectureTests::isPublic).map(JavaClass::getName))
			.as("public is a promise; api.txt lists the promises")
			.containsAll(API);
	}

	@Test
	void publicTypesAreApiOrUsedByAnotherPackage() {
		assertThat(this.classes.stream()
			.filter((type) -> isPublic(type) && !API.contains(type.getName()) && !isUsedByAnotherPackage(type))
			.map(JavaClass::getName)).as("these types need not be public").isEmpty();
	}

	@Test
	void publishedJavadocShowsTheTypesOfTheApi() throws IOException {
		Stream<String> sources = Files.readString(Path.of("pom.xml"))
			.lines()
			.map(String::strip)
			.filter((line) -> line.startsWith("<sourceFileInclude>") && !line.contains("/package-info.java"))
			.map((line) -> line.substring("<sourceFileInclude>".length(), line.indexOf(".java</")).replace('/', '.'));
		assertThat(sources).as("sourceFileIncludes of pom.xml").containsExactlyInAnyOrderElementsOf(API);
	}

	private static boolean isUsedByAnotherPackage(JavaClass type) {
		return type.getDirectDependenciesToSelf()
			.stream()
			.anyMatch((dependency) -> !dependency.getOriginClass().getPackageName().equals(type.getPackageName()));
	}

	@Test
	void signaturesOfTheApiNameTypesOfTheApi() {
		assertThat(this.classes.stream()
			.filter((type) -> API.contains(type.getName()))
			.flatMap(ArchitectureTests::typesInSignatures)
			.filter((type) -> type.getPackageName().startsWith(BASE + "."))
			.map((type) -> type.getName().replaceFirst("\\$.*", ""))
			.filter((name) -> !API.contains(name))
			.distinct()).as("programs cannot rely on these types").isEmpty();
	}

	private static Stream<JavaClass> typesInSignatures(JavaClass type) {
		Stream<JavaType> members = type.getMembers()
			.stream()
			.filter((member) -> member.getModifiers().contains(JavaModifier.PUBLIC)
					|| member.getModifiers().contains(JavaModifier.PROTECTED))
			.flatMap((member) -> (member instanceof JavaCodeUnit unit)
					? Stream.concat(unit.getParameterTypes().stream(), Stream.of(unit.getReturnType()))
					: Stream.of(((JavaField) member).getType()));
		Stream<JavaType> supertypes = Stream.concat(type.getSuperclass().stream(), type.getInterfaces().stream());
		return Stream.concat(members, supertypes).flatMap((each) -> each.getAllInvolvedRawTypes().stream());
	}

	private static boolean isPublic(JavaClass type) {
		return type.getModifiers().contains(JavaModifier.PUBLIC) && !type.isNestedClass();
	}

	private static Set<String> api() {
		try (InputStream file = Objects.requireNonNull(ArchitectureTests.class.getResourceAsStream("/api.txt"))) {
			return Set.copyOf(new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().toList());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
