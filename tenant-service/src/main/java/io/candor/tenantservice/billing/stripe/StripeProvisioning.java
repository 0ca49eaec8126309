package io.candor.tenantservice.billing.stripe;

import com.stripe.StripeClient;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.Price;
import com.stripe.model.billing.Meter;
import com.stripe.param.PriceListParams;
import com.stripe.param.ProductCreateParams;
import com.stripe.param.billing.MeterCreateParams;
import com.stripe.param.billing.MeterListParams;
import com.stripe.service.V1Services;
import io.candor.tenantservice.plan.Plan;
import io.candor.tenantservice.plan.Plans;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Brings the plan file to Stripe: products, prices and billing meters; what is there already is left alone. */
@Singleton
@Requires(beans = StripeClient.class)
class StripeProvisioning {
    private static final int KEYS_OF_A_REQUEST = 10;
    private static final long PAGE = 100;

    private final StripeClient client;
    private final Plans plans;
    private final ReentrantLock running = new ReentrantLock();
    private volatile @Nullable StripeCatalog catalog;

    StripeProvisioning(StripeClient client, Plans plans) {
        this.client = client;
        this.plans = plans;
    }

    /** What Stripe holds, brought there before when it is not known yet. */
    StripeCatalog catalog() throws StripeException {
        var known = catalog;
        return known == null ? provision() : known;
    }

    /** Compares the plan file with Stripe and creates what is missing there. */
    StripeCatalog provision() throws StripeException {
        running.lock();
        try {
            var round = new Round(client.v1());
            var meters = round.meters();
            var prices = round.prices(meters);
            var provisioned = new StripeCatalog(meters, prices, round.created);
            catalog = provisioned;
            return provisioned;
        } finally {
            running.unlock();
        }
    }

    /** One comparison. */
    private final class Round {
        private final V1Services stripe;
        private int created;

        Round(V1Services stripe) {
            this.stripe = stripe;
        }

        Map<String, String> meters() throws StripeException {
            var known = new HashMap<String, String>();
            var active = MeterListParams.builder()
                    .setStatus(MeterListParams.Status.ACTIVE)
                    .setLimit(PAGE)
                    .build();
            for (var meter : stripe.billing().meters().list(active).autoPagingIterable()) {
                known.put(meter.getEventName(), meter.getId());
            }
            var ids = new LinkedHashMap<String, String>();
            for (var meter : plans.meters().values()) {
                var id = known.get(meter.name());
                ids.put(
                        meter.name(),
                        id == null ? create(meter.name(), meter.title()).getId() : id);
            }
            return ids;
        }

        private Meter create(String name, String title) throws StripeException {
            created++;
            return stripe.billing()
                    .meters()
                    .create(MeterCreateParams.builder()
                            .setDisplayName(title)
                            .setEventName(name)
                            .setDefaultAggregation(MeterCreateParams.DefaultAggregation.builder()
                                    .setFormula(MeterCreateParams.DefaultAggregation.Formula.SUM)
                                    .build())
                            .setCustomerMapping(MeterCreateParams.CustomerMapping.builder()
                                    .setType(MeterCreateParams.CustomerMapping.Type.BY_ID)
                                    .setEventPayloadKey("stripe_customer_id")
                                    .build())
                            .setValueSettings(MeterCreateParams.ValueSettings.builder()
                                    .setEventPayloadKey("value")
                                    .build())
                            .build());
        }

        Map<String, List<String>> prices(Map<String, String> meters) throws StripeException {
            var wanted = new LinkedHashMap<String, List<PriceSpec>>();
            for (var plan : plans.all()) {
                wanted.put(plan.name(), specs(plan, meters));
            }
            var known = known(wanted.values().stream()
                    .flatMap(List::stream)
                    .map(PriceSpec::lookupKey)
                    .toList());
            var ids = new LinkedHashMap<String, List<String>>();
            for (var plan : wanted.entrySet()) {
                var ofPlan = new ArrayList<String>();
                for (var spec : plan.getValue()) {
                    ofPlan.add(priceId(spec, known.get(spec.lookupKey())));
                }
                ids.put(plan.getKey(), List.copyOf(ofPlan));
            }
            return ids;
        }

        private List<PriceSpec> specs(Plan plan, Map<String, String> meters) throws StripeException {
            var specs = new ArrayList<PriceSpec>();
            var product = product("candor_plan_" + plan.name(), plan.title());
            specs.add(PriceSpec.monthly(plan, plans.currency(), product));
            for (var meter : plans.meters().values()) {
                var terms = plan.terms(meter.name());
                var meterId = meters.get(meter.name());
                if (terms.unitPriceNanos() > 0 && meterId != null) {
                    var ofMeter = product("candor_meter_" + meter.name().replace('.', '_'), meter.title());
                    specs.add(PriceSpec.metered(plan, meter.name(), terms, plans.currency(), ofMeter, meterId));
                }
            }
            return specs;
        }

        private String product(String id, String name) throws StripeException {
            try {
                return stripe.products().retrieve(id).getId();
            } catch (InvalidRequestException e) {
                if (!"resource_missing".equals(e.getCode())) {
                    throw e;
                }
                created++;
                return stripe.products()
                        .create(ProductCreateParams.builder()
                                .setId(id)
                                .setName(name)
                                .build())
                        .getId();
            }
        }

        private Map<String, Price> known(List<String> keys) throws StripeException {
            var known = new HashMap<String, Price>();
            for (var from = 0; from < keys.size(); from += KEYS_OF_A_REQUEST) {
                var some = keys.subList(from, Math.min(keys.size(), from + KEYS_OF_A_REQUEST));
                var params = PriceListParams.builder()
                        .addAllLookupKey(some)
                        .setLimit((long) KEYS_OF_A_REQUEST)
                        .build();
                for (var price : stripe.prices().list(params).getData()) {
                    known.put(price.getLookupKey(), price);
                }
            }
            return known;
        }

        private String priceId(PriceSpec spec, @Nullable Price known) throws StripeException {
            if (known != null
                    && known.getMetadata() != null
                    && spec.terms().equals(known.getMetadata().get(PriceSpec.TERMS))) {
                return known.getId();
            }
            created++;
            return stripe.prices().create(spec.params()).getId();
        }
    }
}
