/** A day in milliseconds. */
export const DAY = 24 * 60 * 60 * 1000;

/** The UTC calendar day of a moment, as the services count days. */
export function utcDay(date: Date): string {
  return date.toISOString().slice(0, 10);
}

/** The calendar day after `2026-02-28`. */
export function dayAfter(day: string): string {
  return utcDay(new Date(Date.parse(`${day}T00:00:00Z`) + DAY));
}
