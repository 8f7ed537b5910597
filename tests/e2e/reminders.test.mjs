// A reminder fires at its local time, once, also after a restart. The simulator's clock moves.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Server, localTime, newNumber } from './support/server.mjs';

const ZONE = 'America/New_York';
let server;
before(async () => { server = await Server.start({ SMS_ASSISTANT_USERS_DEFAULT_TIMEZONE: ZONE }); });
after(async () => { await server?.remove(); });

/** Moves to the next `hour` o'clock in the zone, less `secondsBefore`; days may have 23 to 25 hours. */
async function moveTo(hour, secondsBefore = 0) {
  const now = (await server.now()).getTime();
  let at = Math.ceil((now + 1000) / 60_000) * 60_000 + secondsBefore * 1000;
  at = Math.ceil(at / 60_000) * 60_000;
  for (;; at += 60_000) {
    const local = localTime(new Date(at), ZONE);
    if (local.hour === hour && local.minute === 0) break;
  }
  return server.advance((at - secondsBefore * 1000 - now) / 1000);
}

test('a reminder fires at its local time and not before', async () => {
  const from = newNumber();
  await moveTo(9);
  const reply = await server.say(from, 'remind me to call mom at 3pm');
  assert.match(reply, /3(:00)? ?pm/i);
  assert.match(reply, /call mom/i);
  await moveTo(15, 90);
  assert.deepEqual((await server.outbox(from)).texts, []);
  const now = await server.advance(120);
  assert.equal(localTime(now, ZONE).hour, 15);
  const { texts } = await server.outbox(from);
  assert.equal(texts.length, 1);
  assert.match(texts[0].body, /call mom/i);
  await server.advance(3 * 86_400);
  assert.equal((await server.outbox(from)).texts.length, 1, 'once is enough');
});

/** A server that was started again shows real time: moves it to an instant of before. */
async function moveUntil(instant) {
  return server.advance((instant - await server.now()) / 1000);
}

test('a reminder set before kill -9 fires after the restart', async () => {
  const from = newNumber();
  await server.say(from, 'remind me to water the plants in 2 hours');
  const due = new Date(await server.now()).getTime() + 2 * 3600_000;
  await server.kill();
  await server.startAgain();
  await moveUntil(due - 120_000);
  assert.deepEqual((await server.outbox(from)).texts, []);
  await server.advance(240);
  const { texts } = await server.outbox(from);
  assert.equal(texts.length, 1);
  assert.match(texts[0].body, /water (the )?plants/i);
  await server.advance(86_400);
  assert.equal((await server.outbox(from)).texts.length, 1);
});

test('a reminder that fell due long ago, while the server was down, is made up for once', async () => {
  const from = newNumber();
  await server.say(from, 'remind me to stretch in 2 minutes');
  const now = (await server.now()).getTime();
  await server.stop();
  await server.startAgain();
  await moveUntil(now + 3600_000);
  assert.equal((await server.outbox(from)).texts.length, 1);
});

test('a reminder that was done or cancelled stays silent', async () => {
  const from = newNumber();
  await server.say(from, 'remind me to buy stamps in 1 hour');
  await server.say(from, 'undo');
  await server.advance(7200);
  assert.deepEqual((await server.outbox(from)).texts, []);
});

test('a daily reminder keeps its local time when clocks change', async () => {
  const from = newNumber();
  await server.say(from, 'remind me to take vitamins every day at 8am');
  const offset = (instant) => localTime(instant, ZONE).hour - instant.getUTCHours();
  let seen = 0, changes = 0, now = await server.now();
  const summer = offset(now);
  // To the last days before the next change of clocks, then day by day across it.
  const ahead = (days) => new Date(now.getTime() + days * 86_400_000);
  let days = 1;
  while ((offset(ahead(days)) - summer) % 24 === 0) days += 1;
  if (days > 4) now = await server.advance((days - 3) * 86_400);
  let before = offset(await moveTo(8, 60));
  for (let day = 0; day < 6; day += 1) {
    seen = (await server.outbox(from)).texts.length;
    now = await server.advance(120);
    const { texts } = await server.outbox(from);
    assert.equal(texts.length, seen + 1, `at ${now.toISOString()}`);
    assert.match(texts.at(-1).body, /vitamins/);
    const local = localTime(await moveTo(8, 60), ZONE);
    assert.deepEqual([local.hour, local.minute], [7, 59]);
    const after = offset(await server.now());
    if ((after - before) % 24 !== 0) changes += 1;
    before = after;
  }
  assert.equal(changes, 1, 'the clocks changed once on the way');
});
