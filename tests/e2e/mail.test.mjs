// Mails reach an independent SMTP server whole, over STARTTLS only; a wrong password and a dead host
// hold nothing up and lose nothing.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import smtp from 'smtp-server';
import { Server, newNumber, until } from './support/server.mjs';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sms-mail-'));
const file = (name) => path.join(folder, name);
let mails = [];
let whenTaken = async () => {}; // before the mail server says that it took a mail
let password = 'right';
let mailServer;
let server;
let port;

function listen(at) {
  mailServer = new smtp.SMTPServer({
    key: fs.readFileSync(file('key.pem')),
    cert: fs.readFileSync(file('cert.pem')),
    onAuth: (auth, session, done) => (auth.username === 'bot' && auth.password === password
      ? done(null, { user: 'bot' }) : done(new Error('wrong password'))),
    onRcptTo: (address, session, done) => {
      if (address.address.startsWith('nobody@')) {
        const refusal = new Error('no such mailbox');
        refusal.responseCode = 550;
        return done(refusal);
      }
      return done();
    },
    onData: (stream, session, done) => {
      const parts = [];
      stream.on('data', (part) => parts.push(part));
      stream.on('end', () => {
        mails.push({
          secure: session.secure, user: session.user,
          to: session.envelope.rcptTo.map((r) => r.address), from: session.envelope.mailFrom.address,
          text: Buffer.concat(parts).toString('utf8'),
        });
        whenTaken().then(() => done());
      });
    },
  });
  mailServer.on('error', () => {});
  return new Promise((listening) => mailServer.listen(at, '127.0.0.1', () => listening(mailServer.server.address().port)));
}
const hangUp = () => new Promise((closed) => mailServer.close(closed));

before(async () => {
  execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes',
    '-keyout', file('key.pem'), '-out', file('cert.pem'), '-days', '2', '-subj', '/CN=localhost',
    '-addext', 'subjectAltName=IP:127.0.0.1,DNS:localhost'], { stdio: 'ignore' });
  port = await listen(0);
  server = await Server.start({
    SMTP_HOST: '127.0.0.1', SMTP_PORT: String(port), SMTP_USER: 'bot', SMTP_PASSWORD: 'right',
    FROM_EMAIL: 'bot@example.org', SMS_ASSISTANT_SMTP_CA_FILE: file('cert.pem'),
  });
});
after(async () => {
  await hangUp();
  await server?.remove();
  fs.rmSync(folder, { recursive: true, force: true });
});

/** A person with a verified address who gets the weekly digest by mail. */
async function reader(address) {
  const phone = newNumber();
  await server.say(phone, 'todo buy milk');
  server.sql(`update users set email = '${address}', email_verified_at = now() where phone = '${phone}'`);
  // In two days' time, so that what is logged now is of the same week.
  const day = new Date((await server.now()).getTime() + 2 * 86_400_000).toLocaleDateString('en-US', { weekday: 'long', timeZone: 'UTC' });
  assert.match(await server.say(phone, `digest ${day}s at 7pm by email`), /by mail/);
  await server.say(phone, 'drank 500 ml');
  return phone;
}
const states = (phone) => server.sql(`select status, attempts from outbox where channel = 'email' and ${Server.of(phone)} order by id`);
const unquoted = (text) => text.replace(/=\r\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16)));

test('a digest arrives whole, signed in and encrypted, as text and HTML', async () => {
  mails = [];
  const phone = await reader('ann@example.org');
  await server.advance(3 * 86_400);
  await until('the mail', () => mails.length > 0);
  const [mail] = mails;
  assert.equal(mail.secure, true);
  assert.equal(mail.user, 'bot');
  assert.equal(mail.from, 'bot@example.org');
  assert.deepEqual(mail.to, ['ann@example.org']);
  assert.match(mail.text, /^Subject: Your week\r$/m);
  assert.match(mail.text, /^To: <ann@example\.org>\r$/m);
  assert.match(mail.text, /^Message-ID: <\d+@example\.org>\r$/m);
  assert.match(mail.text, /multipart\/alternative/);
  const [, plain, html] = mail.text.split(/^--[^\r\n]+\r\n(?=Content-)/m).slice(-3).map(unquoted);
  assert.match(plain ?? '', /Water: 500 ml on 1 day/);
  assert.match(html ?? '', /<p>Your week:<br>/);
  await until('its record', () => states(phone)[0]?.[0] === 'sent');
  await server.advance(86_400);
  assert.equal(mails.length, 1, 'once');
});

test('a wrong password keeps the mail until the password is right', async () => {
  mails = [];
  password = 'another';
  const phone = await reader('bob@example.org');
  await server.advance(3 * 86_400);
  await until('the refusal', () => Number(states(phone)[0]?.[1] ?? 0) >= 1);
  assert.equal(states(phone)[0][0], 'pending');
  assert.ok(!server.logLines.some((line) => line.includes('right')), 'no password in the log');
  password = 'right';
  await server.advance(3 * 3600);
  await until('the mail', () => mails.some((m) => m.to[0] === 'bob@example.org'));
});

test('a dead host holds up no text, and the mail comes when it is back', async () => {
  mails = [];
  await hangUp();
  const phone = await reader('cleo@example.org');
  const started = await server.say(phone, 'remind me to stretch in 80 hours');
  assert.match(started, /Reminder set/);
  await server.advance(3 * 86_400);
  await until('the attempt', () => Number(states(phone)[0]?.[1] ?? 0) >= 1);
  assert.equal(states(phone)[0][0], 'pending');
  await server.advance(86_400);
  assert.ok((await server.outbox(phone)).texts.some((t) => /stretch/.test(t.body)));
  await listen(port);
  await server.advance(3 * 3600);
  await until('the mail', () => mails.some((m) => m.to[0] === 'cleo@example.org'));
});

test('an address that does not exist is given up', async () => {
  mails = [];
  const phone = await reader('nobody@example.org');
  await server.advance(3 * 86_400);
  await until('the record', () => states(phone)[0]?.[0] === 'failed');
  assert.equal(mails.filter((m) => m.to[0].startsWith('nobody')).length, 0);
});

test('an address is proved by a code, and nothing goes there before', async () => {
  mails = [];
  const phone = newNumber();
  await server.say(phone, 'todo buy milk');
  assert.equal(await server.say(phone, 'my email is Dora@example.org'),
    'I mailed a code to dora@example.org. Text it to me within 15 minutes.');
  await until('the code', () => mails.length === 1);
  assert.deepEqual(mails[0].to, ['dora@example.org']);
  const code = unquoted(mails[0].text).match(/Your code is (\d{6})/)[1];
  assert.match(await server.say(phone, 'digest sundays at 7pm by email'), /no verified mail address/);
  await server.say(phone, 'drank 500 ml');
  await server.advance(8 * 86_400);
  assert.doesNotMatch(await server.say(phone, code), /mails go to/, 'its time is over');
  assert.equal(mails.length, 1, 'nothing else went there');

  assert.match(await server.say(phone, 'my email is dora@example.org'), /I mailed a code/);
  await until('another code', () => mails.length === 2);
  // What waits for the code survives a crash.
  await server.kill();
  await server.startAgain();
  const second = unquoted(mails[1].text).match(/Your code is (\d{6})/)[1];
  assert.match(await server.say(phone, second), /^Set: mails go to dora@example\.org\./);
  await server.say(phone, 'drank 500 ml');
  await server.advance(7 * 86_400);
  await until('the digest', () => mails.length === 3);
  assert.match(mails[2].text, /^Subject: Your week\r$/m);
  assert.equal(server.count('mail_codes'), 0);
  assert.ok(!server.logLines.some((line) => line.includes(code) || line.includes('dora@')), 'neither is logged');

  await server.say(phone, 'my email is eva@example.org');
  await until('a code for the new address', () => mails.length === 4);
  await server.say(phone, unquoted(mails[3].text).match(/Your code is (\d{6})/)[1]);
  await until('a word to the old one', () => mails.length === 5);
  assert.deepEqual(mails[4].to, ['dora@example.org']);
  assert.match(mails[4].text, /^Subject: Mail address changed\r$/m);
});

// SMTP cannot be asked whether it took a mail, so a crash between its yes and our record means a second
// copy: the best there is, since the other choice loses mails. The copy is known by its Message-ID.
test('a server that is killed before it hears the yes sends the mail once more, with the same Message-ID', async () => {
  mails = [];
  const phone = newNumber();
  await server.say(phone, 'todo buy milk');
  let killed = 0;
  whenTaken = async () => { if (killed++ === 0) await server.kill(); };
  await server.say(phone, 'my email is fay@example.org');
  await until('the mail and the end', () => killed === 1 && server.exit !== null);
  await server.startAgain();
  await until('the record', () => states(phone)[0]?.[0] === 'sent');
  whenTaken = async () => {};
  await server.advance(86_400);
  const ids = mails.filter((m) => m.to[0] === 'fay@example.org').map((m) => m.text.match(/^Message-ID: (<[^>]+>)\r$/m)[1]);
  assert.equal(ids.length, 2);
  assert.equal(new Set(ids).size, 1, 'whoever drops copies has it once');
});
