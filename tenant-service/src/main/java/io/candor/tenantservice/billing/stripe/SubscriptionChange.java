package io.candor.tenantservice.billing.stripe;

import com.stripe.model.Price;
import com.stripe.model.SubscriptionItem;
import com.stripe.param.SubscriptionUpdateParams;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which items of a subscription must change so that it has a plan's prices. */
final class SubscriptionChange {
    private SubscriptionChange() {}

    /**
     * The changes: what the plan lacks goes, what it has comes, and the monthly price is replaced so that Stripe prorates it.
     *
     * @param prices the plan's, the monthly one first
     */
    static List<SubscriptionUpdateParams.Item> items(List<SubscriptionItem> present, List<String> prices) {
        var changes = new ArrayList<SubscriptionUpdateParams.Item>();
        var missing = new ArrayList<>(prices);
        present.forEach(item -> missing.remove(priceId(item)));
        var monthly = prices.getFirst();
        for (var item : present) {
            if (prices.contains(priceId(item))) {
                continue;
            }
            var change = SubscriptionUpdateParams.Item.builder().setId(item.getId());
            if (!isMetered(item.getPrice()) && missing.remove(monthly)) {
                changes.add(change.setPrice(monthly).build());
            } else {
                changes.add(change.setDeleted(true).build());
            }
        }
        for (var price : missing) {
            changes.add(SubscriptionUpdateParams.Item.builder().setPrice(price).build());
        }
        return changes;
    }

    private static String priceId(SubscriptionItem item) {
        return item.getPrice() == null ? "" : item.getPrice().getId();
    }

    private static boolean isMetered(@Nullable Price price) {
        return price != null
                && price.getRecurring() != null
                && "metered".equals(price.getRecurring().getUsageType());
    }
}
