package io.candor.modelruntime.training;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All heads that ship; every setting was chosen on validation. */
final class Recipes {
    /** One fixed seed for all shipped weights. */
    static final long SEED = 20261125;

    private Recipes() {}

    static List<Recipe> all() {
        return Stream.concat(EnglishRecipes.all().stream(), ChineseRecipes.all().stream())
                .toList();
    }

    static List<String> names() {
        return all().stream().map(Recipe::name).toList();
    }

    static Optional<Recipe> named(String name) {
        return all().stream().filter(recipe -> recipe.name().equals(name)).findFirst();
    }
}
