// SPDX-License-Identifier: Apache-2.0

import io.github.originaccess.cors.CorsPolicyBuilder
import io.github.originaccess.cors.CorsRequest
import io.github.originaccess.cors.InvalidCorsPolicyException
import io.github.originaccess.cors.registry.AllowedOriginsProvider
import io.github.originaccess.cors.registry.CorsPolicyCustomizer

fun remediesOf(input: String): List<String> =
	try {
		CorsPolicyBuilder().allowedOrigins(input).build()
		emptyList()
	} catch (ex: InvalidCorsPolicyException) {
		ex.problems().map { it.remedy() ?: it.reason() }
	}

fun originOf(request: CorsRequest): String = request.header("Origin") ?: "none"

val partners = AllowedOriginsProvider { listOf("https://partner.example") }

val strict = CorsPolicyCustomizer { it.allowCredentials(false) }
