package io.candor.platform.security;

import io.candor.platform.web.ProblemException;
import io.micronaut.http.HttpStatus;

/** The internal token does not hold. */
public final class InvalidTokenException extends ProblemException {
    InvalidTokenException(String detail) {
        super(HttpStatus.UNAUTHORIZED, "token-invalid", detail);
    }
}
