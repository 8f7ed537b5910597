// Bad input is refused cheaply, with the right status, and leaves nothing behind.
import assert from 'node:assert/strict';
import net from 'node:net';
import { after, before, test } from 'node:test';
import { createRequire } from 'node:module';
import { PUBLIC_URL, Server, TOKEN, WEBHOOK, newNumber, pause, until } from './support/server.mjs';

const webhooks = createRequire(import.meta.url)('twilio/lib/webhooks/webhooks.js');
let server;
before(async () => { server = await Server.start(); });
after(async () => { await server?.remove(); });

const status = async (promise) => (await promise).status;

/** Sends bytes and gives what came back until the server closed or `limit` passed. */
function raw(bytes, limit = 3000) {
  return new Promise((done) => {
    let all = '';
    const socket = net.connect(server.port, '127.0.0.1', () => socket.write(bytes));
    const end = () => { socket.destroy(); done(all); };
    socket.on('data', (d) => { all += d; if (/\r\n\r\n/.test(all)) setTimeout(end, 50); });
    socket.on('close', () => done(all));
    socket.on('error', () => {});
    setTimeout(end, limit).unref();
  });
}
const statusOf = (text) => Number(/^HTTP\/1\.1 (\d+)/.exec(text)?.[1] ?? 0);

test('an unknown path is 404, a wrong method 405 with Allow', async () => {
  const missing = await server.get('/nothing/here');
  assert.equal(missing.status, 404);
  assert.match(missing.headers['content-type'], /application\/problem\+json/);
  assert.equal(missing.json().status, 404);
  assert.equal(missing.json().request_id, missing.headers['x-request-id']);
  const wrong = await server.request('DELETE', WEBHOOK);
  assert.equal(wrong.status, 405);
  assert.match(wrong.headers.allow, /POST/);
  assert.equal(await status(server.request('POST', '/health')), 405);
});

test('every answer carries the security headers', async () => {
  for (const target of ['/health/live', '/nothing', '/phone', '/simulator/outbox']) {
    const { headers } = await server.get(target);
    assert.equal(headers['x-content-type-options'], 'nosniff', target);
    assert.equal(headers['x-frame-options'], 'DENY', target);
    assert.equal(headers['referrer-policy'], 'no-referrer', target);
    assert.match(headers['content-security-policy'], /^default-src 'none'/, target);
    assert.match(headers['x-request-id'], /^[0-9a-f-]{36}$/, target);
  }
});

test('a body that is not a form, is broken or not UTF-8 is refused', async () => {
  const rows = server.count('message_log');
  const form = Server.form(newNumber(), 'x');
  assert.equal(await status(server.webhook(form, { headers: { 'content-type': 'application/json' } })), 415);
  assert.equal(await status(server.request('POST', WEBHOOK, { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'Body=%zz' })), 400);
  // Signed over the very bytes, so that only the encoding is wrong.
  const { createHmac } = await import('node:crypto');
  const fields = { ...form, Body: '\xff' };
  const text = PUBLIC_URL + WEBHOOK + Object.keys(fields).sort().map((k) => k + fields[k]).join('');
  const signature = createHmac('sha1', TOKEN).update(Buffer.from(text, 'latin1')).digest('base64');
  const body = new URLSearchParams(form).toString().replace('Body=x', 'Body=%FF');
  assert.equal(await status(server.request('POST', WEBHOOK, {
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': signature }, body })), 400);
  assert.equal(server.count('message_log'), rows);
});

test('what is too large is refused before it is read', async () => {
  const big = 'x'.repeat(1024 * 1024);
  const form = { ...Server.form(newNumber(), big) };
  const answer = await server.webhook(form).catch((e) => ({ status: e.code }));
  assert.ok([413, 'EPIPE', 'ECONNRESET'].includes(answer.status), String(answer.status));
  assert.equal(statusOf(await raw(`POST ${WEBHOOK} HTTP/1.1\r\nHost: h\r\nContent-Length: 9999999\r\n\r\n`)), 413);
  assert.equal(statusOf(await raw(`POST /simulator/messages HTTP/1.1\r\nHost: h\r\nContent-Length: 16385\r\n\r\n`)), 413);
  const headers = Array.from({ length: 10_000 }, (_, i) => `X-${i}: 1\r\n`).join('');
  assert.equal(statusOf(await raw(`GET /health HTTP/1.1\r\nHost: h\r\n${headers}\r\n`)), 431);
  assert.equal(statusOf(await raw(`GET /${'a'.repeat(100_000)} HTTP/1.1\r\nHost: h\r\n\r\n`)), 431);
  assert.equal(statusOf(await raw(`POST ${WEBHOOK} HTTP/1.1\r\nHost: h\r\nContent-Encoding: gzip\r\nContent-Length: 5\r\n\r\nhello`)), 415);
});

test('what is not HTTP gets 400 and the server lives', async () => {
  for (const bytes of ['\x16\x03\x01\x02\x00\x01\x00', 'hello\r\n\r\n', 'GET / HTTP/1.1\r\n\r\n', 'GET / HTTP/9.9\r\nHost: h\r\n\r\n'])
    assert.ok([400, 505, 0].includes(statusOf(await raw(bytes, 1000))), bytes);
  assert.equal(await status(server.get('/health/live')), 200);
});

test('slow requests are cut and do not keep others waiting', async () => {
  const sockets = [];
  const closed = [];
  for (let i = 0; i < 50; i += 1) {
    const socket = net.connect(server.port, '127.0.0.1', () => socket.write('POST ' + WEBHOOK + ' HTTP/1.1\r\nHost: h\r\n'));
    socket.on('error', () => {});
    closed.push(new Promise((done) => socket.on('close', done)));
    socket.resume();
    sockets.push(socket);
  }
  const drip = setInterval(() => sockets.forEach((s) => s.destroyed || s.write('X: y\r\n')), 500);
  await pause(200);
  const started = Date.now();
  assert.ok((await server.sms(newNumber(), 'drank 250 ml')).length === 1);
  assert.ok(Date.now() - started < 2000);
  await until('all slow connections to be cut', () => sockets.every((s) => s.destroyed), 20_000);
  clearInterval(drip);
  await Promise.all(closed);
});

test('the simulator names the bad member', async () => {
  for (const [value, field] of [[{ body: 'x' }, 'from'], [{ from: 'me', body: 'x' }, 'from'],
    [{ from: '+15550001' }, 'body'], [{ from: '+15550001', body: 7 }, 'body'],
    [{ from: '+15550001', body: 'x'.repeat(1601) }, 'body']]) {
    const answer = await server.postJson('/simulator/messages', value);
    assert.equal(answer.status, 422);
    assert.equal(answer.json().field, field);
  }
  assert.equal(await status(server.postJson('/simulator/clock', { advance: 'P1Y' })), 422);
  assert.equal(await status(server.request('POST', '/simulator/messages', { headers: { 'content-type': 'text/plain' }, body: '{}' })), 415);
});

test('connections that only open cost nothing that lasts', async () => {
  const sockets = await Promise.all(Array.from({ length: 300 }, () => new Promise((done) => {
    const socket = net.connect(server.port, '127.0.0.1', () => done(socket));
    socket.on('error', () => {});
  })));
  assert.equal(await status(server.get('/health/live')), 200);
  sockets.forEach((s) => s.destroy());
  await until('the connections to be forgotten', async () => {
    const text = (await server.get('/metrics')).text;
    return Number(/^sms_http_connections (\d+)/m.exec(text)[1]) < 50;
  });
});

test('what cannot be is asked about or refused, kindly, and nothing is stored', async () => {
  const cases = [
    ['remind me yesterday to call mom', /yesterday has passed/i],
    ['remind me to call mom yesterday at 3pm', /has passed/i],
    ['remind me every 0 minutes to drink', /can't remind you every 0 minutes/i],
    ['remind me to pay rent on feb 30', /there is no feb 30/i],
    ['remind me every minute for a year to blink', /1440 texts a day/],
    ['timezone atlantis', /don't know the timezone "?atlantis/i],
  ];
  for (const [text, says] of cases) {
    const from = newNumber();
    const texts = await server.sms(from, text);
    assert.equal(texts.length, 1, text);
    assert.match(texts[0], says);
    assert.match(texts[0], /\?/, 'it asks for what is possible');
    for (const table of ['reminders_todos', 'outbox', 'notices']) assert.equal(server.count(table, Server.of(from)), 0, `${text}: ${table}`);
    assert.equal(server.value(`select timezone from user_preferences where ${Server.of(from)}`), 'UTC', text);
  }
});

test('after such a question the answer is enough', async () => {
  const from = newNumber();
  await server.sms(from, 'remind me to pay rent on feb 30');
  const [reply] = await server.sms(from, 'tomorrow at 9am');
  assert.match(reply, /pay rent/);
  assert.deepEqual(server.sql(`select content, status from reminders_todos where ${Server.of(from)}`), [['pay rent', 'open']]);
});
