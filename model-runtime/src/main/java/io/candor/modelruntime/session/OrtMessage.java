package io.candor.modelruntime.session;

import java.util.regex.Pattern;

/** ONNX Runtime's words without what only its makers can use: error codes, places in its source, paths of this machine. */
final class OrtMessage {
    private static final Pattern CODE = Pattern.compile("^Error code - \\w+ - message: ");
    private static final Pattern FILE = Pattern.compile("Load model from .*? failed: ?");
    private static final Pattern SOURCE =
            Pattern.compile("/onnxruntime_src/\\S+:\\d+ (?:[^()]*\\([^()]*\\)(?: const)?(?: \\[[^]]*])?)?\\s*");

    private OrtMessage() {}

    static String clean(String message) {
        var text = CODE.matcher(message).replaceFirst("");
        text = FILE.matcher(text).replaceAll("");
        return SOURCE.matcher(text).replaceAll("").strip();
    }
}
