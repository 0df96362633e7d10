// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.wire;

import java.io.IOException;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * A servlet application in which Spring Security protects everything in three ways, error
 * pages included, and has no CORS configuration.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({ SecuredController.class, PlainPasswords.class })
class ServletSecuredApplication {

	@Bean
	SecurityFilterChain form(HttpSecurity http) {
		return http.securityMatcher("/form/**", "/login")
			.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated())
			.formLogin(Customizer.withDefaults())
			.csrf(AbstractHttpConfigurer::disable)
			.build();
	}

	@Bean
	SecurityFilterChain bearer(HttpSecurity http) {
		return http.securityMatcher("/bearer/**")
			.authorizeHttpRequests((requests) -> requests.requestMatchers("/bearer/admin")
				.hasRole("ADMIN")
				.anyRequest()
				.authenticated())
			.sessionManagement((session) -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
			.csrf(AbstractHttpConfigurer::disable)
			.addFilterBefore(new BearerFilter(), AuthorizationFilter.class)
			.exceptionHandling(
					(handling) -> handling.authenticationEntryPoint((request, response, ex) -> response.sendError(401)))
			.build();
	}

	@Bean
	SecurityFilterChain basic(HttpSecurity http) {
		return http.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated())
			.httpBasic(Customizer.withDefaults())
			.build();
	}

	@Bean
	UserDetailsService users() {
		return new InMemoryUserDetailsManager(SecuredController.user());
	}

	/**
	 * A filter in the place of one that checks a token.
	 */
	private static final class BearerFilter extends OncePerRequestFilter {

		@Override
		protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
				throws ServletException, IOException {
			if ("Bearer good".equals(request.getHeader(HttpHeaders.AUTHORIZATION))) {
				SecurityContextHolder.setContext(new SecurityContextImpl(UsernamePasswordAuthenticationToken
					.authenticated("user", null, AuthorityUtils.createAuthorityList("ROLE_USER"))));
			}
			chain.doFilter(request, response);
		}

	}

}
