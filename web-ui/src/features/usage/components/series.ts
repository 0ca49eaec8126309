import { DAY, utcDay } from '../../../lib/days';
import type { Period, UsageItem } from '../api/usage';

interface Bar {
  label: string;
  value: number;
}

/** How a meter ran over a period. */
export interface MeterSeries {
  meter: string;
  total: number;
  bars: Bar[];
}

/** The last `days` days up to and including today. */
export function lastDays(days: number, now: Date): Period {
  return { from: utcDay(new Date(now.getTime() - (days - 1) * DAY)), to: utcDay(now) };
}

/** Every calendar day of a period, both ends included. */
export function daysOf({ from, to }: Period): string[] {
  const days: string[] = [];
  const end = Date.parse(`${to}T00:00:00Z`);
  for (let at = Date.parse(`${from}T00:00:00Z`); at <= end; at += DAY) {
    days.push(utcDay(new Date(at)));
  }
  return days;
}

/** One series per meter, with a zero for each day without usage. */
export function seriesOf(items: readonly UsageItem[], period: Period): MeterSeries[] {
  const days = daysOf(period);
  const meters = [...new Set(items.map((item) => item.meter))].sort();
  return meters.map((meter) => {
    const own = items.filter((item) => item.meter === meter);
    const perDay = new Map<string, number>();
    own.forEach(({ day, quantity }) => {
      if (day !== undefined) {
        perDay.set(day, (perDay.get(day) ?? 0) + quantity);
      }
    });
    return {
      meter,
      total: own.reduce((sum, item) => sum + item.quantity, 0),
      bars: days.map((day) => ({ label: day, value: perDay.get(day) ?? 0 })),
    };
  });
}
