// SPDX-License-Identifier: Apache-2.0

/**
 * The browser of Spring Boot's tests.
 */
@NullMarked
package io.github.originaccess.cors.test.autoconfigure;

import org.jspecify.annotations.NullMarked;
