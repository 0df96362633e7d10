// SPDX-License-Identifier: Apache-2.0

package consumer;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.SpringBootVersion;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * An application that sends requests to itself, and ends with an exception if a response
 * is not as its policy says.
 */
@SpringBootConfiguration
@EnableAutoConfiguration
public class Application {

	public static void main(String[] args) throws Exception {
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class)
			.properties("server.port=0", "cors.allowed-origins=https://app.example.com", "cors.enforcement=server")
			.run(args)) {
			URI address = URI.create("http://localhost:" + context.getEnvironment().getProperty("local.server.port"));
			check("a page of an allowed origin", send(address, "https://app.example.com"), 404,
					List.of("https://app.example.com"));
			check("a form of another site", send(address, "https://evil.example"), 403, List.of());
			System.out.println("Both responses are right on Spring Boot " + SpringBootVersion.getVersion());
		}
	}

	private static HttpResponse<Void> send(URI address, String origin) throws Exception {
		HttpRequest request = HttpRequest.newBuilder(address)
			.header("Origin", origin)
			.POST(HttpRequest.BodyPublishers.ofString("a=b"))
			.build();
		return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding());
	}

	private static void check(String name, HttpResponse<Void> response, int status, List<String> allowedOrigin) {
		if (response.statusCode() != status || !response.headers().allValues("Vary").contains("Origin")
				|| !response.headers().allValues("Access-Control-Allow-Origin").equals(allowedOrigin)) {
			throw new IllegalStateException(
					name + ": " + response.statusCode() + " " + response.headers().map());
		}
	}

}
