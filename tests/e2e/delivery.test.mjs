// What leaves the server: taken once by the carrier, followed to its end, stopped by STOP. The same
// for every carrier.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { createRequire } from 'node:module';
import { ACCOUNT, Server, TOKEN, newNumber, until } from './support/server.mjs';
import { FakeAndroid } from './support/fake_android.mjs';
import { FakeTwilio } from './support/fake_twilio.mjs';

const require = createRequire(import.meta.url);

for (const Carrier of [FakeTwilio, FakeAndroid]) describe(`through ${Carrier.title}`, () => {
  let carrier, server;
  before(async () => {
    carrier = await Carrier.start();
    server = await Server.start(carrier.environment());
    carrier.bringsTo(server);
  });
  after(async () => {
    await server?.remove();
    await carrier?.stop();
    assert.deepEqual(carrier?.violations, []);
  });

  /** A text that the carrier holds and we never heard of, and its answer by the carrier's interface. */
  async function answered(from, body) {
    const had = carrier.sentTo(from).length;
    const inbound = carrier.missed(from, body);
    await until(`an answer to ${body}`, () => carrier.sentTo(from).length > had);
    return { inbound, sent: carrier.sentTo(from).at(-1) };
  }
  const say = (from, body, more) => carrier.say(server, from, body, more);
  const row = (message) => server.sql(`select status, attempts, coalesce(error_code::text, '') from outbox where provider_id = '${message.sid}'`)[0];
  const events = (message) => server.sql(`select e.event from outbox_events e join outbox o on o.id = e.outbox_id where o.provider_id = '${message.sid}' order by e.id`).flat();
  const recorded = (message) => until('the record of a send', () => row(message));

  if (Carrier === FakeTwilio) test('the stand-in is one to Twilio’s own client', async () => {
    const { RequestClient } = require('twilio');
    class Local extends RequestClient {
      request(o) { const u = new URL(o.uri); return super.request({ ...o, uri: carrier.url + u.pathname + u.search }); }
    }
    const client = require('twilio')(ACCOUNT, TOKEN, { httpClient: new Local({ timeout: 3000 }) });
    const to = newNumber();
    const made = await client.messages.create({ to, from: '+15005550001', body: 'hello' });
    assert.equal(made.status, 'queued');
    const [listed] = await client.messages.list({ to, limit: 5 });
    assert.equal(listed.sid, made.sid);
    assert.ok(listed.dateCreated instanceof Date);
    const answer = (await answered(newNumber(), 'drank 250 ml')).sent;
    assert.match(answer.callback, /^https:\/\/bot\.example\.com\/webhooks\/twilio\/status\?text=\d+&user=\d+$/);
  });

  test('a text that never reached us is handled once, in order, and answered', async () => {
    const from = newNumber();
    const { inbound, sent } = await answered(from, 'drank 250 ml');
    assert.match(sent.body, /250/);
    carrier.missed(from, 'drank 300 ml', 250);
    carrier.missed(from, 'drank 400 ml', 240);
    await until('both answers', () => carrier.sentTo(from).length === 3);
    assert.match(carrier.sentTo(from)[2].body, /950/);
    // The webhook comes after all: nothing is said or stored twice.
    assert.equal(await carrier.again(server, inbound), 200);
    assert.equal(server.count('water_logs', Server.of(from)), 3);
    // What was answered by webhook is not answered again.
    const other = newNumber();
    assert.equal((await say(other, 'drank 100 ml')).length, 1);
    carrier.forgetsIts(carrier.last);
    await answered(newNumber(), 'drank 1 ml'); // a sweep has passed
    await answered(newNumber(), 'drank 1 ml');
    assert.equal(carrier.sentTo(other).length, carrier.answersInline ? 0 : 1);
    assert.equal(server.count('water_logs', Server.of(other)), 1);
  });

  test('reports move a text to its end, in any order, and forged ones are refused', async () => {
    const { sent } = await answered(newNumber(), 'drank 250 ml');
    await recorded(sent);
    assert.equal(await carrier.report(server, sent, 'delivered', { signature: 'bm9wZQ==' }), 403);
    if (Carrier === FakeTwilio)
      assert.equal(await carrier.report(server, { ...sent, callback: sent.callback.replace(/text=\d/, 'text=9') }, 'failed', { signature: 'bm9wZQ==' }), 403);
    assert.equal(row(sent)[0], 'queued');
    assert.equal(await carrier.report(server, sent, 'sending'), 200);
    for (const status of ['delivered', 'sent', 'delivered', 'sent']) assert.equal(await carrier.report(server, sent, status), 200);
    assert.deepEqual(row(sent), ['delivered', '1', '']);
    assert.deepEqual(events(sent), ['queued', 'delivered']);
    const second = (await answered(sent.to, 'drank 300 ml')).sent;
    await recorded(second);
    assert.equal(await carrier.report(server, second, 'sent'), 200);
    assert.equal(await carrier.report(server, second, carrier.end.status, carrier.end), 200);
    assert.deepEqual(row(second), [carrier.end.status, '1', carrier.end.code]);
    assert.deepEqual(events(second), ['queued', 'sent', carrier.end.status]);
  });

  test('a report that got lost is found in the list', async () => {
    const { sent } = await answered(newNumber(), 'drank 250 ml');
    await recorded(sent);
    Object.assign(sent, { status: 'delivered', price: '-0.00830' });
    await until('the report', () => row(sent)[0] === 'delivered');
    if (Carrier === FakeTwilio)
      assert.equal(server.value(`select price_micros from outbox where provider_id = '${sent.sid}'`), '8300');
  });

  test('a connection that drops after the text was taken: it is there once', async () => {
    const from = newNumber();
    let drops = 2;
    carrier.behave = (form) => (form.To === from && drops-- > 0 ? { drop: true } : {});
    const { sent } = await answered(from, 'drank 250 ml');
    await until('settlement', () => row(sent)?.[0] === 'queued', 60_000);
    assert.equal(carrier.sentTo(from).length, 1);
    assert.ok(events(sent).includes('queued'));
    // The same words again are another text.
    carrier.behave = () => ({});
    const again = (await answered(from, 'drank 250 ml')).sent;
    await recorded(again);
    assert.equal(carrier.sentTo(from).length, 2);
  });

  test('a connection that drops before, a 500 and a 429: sent later, once', async () => {
    for (const fault of [{ accept: false, drop: true }, { accept: false, status: 500 }, { accept: true, status: 503 }, { accept: false, status: 429, code: 20429, retryAfter: 1 }]) {
      const from = newNumber();
      let failed = false;
      carrier.behave = (form) => (form.To === from && !failed ? ((failed = true), fault) : {});
      const { sent } = await answered(from, 'drank 250 ml');
      await until('its record', () => row(sent)?.[0] === 'queued');
      assert.ok(failed);
      assert.equal(carrier.sentTo(from).length, 1, JSON.stringify(fault));
    }
    carrier.behave = () => ({});
  });

  test('each error decides what happens next', async () => {
    for (const { fault, code, stopped } of carrier.refusals) {
      const from = newNumber();
      const stops = () => server.count('opt_outs', 'ended_at is null');
      const before = stops();
      carrier.behave = (form) => (form.To === from ? { accept: false, ...fault } : {});
      carrier.missed(from, 'drank 250 ml');
      await until(code, () => server.value(`select status from outbox where ${Server.of(from)}`) === 'failed');
      if (stopped) await until('the refusal', () => stops() === before + 1);
      assert.equal(stops(), before + (stopped ? 1 : 0), code);
      assert.equal(server.value(`select error_code from outbox where ${Server.of(from)}`), code);
      assert.equal(carrier.requests.filter((r) => r.To === from).length, 1, 'tried again in vain');
    }
    carrier.behave = () => ({});
  });

  test('after STOP nothing is sent, reminders neither, until START', async () => {
    const from = newNumber();
    await say(from, 'drank 250 ml');
    await say(from, 'remind me to stretch in 4 seconds');
    const had = carrier.sentTo(from).length;
    assert.deepEqual(await say(from, 'Stop'), []);
    await until('the reminder to be withheld', () => server.value(`select status from outbox where ${Server.of(from)} and kind = 'reminder'`) === 'failed');
    assert.equal(server.value(`select e.provider_status from outbox_events e join outbox o on o.id = e.outbox_id where o.${Server.of(from)} and o.kind = 'reminder'`), 'stopped');
    assert.deepEqual(await say(from, 'drank 100 ml'), []);
    assert.deepEqual(await say(from, 'yes please'), []);
    assert.equal(carrier.sentTo(from).length, had);
    // Twilio confirms a START itself; a phone does not.
    assert.equal((await say(from, 'START')).length, carrier.answersInline ? 0 : 1);
    assert.match((await say(from, 'drank 100 ml'))[0], /450/);
    // A STOP that only the carrier knows counts from its own moment: the START after it stands.
    carrier.missed(from, 'STOP', 3000);
    await answered(newNumber(), 'drank 1 ml');
    assert.equal((await say(from, 'drank 50 ml')).length, 1);
    // YES undoes a STOP, as it does at the carrier; so does a word that Twilio tells of.
    await say(from, Carrier === FakeTwilio ? 'arret' : 'stop', { OptOutType: 'STOP' });
    assert.deepEqual(await say(from, 'drank 10 ml'), []);
    await say(from, 'YES');
    assert.equal((await say(from, 'drank 10 ml')).length, 1);
  });

  test('STOP from somebody unknown is kept, and START ends it', async () => {
    const stops = () => server.count('opt_outs', 'ended_at is null');
    const from = newNumber();
    const before = stops();
    await say(from, 'STOP');
    assert.equal(stops(), before + 1);
    await say(from, 'STOP');
    assert.equal(stops(), before + 1);
    await say(from, 'UNSTOP');
    assert.equal(stops(), before);
  });

  if (Carrier === FakeAndroid) test('events without a right, fresh signature of that phone are refused', async () => {
    const from = newNumber();
    const payload = { messageId: 'a1', message: 'drank 250 ml', sender: from, receivedAt: new Date().toISOString() };
    for (const fault of [{ signature: null }, { signature: '00' }, { at: Date.now() - 600_000 }, { at: Date.now() + 600_000 }, { deviceId: 'another' }])
      assert.equal(await carrier.event(server, 'sms:received', payload, fault), 403, JSON.stringify(fault));
    assert.equal(await carrier.event(server, 'sms:received', { ...payload, receivedAt: 'yesterday' }), 400);
    assert.equal(server.count('users', `phone = '${from}'`), 0);
    // A name is no number to answer to; an unknown event is nothing to note.
    assert.equal(await carrier.event(server, 'sms:received', { ...payload, sender: 'My Bank' }), 200);
    assert.equal(await carrier.event(server, 'sms:data-received', { ...payload, data: 'AA==' }), 200);
    // A photo gets a polite word; a text that is too long is not half understood.
    assert.equal(await carrier.event(server, 'mms:received', { messageId: 'm1', transactionId: 'T1', subject: null, size: 125684, sender: from, receivedAt: new Date().toISOString() }), 200);
    assert.equal(await carrier.event(server, 'sms:received', { ...payload, messageId: 'a2', message: 'x'.repeat(1601) }), 200);
    await until('both answers', () => carrier.sentTo(from).length === 2);
    assert.match(carrier.sentTo(from)[1].body, /too long/);
    assert.equal(server.count('water_logs', Server.of(from)), 0);
  });

  test('one person gets so many a minute; the counters say what was held', async () => {
    await server.stop();
    server.environment = carrier.environment({ SMS_ASSISTANT_SMS_TEXTS_PER_USER_MINUTE: '3' });
    await server.startAgain();
    const from = newNumber();
    for (let i = 0; i < 5; i += 1) carrier.missed(from, `drank ${100 + i} ml`, 300 - i);
    await until('the first three', () => carrier.sentTo(from).length >= 3);
    await until('the rest to be queued', () => server.count('outbox', Server.of(from)) === 5);
    assert.equal(server.count('outbox', `${Server.of(from)} and status = 'pending'`), 2);
    assert.match((await server.get('/metrics')).text, /sms_texts_held_total\{reason="user-rate"\} [1-9]/);
  });
});
