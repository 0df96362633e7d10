// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.slices;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * An application whose policies are made by properties and components together.
 */
@SpringBootApplication
class SlicedApplication {

	static final String PROPERTY = "cors.allowed-origins=https://property.example";

	/** A slice starts with it only if it knows the resolver. */
	static final String WITHOUT_PATHS = "cors.policies.acme.max-age=60";

}
