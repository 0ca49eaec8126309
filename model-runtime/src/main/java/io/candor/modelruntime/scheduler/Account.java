package io.candor.modelruntime.scheduler;

/**
 * A tenant's counter in deficit round robin (Shreedhar and Varghese, 1996). It may go below zero: a tenant whose turn it is
 * leads a batch as long as the counter is positive, and what it takes beyond that is paid back in later rounds. Rounds are
 * not walked through but computed: {@link #turn()} says in which round the tenant is next to lead.
 */
final class Account {
    /** A round gives a tenant a thousandth of its weight, so that turns are as short as requests are. */
    private static final long FINENESS = 1_000;

    private int weight = 1;
    private long deficit;
    private long since;
    private long turn;

    /** A tenant that comes new has one round's worth. */
    void open(int newWeight, long round) {
        weight = newWeight;
        deficit = newWeight;
        since = round;
        turn = round;
    }

    int weight() {
        return weight;
    }

    /** The round in which the tenant may lead next; not after the present round where it may lead now. */
    long turn() {
        return turn;
    }

    void reweigh(int newWeight, long round) {
        settle(round);
        weight = newWeight;
        plan();
    }

    void charge(long cost, long round) {
        settle(round);
        deficit -= cost * FINENESS;
        plan();
    }

    void refund(long cost) {
        deficit += cost * FINENESS;
        plan();
    }

    /** What it owes in cost, rounded up; zero or less where it owes nothing. */
    long debt(long round) {
        return -Math.floorDiv(deficit(round), FINENESS);
    }

    /** Credit ends with the turn: who waits for others to join does not save up. */
    private long deficit(long round) {
        return deficit + (Math.min(round, turn) - since) * weight;
    }

    private void settle(long round) {
        deficit = deficit(round);
        since = round;
    }

    private void plan() {
        turn = deficit > 0 ? since : since + -deficit / weight + 1;
    }
}
