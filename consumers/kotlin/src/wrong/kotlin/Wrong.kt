// SPDX-License-Identifier: Apache-2.0

import io.github.originaccess.cors.CorsRequest

// header() may return null, so this must not compile.
fun originOf(request: CorsRequest): String = request.header("Origin")
