// kill -9 at random moments while texts come in that have to be answered through the outbox, by a
// carrier that fails in every way: each answer is taken by the carrier exactly once, none is lost.
// CHAOS_ROUNDS and CHAOS_SEED: how many rounds, and which; CHAOS_CARRIER: by one carrier only. The
// oracle is the carrier's own list.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Server, newNumber, pause, until } from './support/server.mjs';
import { FakeAndroid } from './support/fake_android.mjs';
import { FakeTwilio } from './support/fake_twilio.mjs';

const rounds = Number(process.env.CHAOS_ROUNDS ?? 10);
const seed = Number(process.env.CHAOS_SEED ?? 1);

/** mulberry32: the same seed, the same faults. */
function randomFrom(state) {
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

function anyFault(random) {
  const delay = Math.floor(random() * 120);
  const luck = random();
  if (luck < 0.15) return { drop: true, delay };
  if (luck < 0.2) return { drop: true, accept: false, delay };
  if (luck < 0.25) return { status: 503, delay };
  if (luck < 0.3) return { status: 500, accept: false, delay };
  if (luck < 0.35) return { status: 429, code: 20429, accept: false, retryAfter: 1 };
  return { delay };
}

const carriers = { twilio: FakeTwilio, android: FakeAndroid };
for (const [name, Carrier] of Object.entries(carriers).filter(([name]) => name === (process.env.CHAOS_CARRIER ?? name)))
test(`${rounds} rounds of kill -9 through ${Carrier.title} (seed ${seed})`, { timeout: 60_000 + rounds * 20_000 }, async () => {
  const random = randomFrom(seed);
  const carrier = await Carrier.start();
  const people = Array.from({ length: 6 }, newNumber);
  const inbound = [];
  carrier.behave = () => anyFault(random);
  const server = await Server.start(carrier.environment());
  carrier.bringsTo(server);
  try {
    for (let round = 0; round < rounds; round += 1) {
      for (const from of people) inbound.push(carrier.missed(from, `drank ${100 + inbound.length} ml`));
      await pause(Math.floor(random() * 1800));
      await server.kill();
      await server.startAgain();
    }
    carrier.behave = () => ({});
    await until('every text to be answered', () => server.count('outbox') === inbound.length
      && server.count('outbox', "status in ('pending', 'sending')") === 0, 180_000);

    const taken = carrier.taken();
    const known = server.sql('select provider_id from outbox').flat();
    assert.equal(taken.length, inbound.length, 'a text was taken twice, or never');
    assert.deepEqual(known.sort(), taken.map((m) => m.sid).sort());
    assert.equal(server.value(`select count(*) from (select dedupe_key from message_log where channel = '${name}' group by 1 having count(*) = 1) x`), String(inbound.length));
    for (const from of people) {
      const order = taken.filter((m) => m.to === from).map((m) => Number(m.body.match(/(\d+) ml/)[1]));
      assert.deepEqual(order, [...order].sort((a, b) => a - b), 'a person’s texts changed places');
    }
    assert.deepEqual(carrier.violations, []);
    console.log(`${rounds} kills, ${inbound.length} texts, ${carrier.requests.length} requests, ${taken.length} taken`);
  } finally {
    await server.remove();
    await carrier.stop();
  }
});
