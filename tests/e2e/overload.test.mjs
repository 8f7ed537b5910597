// More than the server takes at once: the rest is told to come again, early and cheaply, and what
// was taken is answered and stored.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { after, before, test } from 'node:test';
import { Server, newNumber, textsOfTwiml } from './support/server.mjs';

let server;
before(async () => {
  server = await Server.start({ SMS_ASSISTANT_SERVER_MAX_TURNS_IN_FLIGHT: '4', SMS_ASSISTANT_USERS_SIGN_UP: 'open' });
});
after(async () => { await server?.remove(); });

const residentKiB = () => Number(fs.readFileSync(`/proc/${server.child.pid}/status`, 'utf8').match(/VmRSS:\s+(\d+)/)[1]);

test('ten times too many texts at once: some are answered, the rest is refused with Retry-After', async () => {
  const people = Array.from({ length: 160 }, newNumber);
  for (const from of people.slice(0, 5)) await server.sms(from, 'hello');
  const before = residentKiB();

  const taken = [];
  let refused = 0;
  for (let wave = 0; wave < 5; wave += 1)
    await Promise.all(people.map(async (from) => {
      const form = Server.form(from, 'drank 100 ml');
      const answer = await server.webhook(form);
      if (answer.status === 503) {
        refused += 1;
        assert.ok(Number(answer.headers['retry-after']) >= 1, 'no Retry-After');
        assert.equal(answer.text, '');
      } else {
        assert.equal(answer.status, 200);
        assert.equal(textsOfTwiml(answer.text).length, 1);
        taken.push(form.MessageSid);
      }
    }));
  assert.ok(refused > 0, 'nothing was refused');
  assert.ok(taken.length >= 5 * 4, `only ${taken.length} taken`);

  const stored = new Map(server.sql('select dedupe_key, count(*) from message_log group by 1').map(([k, n]) => [k, n]));
  for (const sid of taken) assert.equal(stored.get(sid), '1');
  assert.equal(server.count('water_logs'), taken.length, 'a refused text was stored');
  assert.ok(residentKiB() - before < 40 * 1024, `grew by ${residentKiB() - before} KiB`);
});

test('a refused text is taken when it comes again', async () => {
  const from = newNumber();
  const form = Server.form(from, 'drank 300 ml');
  let answer = await server.webhook(form);
  for (let i = 0; i < 50 && answer.status === 503; i += 1) answer = await server.webhook(form);
  assert.equal(answer.status, 200);
  assert.match(textsOfTwiml(answer.text)[0], /300 ml/);
});
