// A reminder fires at its local time, once, also after a restart. The simulator's clock moves.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Server, localTime, newNumber } from './support/server.mjs';

const ZONE = 'America/New_York';
let server;
before(async () => { server = await Server.start({ SMS_ASSISTANT_USERS_DEFAULT_TIMEZONE: ZONE }); });
after(async () => { await server?.remove(); });

/** Moves to the next `hour` o'clock in the zone, less `secondsBefore`. */
async function moveTo(hour, secondsBefore = 0) {
  const now = await server.now();
  const { hour: h, minute: m } = localTime(now, ZONE);
  let seconds = ((hour - h + 24) % 24) * 3600 - m * 60 - now.getUTCSeconds() - secondsBefore;
  if (seconds <= 0) seconds += 86_400;
  return server.advance(seconds);
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

test('a reminder set before kill -9 fires after the restart', async () => {
  const from = newNumber();
  await server.say(from, 'remind me to water the plants in 2 hours');
  await server.kill();
  await server.startAgain();
  await server.advance(3600);
  assert.deepEqual((await server.outbox(from)).texts, []);
  await server.advance(3700);
  const { texts } = await server.outbox(from);
  assert.equal(texts.length, 1);
  assert.match(texts[0].body, /water the plants/i);
});

test('a reminder that fell due while the server was down is made up for', async () => {
  const from = newNumber();
  await server.say(from, 'remind me to stretch in 2 minutes');
  await server.stop();
  await server.startAgain();
  await server.advance(3600);
  const { texts } = await server.outbox(from);
  assert.equal(texts.length, 1);
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
  // A year holds both changes; each text must come at eight.
  for (let days = 0; days < 360; days += 60) await server.advance(60 * 86_400);
  const { texts } = await server.outbox(from);
  assert.ok(texts.length > 340 && texts.length < 380, `${texts.length} texts`);
});
