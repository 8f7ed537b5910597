// Lives the scripts on a server: every text at its local time, what time itself brings in between,
// and at the end of each day the comparison of what is stored with what must be.
import { caloriesOf, proteinOf, waterOf, waterToday } from './acts.mjs';
import { dateOf, firstDayAfter, instantOf, plusDays } from './calendar.mjs';
import lifter from './lifter.mjs';
import nurse from './nurse.mjs';
import { Person, iso } from './person.mjs';
import { stored, strangeRows } from './stored.mjs';
import student from './student.mjs';
import { Server } from '../support/server.mjs';

export const scripts = [lifter, nurse, student];
export const DAYS = 30;
const SECONDS_IN = 5; // texts come early in their minute, so that a slow moment does not leave it

/** Asked late each day, one of them, beside what the scripts ask. */
const EVENING = [
  ['how much water today', waterToday],
  ['calories today', caloriesOf('today')],
  ['protein today', proteinOf('today')],
  ['how much water this week', waterOf('thisWeek')],
];

/** All texts of all people by the instant they are sent at. */
export function timetable(firstDay) {
  const texts = scripts.flatMap(({ zone, lines }, who) => {
    const evenings = Array.from({ length: DAYS }, (_, i) => [i + 1, '23:50', ...EVENING[i % EVENING.length]]);
    return [...lines, ...evenings].map(([day, clock, text, effect]) =>
      ({ who, day, clock, text, effect, at: instantOf(zone, plusDays(firstDay, day - 1), clock) + SECONDS_IN * 1000 }));
  });
  return texts.sort((a, b) => a.at - b.at);
}

/** What a reply lacks of what it must name: words, patterns, figures (rounded), what it must not. */
function lacking(reply, wanted) {
  const text = reply.toLowerCase();
  const figures = [...reply.matchAll(/(\d+(?:\.\d+)?) ?([a-z]+)/g)];
  const met = (w) => {
    if (w instanceof RegExp) return w.test(reply);
    if (w.not) return !text.includes(w.not.toLowerCase());
    if (w.unit) return figures.some(([, n, unit]) => unit === w.unit && Math.abs(Number(n) - w.near) <= 0.51);
    return text.includes(w.toLowerCase());
  };
  return wanted.filter((w) => !met(w)).map((w) => (w.not ? `not "${w.not}"` : w.unit ? `${w.near} ${w.unit}` : String(w)));
}

/** Where two values of the same shape part. Rows are compared whatever their order. */
function differences(actual, expected, path) {
  if (Array.isArray(expected)) {
    const have = actual.map((row) => JSON.stringify(row)), missing = [];
    for (const row of expected.map((r) => JSON.stringify(r))) {
      const at = have.indexOf(row);
      if (at < 0) missing.push(`${path} lack ${row}`);
      else have.splice(at, 1);
    }
    return [...have.map((row) => `${path} have ${row}`), ...missing];
  }
  if (expected !== null && typeof expected === 'object')
    return Object.keys(expected).flatMap((key) => differences(actual?.[key], expected[key], `${path}.${key}`));
  return Object.is(actual, expected) ? [] : [`${path} is ${actual} instead of ${expected}`];
}

/** How many of 7, 30 days in a row with an entry a person has had. */
function milestones(person) {
  const days = new Set(['foods', 'waters', 'gyms'].flatMap((list) => person.state[list].map((r) => dateOf(person.zone, r.at))));
  let notes = 0, row = 0;
  for (const day of [...days].sort()) {
    row = days.has(plusDays(day, -1)) ? row + 1 : 1;
    if (row === 7 || row === 30) notes += 1;
  }
  return notes;
}

/** The server's clock, which goes on by itself and is moved ahead. */
class Clock {
  constructor(server) { this.server = server; }
  async read() {
    const now = await this.server.now();
    this.ahead = now.getTime() - Date.now();
    return now.getTime();
  }
  async moveTo(instant) {
    const seconds = (instant - Date.now() - this.ahead) / 1000;
    if (seconds <= 0) return;
    this.ahead = (await this.server.advance(seconds)).getTime() - Date.now();
  }
}

/** The month on a server of its own, which is killed before the texts of these numbers.
 *  `heard` is every text that a person got, `faults` what was not as it must be. */
export async function live(killBefore = new Set()) {
  const server = await Server.start();
  try {
    const clock = new Clock(server);
    const start = await clock.read();
    const firstDay = firstDayAfter(start);
    const eve = instantOf('UTC', firstDay, '00:00') - 86_400_000;
    // In two steps: it may be further than the clock moves at once.
    await clock.moveTo((start + eve) / 2);
    await clock.moveTo(eve);

    const people = scripts.map(({ name }, i) => Object.assign(new Person(), { name, number: `+1555300000${i}`, got: [], read: 0 }));
    const faults = [], heard = [];
    const readOutbox = async () => {
      for (const person of people) {
        const { texts, last } = await server.outbox(person.number, person.read);
        person.read = last;
        for (const { at, body } of texts) {
          heard.push([iso(Date.parse(at)), `${person.name} < ${body}`]);
          person.got.push([iso(Date.parse(at)), body]);
        }
      }
    };
    const compare = async (when) => {
      await readOutbox();
      for (const person of people) {
        faults.push(...differences(stored(server, person.number), person.expected(), `${when}, ${person.name}: stored`));
        const reminders = person.got.filter(([, body]) => body.startsWith('Reminder'));
        faults.push(...differences(reminders, person.reminded.map(({ at, body }) => [iso(at), body]), `${when}, ${person.name}: reminders`));
      }
    };

    const texts = timetable(firstDay);
    let nextMidnight = instantOf('UTC', plusDays(firstDay, 1), '00:00');
    for (const [n, { who, day, clock: local, text, effect, at }] of texts.entries()) {
      if (at >= nextMidnight) {
        // One wrong row would be told again every day.
        if (faults.length === 0) await compare(`before ${iso(nextMidnight)}`);
        nextMidnight += 86_400_000;
      }
      if (killBefore.has(n)) {
        await readOutbox();
        await server.kill();
        await server.startAgain();
        await clock.read();
      }
      await clock.moveTo(at);
      const person = people[who];
      person.until(at);
      person.texts += 1;
      const wanted = effect(person);
      // Every second one comes as Twilio would bring it.
      const reply = n % 2 === 0 ? await server.say(person.number, text) : (await server.sms(person.number, text)).join('\n');
      heard.push([iso(at), `${person.name} "${text}" -> ${reply}`]);
      for (const lack of lacking(reply, wanted)) faults.push(`day ${day} ${local}, ${person.name}: "${text}" -> "${reply}" lacks ${lack}`);
    }
    for (const person of people) person.until(texts.at(-1).at);
    await compare('at the end');
    for (const person of people) {
      const notes = heard.filter(([, line]) => line.startsWith(`${person.name} "`) && line.includes('days in a row')).length;
      const due = person.name.startsWith('nurse') ? 0 : milestones(person);
      if (notes !== due) faults.push(`${person.name} got ${notes} notes of days in a row instead of ${due}`);
    }
    for (const person of people)
      for (const table of strangeRows(server, person.number)) faults.push(`${person.name} has rows in ${table}`);
    // What came by itself is read now and then; this is when it came.
    heard.sort((a, b) => (a.join(' ') < b.join(' ') ? -1 : 1));
    return { texts, heard, faults };
  } finally {
    await server.remove();
  }
}
