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

/**
 * The search for all second CORS layers of an application. The result is kept until there
 * are other beans. Safe for use by many threads.
 */
public final class LayerFinder {

	private static final Log logger = LogFactory.getLog(LayerFinder.class);

	private final ConfigurableApplicationContext context;

	private final ObjectProvider<LayerSearch> searches;

	private final Set<ApplicationContext> children = new LinkedHashSet<>();

	private List<CorsLayer> found = List.of();

	/** The number of beans that the last search saw; -1 if its result no longer holds. */
	private int beans = -1;

	/**
	 * Create a search.
	 * @param context the context of the application
	 * @param searches the searches for layers of each library
	 */
	public LayerFinder(ConfigurableApplicationContext context, ObjectProvider<LayerSearch> searches) {
		this.context = context;
		this.searches = searches;
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
		this.children.removeIf((child) -> child instanceof ConfigurableApplicationContext each && !each.isActive());
		ApplicationBeans application = new ApplicationBeans(this.context.getBeanFactory(), this.children);
		this.beans = application.factory().getSingletonCount();
		List<CorsLayer> layers = new ArrayList<>();
		this.searches.forEach((search) -> {
			try {
				layers.addAll(search.find(application));
			}
			catch (RuntimeException | LinkageError ex) {
				logger.debug("Cannot search for second CORS layers", ex);
			}
		});
		this.found = List.copyOf(layers);
	}

}
