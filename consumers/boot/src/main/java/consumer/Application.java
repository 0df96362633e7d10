// SPDX-License-Identifier: Apache-2.0

package consumer;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@SpringBootApplication
@RestController
public class Application {

	@GetMapping("/greeting")
	String greeting() {
		return "hello";
	}

}
