package io.candor.tenantservice.stripeserver;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How an update changes the items of a subscription. */
public final class SubscriptionItems {
    private SubscriptionItems() {}

    /** The list object with one item per price. */
    public static Map<String, Object> of(List<String> prices, StripeObjects objects) {
        var items = new ArrayList<Map<String, Object>>();
        for (var price : prices) {
            items.add(new LinkedHashMap<>(Map.of(
                    "id",
                    "si_" + price,
                    "object",
                    "subscription_item",
                    "current_period_end",
                    1_793_491_200L,
                    "price",
                    objects.get(price))));
        }
        return new LinkedHashMap<>(Map.of("object", "list", "has_more", false, "data", items));
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> changed(Map<String, Object> subscription, List<?> changes, StripeObjects objects) {
        var data = ((Map<String, List<Map<String, Object>>>) subscription.get("items")).get("data");
        var prices = new ArrayList<String>();
        var gone = new ArrayList<String>();
        for (var change : changes) {
            var item = (Map<String, Object>) change;
            if ("true".equals(item.get("deleted"))) {
                gone.add(String.valueOf(item.get("id")));
            } else {
                prices.add(String.valueOf(item.get("price")));
                gone.add(String.valueOf(item.get("id")));
            }
        }
        data.stream()
                .filter(item -> !gone.contains(item.get("id")))
                .map(item -> String.valueOf(((Map<String, Object>) item.get("price")).get("id")))
                .forEach(prices::add);
        return of(prices, objects);
    }
}
