// A year of people's reminders, in three zones, over every change of their clocks and five
// restarts: each comes exactly once, at its local minute. What is due when is worked out by rrule
// and luxon; the server's own calendar has no say in it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DateTime } from 'luxon';
import rrule from 'rrule';
import { FakeTwilio } from './support/fake_twilio.mjs';
import { Server, newNumber } from './support/server.mjs';

const { RRule } = rrule;
const ZONES = ['America/New_York', 'Europe/Berlin', 'Australia/Sydney'];

/** The instant of a wall-clock time: after a gap, and the first of two. */
function instantOf(local, zone) {
  const at = DateTime.fromObject({
    year: local.getUTCFullYear(), month: local.getUTCMonth() + 1, day: local.getUTCDate(),
    hour: local.getUTCHours(), minute: local.getUTCMinutes(),
  }, { zone });
  const earlier = at.minus({ hours: 1 });
  return (earlier.hour === at.hour && earlier.minute === at.minute ? earlier : at).toMillis();
}

/** A wall-clock time as rrule wants it: written as if it were UTC. */
const floating = (at) => new Date(Date.UTC(at.year, at.month - 1, at.day, at.hour, at.minute));

/** All times of a series after `now`, by the calendar library. */
function timesOf(series, zone, now, end) {
  const [hour, minute] = series.at;
  const today = now.setZone(zone).startOf('day');
  let start = today.set({ hour, minute });
  if (series.once) return [instantOf(floating(DateTime.fromObject({ ...series.once, hour, minute }, { zone: 'utc' })), zone)];
  // What comes every other week starts with the first such day ahead.
  if (series.rule.interval > 1)
    while (start <= now || start.weekday !== series.rule.byweekday[0].weekday + 1)
      start = start.plus({ days: 1 });
  else if (start <= now) start = start.plus({ days: 1 });
  const rule = new RRule({ ...series.rule, dtstart: floating(start) });
  return rule.between(floating(today), floating(end.setZone(zone).plus({ days: 1 })), true)
    .map((local) => instantOf(local, zone)).filter((at) => at > now.toMillis());
}

const clock = ([hour, minute]) => `${hour % 12 || 12}:${String(minute).padStart(2, '0')}${hour < 12 ? 'am' : 'pm'}`;

/** What one person asks for: the words, and the same for the calendar library. */
function wishes(person) {
  const zone = ZONES[person % 3];
  const hour = person % 2 ? 7 : 18;
  const list = [
    { what: 'water the plants', said: 'every monday and thursday', at: [hour, 15], rule: { freq: RRule.WEEKLY, byweekday: [RRule.MO, RRule.TH] } },
    { what: 'pay rent', said: 'on the 15th of every month', at: [hour, 15], rule: { freq: RRule.MONTHLY, bymonthday: 15 } },
    { what: 'take out the trash', said: 'every other friday', at: [hour, 15], rule: { freq: RRule.WEEKLY, interval: 2, byweekday: [RRule.FR] } },
  ];
  if (person < 3) {
    list.push({ what: 'take vitamins', said: 'every weekday', at: [hour, 15], rule: { freq: RRule.WEEKLY, byweekday: [RRule.MO, RRule.TU, RRule.WE, RRule.TH, RRule.FR] } });
    // Clocks change on Sundays in the small hours: a gap in spring, an hour twice in autumn.
    list.push({ what: 'feed the cat', said: 'every sunday', at: [2, 30], rule: { freq: RRule.WEEKLY, byweekday: [RRule.SU] } });
    list.push({ what: 'wind the clock', said: 'every sunday', at: [1, 30], rule: { freq: RRule.WEEKLY, byweekday: [RRule.SU] } });
  } else if (person < 9) {
    list.push({ what: 'take antibiotics', said: 'every day', tail: ' for 10 days', at: [hour, 15], rule: { freq: RRule.DAILY, count: 10 } });
    list.push({ what: 'call grandma', said: 'on february 28', at: [hour, 15], once: { year: 2027, month: 2, day: 28 } });
  }
  return { zone, list };
}

/** Lets a year pass for so many people. `texts` answers what came since it was asked last: {to, body, at}. */
async function year(server, people, texts) {
  const phones = Array.from({ length: people }, newNumber);
  const expected = new Map(); // "phone|what" -> instants
  const start = DateTime.fromJSDate(await server.now());
  const end = start.plus({ days: 366 });
  for (const [person, phone] of phones.entries()) {
    const { zone, list } = wishes(person);
    assert.match(await server.say(phone, `timezone ${zone}`), /Set|set already/);
    for (const wish of list) {
      if (wish.once && wish.once.year === 2027 && start.year !== 2026) wish.once.year = start.month > 2 ? start.year + 1 : start.year;
      const now = DateTime.fromJSDate(await server.now());
      const reply = await server.say(phone, `remind me ${wish.said} at ${clock(wish.at)}${wish.tail ?? ''} to ${wish.what}`);
      assert.match(reply, /^Reminder set/, `${wish.what}: ${reply}`);
      expected.set(`${phone}|${wish.what}`, timesOf(wish, zone, now, end).filter((at) => at <= end.toMillis()));
    }
  }

  const came = new Map();
  async function collect() {
    for (const { to, body, at } of await texts()) {
      const whats = body.startsWith('Reminders')
        ? body.split('\n').slice(1).map((line) => line.replace(/^\d+\. /, ''))
        : [body.replace(/^Reminder: /, '')];
      for (const what of whats) {
        const key = `${to}|${what}`;
        came.set(key, [...(came.get(key) ?? []), Date.parse(at)]);
      }
    }
  }

  const began = Date.now();
  let restarts = 0;
  for (let day = 0; day < 366; day += 6) {
    const target = Math.min(start.plus({ days: day + 6 }).toMillis(), end.toMillis());
    const ahead = (target - (await server.now()).getTime()) / 1000;
    if (ahead > 0) await server.advance(ahead);
    await collect();
    if (day % 60 === 30 && restarts < 5) {
      restarts += 1;
      // By turns asked to stop and killed.
      if (restarts % 2) await server.stop(); else await server.kill();
      await server.startAgain();
    }
  }
  const took = (Date.now() - began) / 1000;
  assert.equal(restarts, 5);

  let total = 0;
  for (const [key, times] of expected) {
    const got = (came.get(key) ?? []).map((at) => Math.floor(at / 60_000) * 60_000);
    // The last minutes of the year are not waited for.
    const until = end.toMillis() - 60_000;
    assert.deepEqual(
      got.filter((at) => at <= until).map((at) => new Date(at).toISOString()),
      times.filter((at) => at <= until).map((at) => new Date(at).toISOString()), key);
    total += times.length;
  }
  for (const key of came.keys()) assert.ok(expected.has(key), `nobody asked for ${key}`);
  assert.ok(total > people * 120, `${total} reminders`);
  assert.equal(server.count('notices'), [...came.values()].flat().length, 'the ledger has each of them');
  console.log(`${total} reminders in ${took.toFixed(1)} s`);
  return took;
}

test('a year of twenty people passes and nothing is early, late, twice or lost', async () => {
  const server = await Server.start();
  try {
    let seen = 0;
    const took = await year(server, 20, async () => {
      const { texts } = (await server.get(`/simulator/outbox?after=${seen}`)).json();
      for (const { number } of texts) seen = Math.max(seen, number);
      return texts;
    });
    assert.ok(took <= 60, `${took} s`);
  } finally {
    await server.remove();
  }
});

// The same through Twilio's interface: what Twilio holds is what came, and nothing is there twice. Only
// when it was handed over has to be read from the ledger, as Twilio knows no simulated time.
test('a year of six people passes through Twilio', async () => {
  const twilio = await FakeTwilio.start();
  const server = await Server.start(twilio.environment({
    SMS_ASSISTANT_SIMULATOR: 'on', SMS_ASSISTANT_SIMULATOR_BESIDE_TWILIO: 'true', SMS_ASSISTANT_SIMULATOR_THROUGH_CARRIER: 'true',
  }));
  try {
    let seen = 0;
    await year(server, 6, async () => {
      const taken = twilio.taken().slice(seen);
      seen += taken.length;
      if (!taken.length) return [];
      const at = new Map(server.sql(`select provider_id, to_char(sent_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
        from outbox where provider_id in (${taken.map((m) => `'${m.sid}'`).join(',')})`));
      return taken.map((m) => ({ to: m.to, body: m.body, at: at.get(m.sid) }));
    });
    assert.deepEqual(twilio.violations, []);
    assert.equal(server.count('outbox', "status <> 'queued'"), 0, 'each is recorded as taken');
  } finally {
    await server.remove();
    await twilio.stop();
  }
});
