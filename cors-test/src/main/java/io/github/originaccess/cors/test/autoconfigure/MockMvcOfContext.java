// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test.autoconfigure;

import org.springframework.boot.webmvc.test.autoconfigure.MockMvcBuilderCustomizer;
import org.springframework.boot.webmvc.test.autoconfigure.MockMvcPrint;
import org.springframework.boot.webmvc.test.autoconfigure.SpringBootMockMvcBuilderCustomizer;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.DefaultMockMvcBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

/**
 * What {@code @AutoConfigureMockMvc} makes, for a test without that annotation.
 */
final class MockMvcOfContext {

	private MockMvcOfContext() {
	}

	static MockMvc create(ApplicationContext context) {
		WebApplicationContext web = (WebApplicationContext) context;
		Environment environment = context.getEnvironment();
		DefaultMockMvcBuilder builder = MockMvcBuilders.webAppContextSetup(web)
			.addDispatcherServletCustomizer((servlet) -> servlet.setDispatchOptionsRequest(
					environment.getProperty("spring.mvc.dispatch-options-request", Boolean.class, true)));
		SpringBootMockMvcBuilderCustomizer filters = new SpringBootMockMvcBuilderCustomizer(web);
		filters.setPrint(MockMvcPrint.NONE);
		filters.customize(builder);
		context.getBeanProvider(MockMvcBuilderCustomizer.class)
			.orderedStream()
			.forEach((customizer) -> customizer.customize(builder));
		return builder.build();
	}

}
