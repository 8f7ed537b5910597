// What leaves the server: taken once by the carrier, followed to its end, stopped by STOP.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createRequire } from 'node:module';
import { ACCOUNT, Server, TOKEN, newNumber, until } from './support/server.mjs';
import { FakeTwilio } from './support/fake_twilio.mjs';

const require = createRequire(import.meta.url);
let twilio, server;
before(async () => {
  twilio = await FakeTwilio.start();
  server = await Server.start(twilio.environment());
});
after(async () => {
  await server?.remove();
  await twilio?.stop();
  assert.deepEqual(twilio?.violations, []);
});

/** A text that Twilio holds and we never heard of, and its answer by REST. */
async function answered(from, body) {
  const had = twilio.sentTo(from).length;
  const inbound = twilio.missed(from, body);
  await until(`an answer to ${body}`, () => twilio.sentTo(from).length > had);
  return { inbound, sent: twilio.sentTo(from).at(-1) };
}
const row = (message) => server.sql(`select status, attempts, coalesce(error_code::text, '') from outbox where provider_id = '${message.sid}'`)[0];
const events = (message) => server.sql(`select e.event from outbox_events e join outbox o on o.id = e.outbox_id where o.provider_id = '${message.sid}' order by e.id`).flat();
const recorded = (message) => until('the record of a send', () => row(message));

test('the stand-in is one to Twilio’s own client', async () => {
  const { RequestClient } = require('twilio');
  class Local extends RequestClient {
    request(o) { const u = new URL(o.uri); return super.request({ ...o, uri: twilio.url + u.pathname + u.search }); }
  }
  const client = require('twilio')(ACCOUNT, TOKEN, { httpClient: new Local({ timeout: 3000 }) });
  const to = newNumber();
  const made = await client.messages.create({ to, from: '+15005550001', body: 'hello' });
  assert.equal(made.status, 'queued');
  const [listed] = await client.messages.list({ to, limit: 5 });
  assert.equal(listed.sid, made.sid);
  assert.ok(listed.dateCreated instanceof Date);
});

test('a text that never reached us is handled once, in order, and answered', async () => {
  const from = newNumber();
  const { inbound, sent } = await answered(from, 'drank 250 ml');
  assert.match(sent.body, /250/);
  assert.match(sent.callback, /^https:\/\/bot\.example\.com\/webhooks\/twilio\/status\?text=\d+&user=\d+$/);
  twilio.missed(from, 'drank 300 ml', 250);
  twilio.missed(from, 'drank 400 ml', 240);
  await until('both answers', () => twilio.sentTo(from).length === 3);
  assert.match(twilio.sentTo(from)[2].body, /950/);
  // The webhook comes after all: nothing is said or stored twice.
  await server.webhook(Server.form(from, 'drank 250 ml', { MessageSid: inbound.sid }));
  assert.equal(server.count('water_logs', Server.of(from)), 3);
  // What was answered by webhook is not answered again.
  const other = newNumber();
  const form = Server.form(other, 'drank 100 ml');
  await server.webhook(form);
  twilio.messages.push({ ...inbound, sid: form.MessageSid, from: other });
  await answered(newNumber(), 'drank 1 ml'); // a sweep has passed
  assert.equal(twilio.sentTo(other).length, 0);
});

test('reports move a text to its end, in any order, and forged ones are refused', async () => {
  const { sent } = await answered(newNumber(), 'drank 250 ml');
  await recorded(sent);
  assert.equal(await twilio.report(server, sent, 'delivered', { signature: 'bm9wZQ==' }), 403);
  assert.equal(await twilio.report(server, { ...sent, callback: sent.callback.replace(/text=\d/, 'text=9') }, 'failed', { signature: 'bm9wZQ==' }), 403);
  assert.equal(row(sent)[0], 'queued');
  assert.equal(await twilio.report(server, sent, 'sending'), 200);
  for (const status of ['delivered', 'sent', 'delivered', 'sent']) assert.equal(await twilio.report(server, sent, status), 200);
  assert.deepEqual(row(sent), ['delivered', '1', '']);
  assert.deepEqual(events(sent), ['queued', 'delivered']);
  const second = (await answered(sent.to, 'drank 300 ml')).sent;
  await recorded(second);
  assert.equal(await twilio.report(server, second, 'sent'), 200);
  assert.equal(await twilio.report(server, second, 'undelivered', { code: 30007 }), 200);
  assert.deepEqual(row(second), ['undelivered', '1', '30007']);
  assert.deepEqual(events(second), ['queued', 'sent', 'undelivered']);
});

test('a report that got lost is found in the list', async () => {
  const { sent } = await answered(newNumber(), 'drank 250 ml');
  await recorded(sent);
  Object.assign(sent, { status: 'delivered', price: '-0.00830' });
  await until('the report', () => row(sent)[0] === 'delivered');
  assert.equal(server.value(`select price_micros from outbox where provider_id = '${sent.sid}'`), '8300');
});

test('a connection that drops after the text was taken: it is there once', async () => {
  const from = newNumber();
  twilio.behave = (form) => (form.To === from ? { drop: true } : {});
  const { sent } = await answered(from, 'drank 250 ml');
  await until('settlement', () => row(sent)?.[0] === 'queued');
  assert.equal(twilio.sentTo(from).length, 1);
  assert.ok(events(sent).includes('queued'));
  // The same words again are another text.
  twilio.behave = () => ({});
  const again = (await answered(from, 'drank 250 ml')).sent;
  await recorded(again);
  assert.equal(twilio.sentTo(from).length, 2);
});

test('a connection that drops before, a 500 and a 429: sent later, once', async () => {
  for (const fault of [{ accept: false, drop: true }, { accept: false, status: 500 }, { accept: true, status: 503 }, { accept: false, status: 429, code: 20429, retryAfter: 1 }]) {
    const from = newNumber();
    let failed = false;
    twilio.behave = (form) => (form.To === from && !failed ? ((failed = true), fault) : {});
    const { sent } = await answered(from, 'drank 250 ml');
    await until('its record', () => row(sent)?.[0] === 'queued');
    assert.ok(failed);
    assert.equal(twilio.sentTo(from).length, 1, JSON.stringify(fault));
  }
  twilio.behave = () => ({});
});

test('each error decides what happens next', async () => {
  for (const [code, stopped] of [[21610, 'carrier'], [21211, 'unreachable'], [21614, 'unreachable'], [21612, ''], [21617, '']]) {
    const from = newNumber();
    const stops = () => server.count('opt_outs', 'ended_at is null');
    const before = stops();
    twilio.behave = (form) => (form.To === from ? { accept: false, status: 400, code } : {});
    twilio.missed(from, 'drank 250 ml');
    await until(`${code}`, () => server.value(`select status from outbox where ${Server.of(from)}`) === 'failed');
    if (stopped) await until('the refusal', () => stops() === before + 1);
    assert.equal(stops(), before + (stopped ? 1 : 0), String(code));
    assert.equal(server.value(`select error_code from outbox where ${Server.of(from)}`), String(code));
    assert.equal(twilio.requests.filter((r) => r.To === from).length, 1, 'tried again in vain');
  }
  twilio.behave = () => ({});
});

test('after STOP nothing is sent, reminders neither, until START', async () => {
  const from = newNumber();
  await server.sms(from, 'drank 250 ml');
  await server.sms(from, 'remind me to stretch in 2 seconds');
  assert.deepEqual(await server.sms(from, 'Stop'), []);
  await until('the reminder to be withheld', () => server.value(`select status from outbox where ${Server.of(from)}`) === 'failed');
  assert.equal(server.value(`select provider_status from outbox_events where ${Server.of(from)}`), 'stopped');
  assert.deepEqual(await server.sms(from, 'drank 100 ml'), []);
  assert.deepEqual(await server.sms(from, 'yes please'), []);
  assert.equal(twilio.sentTo(from).length, 0);
  assert.deepEqual(await server.sms(from, 'START'), []);
  assert.match((await server.sms(from, 'drank 100 ml'))[0], /450/);
  // A STOP that only the list knows counts from its own moment: the START after it stands.
  twilio.missed(from, 'STOP', 3000);
  await answered(newNumber(), 'drank 1 ml');
  assert.equal((await server.sms(from, 'drank 50 ml')).length, 1);
  // YES undoes a STOP, as it does at the carrier; so does a word that Twilio tells of.
  await server.sms(from, 'arret', { OptOutType: 'STOP' });
  assert.deepEqual(await server.sms(from, 'drank 10 ml'), []);
  await server.sms(from, 'YES');
  assert.equal((await server.sms(from, 'drank 10 ml')).length, 1);
});

test('STOP from somebody unknown is kept, and START ends it', async () => {
  const stops = () => server.count('opt_outs', 'ended_at is null');
  const from = newNumber();
  const before = stops();
  await server.sms(from, 'STOP');
  assert.equal(stops(), before + 1);
  await server.sms(from, 'STOP');
  assert.equal(stops(), before + 1);
  await server.sms(from, 'UNSTOP');
  assert.equal(stops(), before);
});

test('one person gets so many a minute; the counters say what was held', async () => {
  await server.stop();
  server.environment = twilio.environment({ SMS_ASSISTANT_SMS_TEXTS_PER_USER_MINUTE: '3' });
  await server.startAgain();
  const from = newNumber();
  for (let i = 0; i < 5; i += 1) twilio.missed(from, `drank ${100 + i} ml`, 300 - i);
  await until('the first three', () => twilio.sentTo(from).length >= 3);
  assert.equal(server.count('outbox', `${Server.of(from)} and status = 'pending'`), 2);
  assert.match((await server.get('/metrics')).text, /sms_texts_held_total\{reason="user-rate"\} [1-9]/);
});
