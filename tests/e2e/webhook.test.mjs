// The webhook as Twilio sees it: signatures, duplicates, order.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createRequire } from 'node:module';
import { ACCOUNT, PUBLIC_URL, Server, TOKEN, WEBHOOK, newNumber, newSid, segments, textsOfTwiml } from './support/server.mjs';

const twilio = createRequire(import.meta.url)('twilio');
const webhooks = createRequire(import.meta.url)('twilio/lib/webhooks/webhooks.js');
let server;
before(async () => { server = await Server.start(); });
after(async () => { await server?.remove(); });

test('a signed text is stored and answered in TwiML', async () => {
  const from = newNumber();
  const form = Server.form(from, 'drank a bottle of water');
  const signature = webhooks.getExpectedTwilioSignature(TOKEN, PUBLIC_URL + WEBHOOK, form);
  assert.ok(twilio.validateRequest(TOKEN, signature, PUBLIC_URL + WEBHOOK, form));
  const answer = await server.webhook(form, { signature });
  assert.equal(answer.status, 200);
  assert.match(answer.headers['content-type'], /^text\/xml/);
  assert.equal(textsOfTwiml(answer.text).length, 1);
  assert.equal(server.count('message_log', `dedupe_key = '${form.MessageSid}'`), 1);
  assert.equal(server.count('water_logs', Server.of(from)), 1);
});

test('unsigned, forged, changed or misdirected is forbidden and leaves nothing', async () => {
  const from = newNumber();
  const rows = server.count('message_log');
  const form = () => Server.form(from, 'drank a bottle of water');
  const sign = (url, f, token = TOKEN) => webhooks.getExpectedTwilioSignature(token, url, f);
  const one = form(), two = form(), three = form(), four = form(), five = form();
  const attempts = [
    server.webhook(form(), { signature: null }),
    server.webhook(form(), { signature: 'bm9wZQ==' }),
    server.webhook(one, { signature: sign(PUBLIC_URL + WEBHOOK, one, 'another token') }),
    server.webhook(two, { signature: sign('https://evil.example.com' + WEBHOOK, two), headers: { host: 'evil.example.com', 'x-forwarded-host': 'evil.example.com' } }),
    server.webhook(three, { signature: sign(`${PUBLIC_URL}/other`, three) }),
    server.webhook({ ...four, Body: 'drank two bottles' }, { signature: sign(PUBLIC_URL + WEBHOOK, four) }),
    server.webhook(five, { signature: sign(PUBLIC_URL + WEBHOOK, five), target: `${WEBHOOK}?x=1` }),
    server.webhook({ ...form(), AccountSid: ACCOUNT.replace('AC0', 'AC1') }),
  ];
  for (const answer of await Promise.all(attempts)) {
    assert.equal(answer.status, 403);
    assert.equal(answer.text, '');
  }
  assert.equal(server.count('message_log'), rows);
  assert.equal(server.count('users', `phone = '${from}'`), 0);
});

test('the signature counts over the URL with the standard port too', async () => {
  const form = Server.form(newNumber(), 'drank 300 ml');
  const signature = webhooks.getExpectedTwilioSignature(TOKEN, `${PUBLIC_URL}:443${WEBHOOK}`, form);
  assert.equal((await server.webhook(form, { signature })).status, 200);
});

test('unicode, empty values and trailing spaces are signed as they are', async () => {
  const form = Server.form(newNumber(), '  todo Zoë’s “café” 👍 & co <b>\n ', { A: '', 'Z z': 'ä' });
  assert.equal((await server.webhook(form)).status, 200);
});

test('the same text ten times at once: one row, ten identical answers', async () => {
  const from = newNumber();
  await server.sms(from, 'drank 100 ml');
  const form = Server.form(from, 'drank 250 ml');
  const answers = await Promise.all(Array.from({ length: 10 }, () => server.webhook(form)));
  assert.deepEqual([...new Set(answers.map((a) => a.status))], [200]);
  assert.equal(new Set(answers.map((a) => a.text)).size, 1);
  assert.equal(textsOfTwiml(answers[0].text).length, 1);
  assert.equal(server.count('message_log', `dedupe_key = '${form.MessageSid}'`), 1);
  assert.equal(server.count('water_logs', `${Server.of(from)} and amount_ml = 250`), 1);
  // Replayed much later, it is still the same answer.
  assert.equal((await server.webhook(form)).text, answers[0].text);
  assert.equal(server.count('water_logs', Server.of(from)), 2);
});

test('the first text of a new number, ten times at once, makes one user', async () => {
  const from = newNumber();
  const form = Server.form(from, 'drank 250 ml');
  const answers = await Promise.all(Array.from({ length: 10 }, () => server.webhook(form)));
  assert.equal(new Set(answers.map((a) => a.text)).size, 1);
  assert.equal(server.count('users', `phone = '${from}'`), 1);
  assert.equal(server.count('water_logs', Server.of(from)), 1);
});

test('a burst of fifty is handled in the order it arrived', async () => {
  const from = newNumber();
  await server.sms(from, 'drank 1 ml');
  // One connection keeps the order up to the server's door; the server must keep it from there.
  const net = await import('node:net');
  const raw = [];
  for (let i = 1; i <= 50; i += 1) {
    const form = Server.form(from, `todo item number ${i}`);
    const body = new URLSearchParams(form).toString();
    raw.push(`POST ${WEBHOOK} HTTP/1.1\r\nHost: h\r\nContent-Type: application/x-www-form-urlencoded\r\n` +
      `X-Twilio-Signature: ${webhooks.getExpectedTwilioSignature(TOKEN, PUBLIC_URL + WEBHOOK, form)}\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  }
  const got = await new Promise((done, failed) => {
    const socket = net.connect(server.port, '127.0.0.1', () => socket.write(raw.join('')));
    let all = '';
    socket.on('data', (d) => { all += d; if (all.split('HTTP/1.1 200').length === 51) { socket.destroy(); done(all); } });
    socket.on('error', failed);
    setTimeout(() => failed(new Error(`only ${all.split('HTTP/1.1 200').length - 1} answers`)), 30_000).unref();
  });
  const order = [...got.matchAll(/item number (\d+)/g)].map((m) => Number(m[1]));
  const first = order.filter((n, i) => order.indexOf(n) === i);
  if (first.length) assert.deepEqual(first, [...first].sort((a, b) => a - b));
  const rows = server.sql(`select content from reminders_todos where ${Server.of(from)} order by id`).map((r) => r[0]);
  assert.deepEqual(rows, Array.from({ length: 50 }, (_, i) => `item number ${i + 1}`));
});

test('fifty texts over fifty connections are each handled once', async () => {
  const from = newNumber();
  await Promise.all(Array.from({ length: 50 }, (_, i) => server.sms(from, `drank ${i + 1} ml`)));
  assert.equal(server.value(`select sum(amount_ml) from water_logs where ${Server.of(from)}`), String((50 * 51) / 2));
});

test('STOP is passed on and not answered', async () => {
  const from = newNumber();
  await server.sms(from, 'drank 250 ml');
  for (const word of ['STOP', 'unsubscribe', ' Cancel '])
    assert.deepEqual(await server.sms(from, word), []);
  assert.deepEqual(await server.sms(from, 'HELP', { OptOutType: 'HELP' }), []);
  // Whoever said STOP gets nothing more, whatever they ask; others get help.
  assert.deepEqual(await server.sms(from, 'help'), []);
  assert.notDeepEqual(await server.sms(newNumber(), 'help'), []);
});

test('who cannot read a reply gets none and becomes nobody', async () => {
  const users = server.count('users');
  for (const from of ['12345', 'AMAZON', 'whatsapp:+15005550006'])
    assert.deepEqual(await server.sms(from, 'drank a bottle'), []);
  assert.equal(server.count('users'), users);
});

test('honest text survives: quotes, angle brackets and SQL are only words', async () => {
  const from = newNumber();
  for (const words of ["buy O'Brien's <b>bread</b> & milk", "drop table users; --", 'x"y\\z %00 \u0007']) {
    await server.sms(from, `todo ${words}`);
  }
  const rows = server.sql(`select content from reminders_todos where ${Server.of(from)} order by id`).map((r) => r[0]);
  assert.equal(rows.length, 3);
  assert.equal(rows[0], "buy O'Brien's <b>bread</b> & milk");
  assert.match(rows[1], /drop table users/);
});

test('a text of 1,600 characters, of emoji only or of nothing gets one sensible answer', async () => {
  const from = newNumber();
  for (const body of ['a'.repeat(1600), 'lorem ipsum '.repeat(133), '👍'.repeat(800), '👍', '\u202e\u0000\n']) {
    const texts = await server.sms(from, body);
    assert.ok(texts.length >= 1, JSON.stringify(body.slice(0, 20)));
    for (const text of texts) assert.ok(text.length > 0 && segments(text).segmentsCount <= 6);
  }
  const before = server.count('message_log');
  const [tooLong] = await server.sms(from, 'a'.repeat(1601));
  assert.match(tooLong, /too long/);
  assert.equal(server.count('message_log'), before);
  // A picture without words.
  assert.ok((await server.sms(from, '', { NumMedia: '1', MediaUrl0: 'https://example.com/x.jpg' })).length <= 1);
});

test('a text without its id is refused', async () => {
  const form = Server.form(newNumber(), 'x');
  delete form.MessageSid;
  assert.equal((await server.webhook(form)).status, 400);
  assert.equal((await server.webhook({ ...form, MessageSid: 'SM1' })).status, 400);
  assert.equal((await server.webhook({ ...form, MessageSid: newSid() })).status, 200);
});
