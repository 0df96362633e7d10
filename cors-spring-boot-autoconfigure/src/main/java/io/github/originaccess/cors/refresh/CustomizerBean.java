// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.refresh;

import io.github.originaccess.cors.registry.CorsPolicyCustomizer;

/**
 * A customizer and the name of its bean.
 *
 * @param name the name of the bean
 * @param customizer the bean
 */
public record CustomizerBean(String name, CorsPolicyCustomizer customizer) {

}
