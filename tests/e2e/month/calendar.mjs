// Days and clocks of a zone by Intl alone: what the server's own zone code is judged by.
// Dates are '2031-03-08', clock times 'HH:MM', instants milliseconds.

const DAY = 86_400_000;
const formats = new Map();

function wall(zone, instant) {
  if (!formats.has(zone))
    formats.set(zone, new Intl.DateTimeFormat('en-CA', {
      timeZone: zone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit',
    }));
  return Object.fromEntries(formats.get(zone).formatToParts(instant).map((p) => [p.type, p.value]));
}

export function dateOf(zone, instant) {
  const w = wall(zone, instant);
  return `${w.year}-${w.month}-${w.day}`;
}
export function clockOf(zone, instant) {
  const w = wall(zone, instant);
  return `${w.hour}:${w.minute}`;
}

/** A clock time that the day has twice means the first, one it lacks as much after the gap. */
export function instantOf(zone, date, clock) {
  const asUtc = Date.parse(`${date}T${clock}:00Z`);
  const offset = (at) => {
    const whole = Math.floor(at / 60_000) * 60_000;
    return Date.parse(`${dateOf(zone, whole)}T${clockOf(zone, whole)}:00Z`) - whole;
  };
  const [before, after] = [offset(asUtc - DAY), offset(asUtc + DAY)];
  const first = asUtc - before;
  if (dateOf(zone, first) === date && clockOf(zone, first) === clock) return first;
  const second = asUtc - after;
  if (dateOf(zone, second) === date && clockOf(zone, second) === clock) return second;
  return first;
}

export const plusDays = (date, n) => new Date(Date.parse(`${date}T12:00:00Z`) + n * DAY).toISOString().slice(0, 10);
/** 1 is Monday. */
export const weekday = (date) => new Date(`${date}T12:00:00Z`).getUTCDay() || 7;
export const mondayOf = (date) => plusDays(date, 1 - weekday(date));
export const daysBetween = (first, last) => {
  const days = [];
  for (let d = first; d <= last; d = plusDays(d, 1)) days.push(d);
  return days;
};

/** The next 8 March that is a Saturday: the clocks of Chicago change on the month's second day,
 *  those of Berlin on its 23rd, and every weekday and date of the script stays true. */
export function firstDayAfter(instant) {
  for (let year = new Date(instant).getUTCFullYear(); ; year += 1) {
    const date = `${year}-03-08`;
    if (weekday(date) === 6 && Date.parse(`${date}T00:00:00Z`) - instant > 2 * DAY) return date;
  }
}
