const dateTime = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
const percent = new Intl.NumberFormat(undefined, {
  style: 'percent',
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
});
const whole = new Intl.NumberFormat();

/** An ISO-8601 instant in the reader's own time zone; text that is no time is shown as it is. */
export function formatInstant(iso: string): string {
  const date = new Date(iso);
  return Number.isNaN(date.getTime()) ? iso : dateTime.format(date);
}

export function formatScore(score: number): string {
  return percent.format(score);
}

export function formatCount(count: number): string {
  return whole.format(count);
}

/** `lost_or_stolen_card` and `oos:other` read as words. */
export function formatLabel(label: string): string {
  const words = label.replace(/[_:]+/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
