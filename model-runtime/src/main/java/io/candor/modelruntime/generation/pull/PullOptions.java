package io.candor.modelruntime.generation.pull;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What is to be pulled.
 *
 * @param name what the model is called here
 * @param from a file or an address; empty for the source that a shipped description names
 * @param sha256 the digest that the weights must have; empty for any
 */
record PullOptions(String name, String from, String sha256) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,127}");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    static PullOptions of(List<String> arguments) throws PullException {
        if (arguments.isEmpty() || arguments.getFirst().startsWith("--")) {
            throw new PullException(
                    "pull which model? ./candor models pull NAME; ./candor models list says which there are");
        }
        var name = arguments.getFirst();
        if (!NAME.matcher(name).matches() || name.equals("tenants")) {
            throw new PullException("\"" + name
                    + "\" cannot name a model: use lower-case letters, digits, dots, hyphens and underscores");
        }
        var from = "";
        var sha256 = "";
        for (var i = 1; i < arguments.size(); i += 2) {
            var value = i + 1 < arguments.size() ? arguments.get(i + 1) : "";
            if (value.isBlank()) {
                throw new PullException(arguments.get(i) + " needs a value");
            }
            switch (arguments.get(i)) {
                case "--from" -> from = value;
                case "--sha256" -> sha256 = digest(value);
                default ->
                    throw new PullException(
                            "there is no option " + arguments.get(i) + "; there are --from and --sha256");
            }
        }
        return new PullOptions(name, from, sha256);
    }

    private static String digest(String value) throws PullException {
        var digest = value.toLowerCase(Locale.ROOT);
        if (!SHA256.matcher(digest).matches()) {
            throw new PullException("--sha256 must be 64 hexadecimal digits");
        }
        return digest;
    }
}
