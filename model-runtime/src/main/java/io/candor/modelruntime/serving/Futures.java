package io.candor.modelruntime.serving;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/** Puts futures together so that giving up the whole gives up its parts. */
final class Futures {
    private Futures() {}

    /** The results of all {@code parts} in their order; the first failure fails the whole and gives up the others. */
    static <T> CompletableFuture<List<T>> all(List<CompletableFuture<T>> parts) {
        if (parts.size() == 1) {
            return then(parts.getFirst(), value -> CompletableFuture.completedFuture(List.of(value)));
        }
        var whole = new CompletableFuture<List<T>>();
        for (var part : parts) {
            part.whenComplete((value, failure) -> {
                if (failure != null) {
                    whole.completeExceptionally(cause(failure));
                }
            });
        }
        CompletableFuture.allOf(parts.toArray(CompletableFuture<?>[]::new)).thenRun(() -> {
            var values = new ArrayList<T>(parts.size());
            parts.forEach(part -> values.add(part.join()));
            whole.complete(values);
        });
        whole.whenComplete((values, failure) -> {
            if (failure != null) {
                parts.forEach(part -> part.cancel(true));
            }
        });
        return whole;
    }

    /** What {@code next} makes of the result of {@code first}. */
    static <A, B> CompletableFuture<B> then(CompletableFuture<A> first, Function<A, CompletableFuture<B>> next) {
        var whole = new CompletableFuture<B>();
        first.whenComplete((value, failure) -> {
            if (failure != null) {
                whole.completeExceptionally(cause(failure));
            } else if (!whole.isDone()) {
                follow(whole, value, next);
            }
        });
        whole.whenComplete((value, failure) -> {
            if (whole.isCancelled()) {
                first.cancel(true);
            }
        });
        return whole;
    }

    private static <A, B> void follow(CompletableFuture<B> whole, A value, Function<A, CompletableFuture<B>> next) {
        try {
            var second = next.apply(value);
            second.whenComplete((result, failure) -> {
                if (failure != null) {
                    whole.completeExceptionally(cause(failure));
                } else {
                    whole.complete(result);
                }
            });
            whole.whenComplete((result, failure) -> {
                if (whole.isCancelled()) {
                    second.cancel(true);
                }
            });
        } catch (RuntimeException e) {
            whole.completeExceptionally(e);
        }
    }

    /** What {@code function} makes of the result of {@code first}. */
    static <A, B> CompletableFuture<B> map(CompletableFuture<A> first, Function<A, B> function) {
        return then(first, value -> CompletableFuture.completedFuture(function.apply(value)));
    }

    /** The failure itself, without what futures wrap it in. */
    static Throwable cause(Throwable failure) {
        var cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}
