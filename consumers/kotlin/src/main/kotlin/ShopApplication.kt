// SPDX-License-Identifier: Apache-2.0

package com.example.shop

import io.github.originaccess.cors.registry.AllowedOriginsProvider
import org.springframework.boot.autoconfigure.SpringBootApplication
import org.springframework.boot.runApplication
import org.springframework.context.annotation.Bean

@SpringBootApplication(proxyBeanMethods = false)
class ShopApplication {

	@Bean
	fun partners() = AllowedOriginsProvider { policy ->
		if (policy == "default") listOf("https://partner.example.com") else null
	}

}

fun main(args: Array<String>) {
	runApplication<ShopApplication>(*args)
}
