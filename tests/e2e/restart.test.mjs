// What was acknowledged survives kill -9 and SIGTERM under load.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Server, newNumber, pause, textsOfTwiml } from './support/server.mjs';

let server;
before(async () => { server = await Server.start(); });
after(async () => { await server?.remove(); });

/** Texts from many people until told to stop; what was acknowledged and with which words. */
function load(people) {
  const acknowledged = new Map();
  const refused = [];
  let on = true;
  const workers = people.map(async (from, i) => {
    for (let n = 1; on; n += 1) {
      const form = Server.form(from, `drank ${100 + i} ml`);
      try {
        const answer = await server.webhook(form, { limit: 15_000 });
        if (answer.status === 200) acknowledged.set(form.MessageSid, { from, form, texts: textsOfTwiml(answer.text) });
        else refused.push(answer.status);
      } catch (e) {
        refused.push(e.code ?? e.message);
      }
      if (refused.length > 50) break;
    }
  });
  return { acknowledged, refused, end: async () => { on = false; await Promise.all(workers); } };
}

function assertStoredOnce(acknowledged) {
  const stored = new Map(server.sql('select dedupe_key, count(*) from message_log group by 1').map(([key, n]) => [key, Number(n)]));
  let honest = 0;
  for (const [sid, { texts }] of acknowledged) {
    const claims = texts.some((t) => /\d+ ?ml|\bL\b|water/i.test(t)) && !texts.some((t) => /not|sorry|again/i.test(t));
    if (!claims) { honest += 1; continue; }
    assert.equal(stored.get(sid), 1, `acknowledged as ${JSON.stringify(texts)} but stored ${stored.get(sid) ?? 0} times`);
  }
  for (const [, n] of stored) assert.equal(n, 1);
  assert.equal(server.value('select count(*) from (select message_id from water_logs group by message_id having count(*) > 1) x'), '0');
  assert.equal(server.value('select count(*) from water_logs w where not exists (select from message_log m where m.id = w.message_id)'), '0');
  return honest;
}

test('totals are the same after kill -9', async () => {
  const from = newNumber();
  await server.say(from, 'drank 400 ml');
  await server.sms(from, 'drank 350 ml');
  const before = await server.say(from, 'how much water today');
  assert.match(before, /750/);
  await server.kill();
  await server.startAgain();
  assert.equal(await server.say(from, 'how much water today'), before);
});

test('kill -9 under load loses nothing that was acknowledged, and a repeated text gets its answer', async () => {
  const people = Array.from({ length: 12 }, newNumber);
  const running = load(people);
  await pause(1500);
  await server.kill();
  await running.end();
  await server.startAgain();
  assert.ok(running.acknowledged.size > 20, `only ${running.acknowledged.size} texts`);
  assertStoredOnce(running.acknowledged);
  const [[, last]] = [...running.acknowledged].slice(-1);
  assert.deepEqual(textsOfTwiml((await server.webhook(last.form)).text), last.texts);
  assertStoredOnce(running.acknowledged);
});

test('SIGTERM under load ends within 10 s with nothing lost', async () => {
  const people = Array.from({ length: 20 }, newNumber);
  const running = load(people);
  await pause(1500);
  const ended = await server.stop();
  await running.end();
  assert.equal(ended.code, 0, server.log(10));
  assert.ok(ended.took < 10_000, `took ${ended.took} ms`);
  await server.startAgain();
  assert.ok(running.acknowledged.size > 20);
  assert.equal(assertStoredOnce(running.acknowledged), 0, 'a drained server has nothing to apologise for');
});

test('an idle server stops at once', async () => {
  const ended = await server.stop();
  assert.equal(ended.code, 0);
  assert.ok(ended.took < 5000, `took ${ended.took} ms`);
  await server.startAgain();
});
