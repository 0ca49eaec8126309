package io.candor.modelruntime.serving;

import io.candor.platform.web.FieldError;
import io.candor.platform.web.ProblemException;
import io.micronaut.http.HttpStatus;
import java.util.List;

/** An inference request is wrong; the message starts with what is to blame. */
public final class InvalidInputException extends ProblemException {
    /** Blames {@code field}: a tensor, a parameter or a part of the request. */
    public InvalidInputException(String field, String detail) {
        super(
                HttpStatus.BAD_REQUEST,
                "validation-failed",
                field + ": " + detail,
                List.of(new FieldError(field, detail)),
                null);
    }
}
