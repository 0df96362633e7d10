// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.layers;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.ClassUtils;
import org.springframework.web.context.WebApplicationContext;

/**
 * The search for all second CORS layers of an application. The result is kept until there
 * are other beans. Safe for use by many threads.
 */
public final class LayerFinder {

	private static final Log logger = LogFactory.getLog(LayerFinder.class);

	private static final String MVC = "org.springframework.web.servlet.config.annotation.WebMvcConfigurer";

	private static final String SECURITY = "org.springframework.security.web.SecurityFilterChain";

	private static final String DATA_REST = "org.springframework.data.rest.webmvc.config.RepositoryRestConfigurer";

	private static final String WEBFLUX = "org.springframework.web.reactive.config.WebFluxConfigurer";

	private static final String REACTIVE_SECURITY = "org.springframework.security.web.server.SecurityWebFilterChain";

	private static final String GRAPHQL = "org.springframework.boot.graphql.autoconfigure.GraphQlCorsProperties";

	/** A class of each library that has a search. */
	static final List<String> LIBRARIES = List.of(MVC, SECURITY, DATA_REST, WEBFLUX, REACTIVE_SECURITY, GRAPHQL);

	private final ConfigurableApplicationContext context;

	private final List<LayerSearch> searches = new ArrayList<>();

	private final ObjectProvider<LayerSearch> further;

	private final Set<ApplicationContext> children = new LinkedHashSet<>();

	private List<CorsLayer> found = List.of();

	/** The number of beans that the last search saw; -1 if its result no longer holds. */
	private int beans = -1;

	/**
	 * Create a search.
	 * @param context the context of the application
	 * @param further the searches that need more than the context
	 */
	public LayerFinder(ConfigurableApplicationContext context, ObjectProvider<LayerSearch> further) {
		this.context = context;
		this.further = further;
		if (context instanceof WebApplicationContext) {
			addServletSearches();
		}
		else {
			addReactiveSearches();
		}
		if (isPresent(GRAPHQL)) {
			this.searches.add(new GraphQlLayers(context));
		}
	}

	private void addServletSearches() {
		this.searches.add(new ServletFilterLayers(this.context));
		if (isPresent(MVC)) {
			this.searches.add(new MvcLayers(this.context));
		}
		if (isPresent(SECURITY)) {
			this.searches.add(new SecurityLayers(this.context));
		}
		if (isPresent(DATA_REST)) {
			this.searches.add(new DataRestLayers(this.context));
		}
	}

	private void addReactiveSearches() {
		this.searches.add(new ReactiveFilterLayers());
		if (isPresent(WEBFLUX)) {
			this.searches.add(new WebFluxLayers());
			if (isPresent(REACTIVE_SECURITY)) {
				this.searches.add(new ReactiveSecurityLayers());
			}
		}
	}

	private boolean isPresent(String type) {
		return ClassUtils.isPresent(type, this.context.getClassLoader());
	}

	/**
	 * Return the layers.
	 * @return the layers; the same object if there were no other beans since the last
	 * call
	 */
	public synchronized List<CorsLayer> find() {
		if (this.beans != this.context.getBeanFactory().getSingletonCount()) {
			search();
		}
		return this.found;
	}

	/** Forget the layers that were found. */
	public synchronized void forget() {
		this.beans = -1;
	}

	/**
	 * Look into a further context from now on.
	 * @param child the context of a further dispatcher servlet
	 */
	public synchronized void add(ApplicationContext child) {
		this.children.add(child);
		this.beans = -1;
	}

	private void search() {
		if (!this.children.isEmpty()) {
			this.children.removeIf((child) -> child instanceof ConfigurableApplicationContext each && !each.isActive());
		}
		ApplicationBeans application = new ApplicationBeans(this.context.getBeanFactory(), this.children);
		this.beans = application.factory().getSingletonCount();
		List<CorsLayer> layers = new ArrayList<>();
		for (LayerSearch search : this.searches) {
			addFound(search, application, layers);
		}
		for (LayerSearch search : this.further) {
			addFound(search, application, layers);
		}
		this.found = List.copyOf(layers);
	}

	private static void addFound(LayerSearch search, ApplicationBeans application, List<CorsLayer> layers) {
		try {
			layers.addAll(search.find(application));
		}
		catch (RuntimeException | LinkageError ex) {
			logger.debug("Cannot search for second CORS layers", ex);
		}
	}

}
