package io.candor.modelruntime.bench.load;

/** One tenant's requests in an open loop. */
public record Flow(Sender sender, double perSecond) {}
