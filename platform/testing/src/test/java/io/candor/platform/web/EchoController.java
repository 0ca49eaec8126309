package io.candor.platform.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Gives back what it was sent; tests send it what no service must stumble over. */
@Requires(property = "test.echo")
@Controller("/echo")
@ExecuteOn(TaskExecutors.BLOCKING)
class EchoController {
    enum Colour {
        @JsonProperty("red")
        RED,
        @JsonProperty("deep-blue")
        DEEP_BLUE
    }

    @Introspected
    record Part(@NotBlank String partName, @NotNull @Min(1) Long amount) {}

    @Introspected
    record Thing(
            @NotBlank String someText,
            @NotNull Colour colour,
            @NotEmpty List<@NotNull @Valid Part> parts,
            @Nullable List<@NotNull Colour> palette,
            @Nullable Instant happenedAt,
            @Nullable UUID relatedId,
            @Nullable Boolean flag,
            @Nullable Double ratio) {}

    @Post
    Thing echo(@Body @Valid Thing request) {
        return request;
    }

    @Get("/{id}")
    String find(UUID id, @QueryValue("page_size") int pageSize, @QueryValue @Nullable Colour colour) {
        return "\"" + id + pageSize + colour + "\"";
    }

    @Get("/broken")
    String broken() {
        throw new IllegalStateException("secret details");
    }

    @Get("/refused")
    String refused() {
        throw ProblemException.invalid("some_field", "is refused");
    }
}
