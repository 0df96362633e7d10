// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.servlet;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import io.github.originaccess.cors.wire.WebServer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A test that runs on each servlet container, which is its argument.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedTest
@EnumSource(value = WebServer.class, names = { "TOMCAT", "JETTY" })
@interface OnServletContainers {

}
