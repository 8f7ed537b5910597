// What an operator relies on: health while PostgreSQL is away, logs, metrics, settings.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { after, before, test } from 'node:test';
import { OUR_NUMBER, Server, TOKEN, newNumber, textsOfTwiml, until } from './support/server.mjs';

let server;
before(async () => { server = await Server.start({ LOG_LEVEL: 'debug' }); });
after(async () => { await server?.remove(); });

const status = async (target) => (await server.get(target)).status;

test('healthy: every probe says so and only details need the right', async () => {
  for (const target of ['/health', '/health/live', '/health/ready', '/health/detailed']) assert.equal(await status(target), 200, target);
  const details = (await server.get('/health/detailed')).json();
  assert.equal(details.status, 'ok');
  assert.ok(details.components.length > 0);
  // What a proxy on this machine passes on is not from this machine.
  for (const target of ['/health/detailed', '/metrics'])
    assert.equal((await server.get(target, { 'x-forwarded-for': '203.0.113.9' })).status, 403);
});

test('PostgreSQL hangs: not ready but live, an honest answer, then well again by itself', async () => {
  const from = newNumber();
  await server.say(from, 'drank 250 ml');
  const pids = server.postgresPids();
  for (const pid of pids) process.kill(pid, 'SIGSTOP');
  try {
    await until('readiness to go', async () => (await status('/health/ready')) === 503);
    assert.equal(await status('/health/live'), 200);
    assert.equal(await status('/health'), 503);
    const started = Date.now();
    const answer = await server.webhook(Server.form(from, 'drank 300 ml'), { limit: 20_000 });
    assert.ok(Date.now() - started < 14_000, 'within what Twilio waits');
    if (answer.status === 200) {
      const [text] = textsOfTwiml(answer.text);
      assert.ok(text, 'the person hears something');
      assert.doesNotMatch(text, /^(logged|got it|added)/i);
    } else {
      assert.equal(answer.status, 503);
    }
  } finally {
    for (const pid of pids) process.kill(pid, 'SIGCONT');
  }
  await until('readiness to return', async () => (await status('/health/ready')) === 200, 10_000);
  assert.match(await server.say(from, 'drank 100 ml'), /100|350|650/);
});

test('PostgreSQL dies: honest answers, then well again by itself', async () => {
  const from = newNumber();
  await server.say(from, 'drank 250 ml');
  const boss = server.postmaster();
  process.kill(boss, 'SIGQUIT');
  const answer = await server.webhook(Server.form(from, 'drank 300 ml'), { limit: 20_000 });
  const claimed = answer.status === 200 && /550/.test(answer.text);
  // Recovery flushes the whole cluster first, which a busy disk draws out.
  // The probe may still say "ready" in the instant before the death is noticed: only a new PostgreSQL that answers counts.
  await until('a new PostgreSQL', () => { try { return server.postmaster() !== boss && server.sql('select 1').length === 1; } catch { return false; } }, 60_000);
  await until('readiness to return', async () => (await status('/health/ready')) === 200);
  const total = server.value(`select sum(amount_ml) from water_logs where ${Server.of(from)}`);
  assert.equal(total, claimed ? '550' : total);
  assert.match(await server.say(from, 'how much water today'), new RegExp(total));
});

test('a hand-killed back end of PostgreSQL harms one text at most', async () => {
  const from = newNumber();
  await server.say(from, 'drank 250 ml');
  server.sql('select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and usename is not null');
  await server.webhook(Server.form(from, 'drank 100 ml'), { limit: 20_000 });
  await until('an answer that claims something', async () => /\d{3}/.test(await server.say(from, 'how much water today')));
});

test('metrics are Prometheus text that promtool accepts', async (t) => {
  const page = await server.get('/metrics');
  assert.equal(page.status, 200);
  assert.match(page.headers['content-type'], /^text\/plain; version=0\.0\.4/);
  assert.match(page.text, /^sms_turns_total\{channel="simulator",outcome="stored"\} \d+/m);
  assert.match(page.text, /^sms_turn_duration_seconds_bucket/m);
  assert.match(page.text, /^sms_http_requests_total\{route="\/webhooks\/twilio\/sms",status="200"\}/m);
  const judged = spawnSync('promtool', ['check', 'metrics'], { input: page.text, encoding: 'utf8' });
  if (judged.error) return t.skip('promtool is not installed');
  assert.equal(judged.status, 0, judged.stdout + judged.stderr);
});

test('every log line is JSON, and none holds a number, a text or a secret', async () => {
  const from = newNumber(), other = newNumber();
  const secrets = ['zanzibar', 'quetzal'];
  await server.sms(from, `todo ${secrets[0]} trip`);
  await server.say(other, `my passport number is ${secrets[1]} 4711`);
  await server.sms(from, `blorp ${secrets[0]} fnord`);
  await server.webhook(Server.form(from, secrets[1]), { signature: 'forged' });
  await server.get(`/${secrets[0]}?x=${encodeURIComponent(from)}`);
  await server.postJson('/simulator/messages', { from, body: secrets[1], id: 'a b' });
  assert.ok(await until('the lines of the turns', () => server.logLines.filter((l) => l.includes('"event":"turn"')).length >= 4));
  const lines = server.logLines.filter(Boolean);
  for (const line of lines) {
    let parsed;
    assert.doesNotThrow(() => { parsed = JSON.parse(line); }, line);
    for (const member of ['ts', 'level', 'logger', 'event']) assert.ok(parsed[member], `${member} in ${line}`);
  }
  const all = lines.join('\n');
  for (const hidden of [from, from.slice(1), from.slice(-7), other.slice(-7), OUR_NUMBER.slice(1), TOKEN, ...secrets])
    assert.ok(!all.includes(hidden), `a log line holds ${hidden}`);
  const turns = lines.map((l) => JSON.parse(l)).filter((l) => l.event === 'turn');
  assert.equal(new Set(turns.map((t) => t.request_id)).size, turns.length, 'one request id a text');
});

test('faults in the settings are all named at once, and the exit code says so', () => {
  const binary = process.env.SMS_ASSISTANT_BIN ?? new URL('../../build/dev/sms-assistant', import.meta.url).pathname;
  const run = (env) => {
    const done = spawnSync(binary, ['serve'], { env: { PATH: process.env.PATH, ...env }, encoding: 'utf8', timeout: 20_000 });
    return { code: done.status, said: done.stdout + done.stderr };
  };
  const several = run({ SMS_ASSISTANT_HTTP_PORT: 'eighty', SMS_ASSISTANT_SIMULATOR: 'perhaps', TWILIO_ACCOUNT_SID: 'XX', SMS_ASSISTANT_DATA_DIR: '/tmp/sms-e2e-none' });
  assert.notEqual(several.code, 0);
  for (const name of ['server.http_port', 'simulator.mode', 'twilio.account_sid']) assert.match(several.said, new RegExp(name.replace('.', '\\.')));
  // No token and no simulator: nobody could be authenticated, so nothing starts.
  const open = run({ SMS_ASSISTANT_SIMULATOR: 'off', SMS_ASSISTANT_DATA_DIR: '/tmp/sms-e2e-none' });
  assert.notEqual(open.code, 0);
  assert.match(open.said, /auth_token|TWILIO_AUTH_TOKEN/);
  // Real credentials and an open simulator: anybody could write as anybody.
  const both = run({
    SMS_ASSISTANT_SIMULATOR: 'on', TWILIO_ACCOUNT_SID: 'AC' + '0'.repeat(32), TWILIO_AUTH_TOKEN: TOKEN, TWILIO_PHONE_NUMBER: OUR_NUMBER,
    PUBLIC_BASE_URL: 'https://bot.example.com', SMS_ASSISTANT_DATA_DIR: '/tmp/sms-e2e-none',
  });
  assert.notEqual(both.code, 0);
  assert.match(both.said, /simulator/);
  assert.ok(!both.said.includes(TOKEN));
});

test('the phone page and what it loads come from here alone', async () => {
  const page = await server.get('/phone');
  assert.equal(page.status, 200);
  assert.match(page.headers['content-security-policy'], /default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'/);
  for (const [, target] of page.text.matchAll(/(?:src|href)="([^"]+)"/g)) {
    assert.ok(target.startsWith('/'), target);
    assert.equal(await status(target), 200, target);
  }
  assert.doesNotMatch(page.text, /\son\w+=|style=|<script>(?!<)/);
});

