package io.candor.modelruntime.bench.wire;

import java.util.Map;

/** An encoded request: the path it is posted to, its header fields and its body. */
record RestRequest(String path, Map<String, String> headers, byte[] body) {}
