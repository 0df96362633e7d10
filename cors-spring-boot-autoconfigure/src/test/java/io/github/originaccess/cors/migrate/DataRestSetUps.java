// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.migrate;

import java.util.stream.Stream;

import io.github.originaccess.cors.wire.WebServer;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;
import org.springframework.data.annotation.Id;
import org.springframework.data.keyvalue.repository.KeyValueRepository;
import org.springframework.data.map.repository.config.EnableMapRepositories;
import org.springframework.data.rest.core.annotation.RepositoryRestResource;
import org.springframework.data.rest.core.config.RepositoryRestConfiguration;
import org.springframework.data.rest.webmvc.config.RepositoryRestConfigurer;
import org.springframework.data.rest.webmvc.config.RepositoryRestMvcConfiguration;
import org.springframework.web.bind.annotation.CrossOrigin;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.config.annotation.CorsRegistry;

/**
 * Applications with Spring Data REST.
 */
final class DataRestSetUps {

	private DataRestSetUps() {
	}

	static Stream<SetUp> all() {
		return Stream.of(
				SetUp.of(WebServer.TOMCAT, "Spring Data REST: mappings", Mapped.class)
					.paths("/rest/people", "/rest/people/7", "/rest/places", "/rest")
					.differing("preflight PUT X-Trace /rest/places .*: NOTHING -> .*"),
				SetUp.of(WebServer.TOMCAT, "Spring Data REST: annotated repositories", Annotated.class)
					.paths("/rest/people", "/rest/people/7", "/rest/places", "/rest")
					.differing("preflight DELETE /rest/people .*: NOTHING -> .*",
							"preflight PUT X-Trace /rest/places .*: NOTHING -> .*"));
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@EnableMapRepositories(considerNestedRepositories = true, basePackageClasses = DataRestSetUps.class,
			excludeFilters = @ComponentScan.Filter(type = FilterType.ASSIGNABLE_TYPE, classes = People.class))
	@Import({ RepositoryRestMvcConfiguration.class, Configurer.class })
	static class Mapped {

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@EnableMapRepositories(considerNestedRepositories = true, basePackageClasses = DataRestSetUps.class,
			excludeFilters = @ComponentScan.Filter(type = FilterType.ASSIGNABLE_TYPE, classes = Plain.class))
	@Import({ RepositoryRestMvcConfiguration.class, Configurer.class })
	static class Annotated {

	}

	static class Configurer implements RepositoryRestConfigurer {

		@Override
		public void configureRepositoryRestConfiguration(RepositoryRestConfiguration configuration, CorsRegistry cors) {
			configuration.setBasePath("/rest");
			cors.addMapping("/rest/places/**").allowedOrigins("https://a.example").allowedMethods("GET", "PUT");
		}

	}

	record Person(@Id String id, String name) {

	}

	record Place(@Id String id, String name) {

	}

	@RepositoryRestResource(path = "people")
	interface Plain extends KeyValueRepository<Person, String> {

	}

	@CrossOrigin(origins = "http://localhost:3000", methods = { RequestMethod.GET, RequestMethod.DELETE },
			allowCredentials = "true")
	@RepositoryRestResource(path = "people")
	interface People extends KeyValueRepository<Person, String> {

	}

	@RepositoryRestResource(path = "places")
	interface Places extends KeyValueRepository<Place, String> {

	}

}
