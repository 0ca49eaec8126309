package io.candor.modelruntime.openinference.grpc;

import io.candor.modelruntime.serving.InvalidInputException;
import io.candor.platform.inference.v2.InferParameter;
import io.candor.platform.inference.v2.ModelRepositoryParameter;
import java.util.HashMap;
import java.util.Map;

/** Reads and writes parameters (Open Inference Protocol v2, gRPC, "Parameters"). */
final class GrpcParameters {
    private GrpcParameters() {}

    /** Strings, integers ({@link Long}), other numbers ({@link Double}) and booleans by name; the map may be changed. */
    static Map<String, Object> read(Map<String, InferParameter> wire) {
        var parameters = new HashMap<String, Object>();
        wire.forEach((name, value) -> parameters.put(
                name,
                switch (value.getParameterChoiceCase()) {
                    case BOOL_PARAM -> value.getBoolParam();
                    case INT64_PARAM -> value.getInt64Param();
                    case STRING_PARAM -> value.getStringParam();
                    case DOUBLE_PARAM -> value.getDoubleParam();
                    case UINT64_PARAM -> signed(name, value.getUint64Param());
                    case PARAMETERCHOICE_NOT_SET -> throw withoutValue(name);
                }));
        return parameters;
    }

    /** Those of the repository extension; bytes are refused, as no parameter is made of them. */
    static Map<String, Object> ofRepository(Map<String, ModelRepositoryParameter> wire) {
        var parameters = new HashMap<String, Object>();
        wire.forEach((name, value) -> parameters.put(
                name,
                switch (value.getParameterChoiceCase()) {
                    case BOOL_PARAM -> value.getBoolParam();
                    case INT64_PARAM -> value.getInt64Param();
                    case STRING_PARAM -> value.getStringParam();
                    case BYTES_PARAM ->
                        throw new InvalidInputException("parameters." + name, "bytes are not supported");
                    case PARAMETERCHOICE_NOT_SET -> throw withoutValue(name);
                }));
        return parameters;
    }

    static InferParameter write(Object value) {
        var parameter = InferParameter.newBuilder();
        return switch (value) {
            case Boolean flag -> parameter.setBoolParam(flag).build();
            case Long number -> parameter.setInt64Param(number).build();
            case Integer number -> parameter.setInt64Param(number).build();
            case Double number -> parameter.setDoubleParam(number).build();
            default -> parameter.setStringParam(value.toString()).build();
        };
    }

    private static long signed(String name, long value) {
        if (value < 0) {
            throw new InvalidInputException(
                    "parameters." + name, Long.toUnsignedString(value) + " came, at most 2^63 - 1 is expected");
        }
        return value;
    }

    private static InvalidInputException withoutValue(String name) {
        return new InvalidInputException("parameters." + name, "it has no value");
    }
}
