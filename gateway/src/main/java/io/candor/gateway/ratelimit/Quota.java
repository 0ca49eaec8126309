package io.candor.gateway.ratelimit;

/**
 * What is left of a limit.
 *
 * @param perMinute the limit
 * @param remaining how many requests may follow at once
 * @param secondsToFull when all of the limit is there again
 * @param secondsToNext when the next request may be made
 */
record Quota(int perMinute, int remaining, long secondsToFull, long secondsToNext) {}
