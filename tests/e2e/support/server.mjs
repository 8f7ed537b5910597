// Runs the real binary on a data folder and a port of its own, and talks to it as Twilio, a phone
// and an operator would. Nothing here waits by sleeping alone: everything polls with a deadline.
import { spawn, execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
const webhooks = require('twilio/lib/webhooks/webhooks.js');
const { SegmentedMessage } = require('sms-segments-calculator');

const top = fileURLToPath(new URL('../../../', import.meta.url));
const binary = process.env.SMS_ASSISTANT_BIN ?? path.join(top, 'build/dev/sms-assistant');

export const ACCOUNT = 'AC' + '0'.repeat(32);
export const TOKEN = 'e2e-auth-token';
export const PUBLIC_URL = 'https://bot.example.com';
export const OUR_NUMBER = '+15005550001';
export const WEBHOOK = '/webhooks/twilio/sms';

export const pause = (ms) => new Promise((done) => setTimeout(done, ms));

/** Polls until `check` gives something true; says what it waited for when it does not. */
export async function until(what, check, limit = 20_000) {
  const end = Date.now() + limit;
  for (;;) {
    const value = await check();
    if (value) return value;
    if (Date.now() > end) throw new Error(`waited ${limit} ms for ${what}`);
    await pause(25);
  }
}

let lastNumber = Math.floor(Math.random() * 8_000_000);
/** A phone number that no other test uses. */
export const newNumber = () => `+1555${String(1_000_000 + (++lastNumber % 9_000_000)).padStart(7, '0')}`;
export const newSid = () => 'SM' + randomBytes(16).toString('hex');

const entities = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&apos;': "'", '&#13;': '\r', '&amp;': '&' };
export function textsOfTwiml(xml) {
  if (!xml.startsWith('<?xml version="1.0" encoding="UTF-8"?><Response')) throw new Error(`no TwiML: ${xml}`);
  return [...xml.matchAll(/<Message>([\s\S]*?)<\/Message>/g)].map((m) =>
    m[1].replace(/&(lt|gt|quot|apos|#13|amp);/g, (e) => entities[e]));
}

export const segments = (text) => new SegmentedMessage(text);

export class Server {
  /** Starts a server; `environment` adds to the settings. The data folder outlives `stop`. */
  static async start(environment = {}, dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'sms-e2e-'))) {
    const server = new Server();
    server.environment = environment;
    server.dataDir = dataDir;
    server.replies = [];
    server.logLines = [];
    await server.#launch();
    return server;
  }

  async #launch() {
    fs.chmodSync(this.dataDir, 0o755);
    const child = spawn(binary, ['serve'], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: process.env.PATH,
        HOME: process.env.HOME,
        SMS_ASSISTANT_DATA_DIR: this.dataDir,
        SMS_ASSISTANT_HTTP_PORT: '0',
        SMS_ASSISTANT_SIMULATOR: 'on',
        SMS_ASSISTANT_SIMULATOR_BESIDE_TWILIO: 'true',
        PUBLIC_BASE_URL: PUBLIC_URL,
        TWILIO_ACCOUNT_SID: ACCOUNT,
        TWILIO_AUTH_TOKEN: TOKEN,
        TWILIO_PHONE_NUMBER: OUR_NUMBER,
        TWILIO_API_BASE_URL: 'http://127.0.0.1:9',
        ...this.environment,
      },
    });
    this.child = child;
    this.exited = new Promise((done) => child.on('exit', (code, signal) => {
      this.exit = { code, signal };
      done(this.exit);
    }));
    this.exit = null;
    this.said = '';
    child.stdout.on('data', (bytes) => { this.said += bytes; });
    let rest = '';
    child.stderr.on('data', (bytes) => {
      const lines = (rest + bytes).split('\n');
      rest = lines.pop();
      this.logLines.push(...lines);
    });
    child.stderr.on('end', () => { if (rest) this.logLines.push(rest); });
    const url = await until('the line that says where the server is', () => {
      if (this.exit) throw new Error(`server ended: ${JSON.stringify(this.exit)}\n${this.log(40)}`);
      return this.said.match(/ready on (http:\/\/\S+)/)?.[1];
    }, 60_000).catch((e) => { throw new Error(`${e.message}\n${this.log(40)}`); });
    this.port = Number(new URL(url).port);
    this.agent = new http.Agent({ keepAlive: true, maxSockets: 512 });
    await until('readiness', async () => (await this.get('/health/ready')).status === 200);
  }

  log(lines) { return this.logLines.slice(-lines).join('\n'); }

  /** SIGTERM and the time it took. */
  async stop() {
    const started = Date.now();
    if (this.exit === null) this.child.kill('SIGTERM');
    await this.exited;
    this.agent.destroy();
    return { ...this.exit, took: Date.now() - started };
  }
  /** No chance to say goodbye. */
  async kill() {
    this.child.kill('SIGKILL');
    await this.exited;
    this.agent.destroy();
  }
  async startAgain() { await this.#launch(); }
  async remove() {
    await this.stop();
    // What a killed server left running would outlive the tests.
    try { process.kill(this.postmaster(), 'SIGQUIT'); } catch { /* already gone */ }
    await until('PostgreSQL to be gone', () => { try { process.kill(this.postmaster(), 0); return false; } catch { return true; } });
    const place = this.clusterDir();
    fs.rmSync(this.dataDir, { recursive: true, force: true });
    fs.rmSync(place, { recursive: true, force: true });
  }

  // --- HTTP ---
  request(method, target, { headers = {}, body, limit = 30_000 } = {}) {
    return new Promise((done, failed) => {
      const req = http.request({ host: '127.0.0.1', port: this.port, method, path: target, headers, agent: this.agent }, (res) => {
        const parts = [];
        res.on('data', (part) => parts.push(part));
        res.on('error', failed);
        res.on('end', () => {
          const text = Buffer.concat(parts).toString('utf8');
          done({ status: res.statusCode, headers: res.headers, text, json: () => JSON.parse(text) });
        });
      });
      req.setTimeout(limit, () => req.destroy(new Error(`no answer to ${method} ${target.split('?')[0]} in ${limit} ms`)));
      req.on('error', failed);
      req.end(body);
    });
  }
  get(target, headers) { return this.request('GET', target, { headers }); }
  postJson(target, value) {
    return this.request('POST', target, { headers: { 'content-type': 'application/json' }, body: JSON.stringify(value), limit: 130_000 });
  }

  // --- as Twilio ---
  static form(from, body, more = {}) {
    return {
      ToCountry: 'US', MessageSid: newSid(), AccountSid: ACCOUNT, From: from, To: OUR_NUMBER, Body: body,
      NumMedia: '0', NumSegments: '1', SmsStatus: 'received', FromCity: '', ApiVersion: '2010-04-01', ...more,
    };
  }
  /** Signed by Twilio's own library unless a signature is given. */
  webhook(form, { signature = webhooks.getExpectedTwilioSignature(TOKEN, PUBLIC_URL + WEBHOOK, form), headers = {}, target = WEBHOOK, limit } = {}) {
    return this.request('POST', target, {
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...(signature ? { 'x-twilio-signature': signature } : {}), ...headers },
      body: new URLSearchParams(form).toString(), limit,
    });
  }
  /** A text by webhook and the texts of its answer. */
  async sms(from, body, more) {
    const answer = await this.webhook(Server.form(from, body, more));
    if (answer.status !== 200) throw new Error(`webhook answered ${answer.status}`);
    const texts = textsOfTwiml(answer.text);
    this.replies.push(...texts.map((text) => ({ asked: body, text })));
    return texts;
  }

  // --- as the simulator's phone ---
  async say(from, body, id) {
    const answer = await this.postJson('/simulator/messages', { from, body, ...(id ? { id } : {}) });
    if (answer.status !== 200) throw new Error(`simulator answered ${answer.status}: ${answer.text}`);
    const { replies } = answer.json();
    this.replies.push(...replies.map((text) => ({ asked: body, text })));
    return replies.join('\n');
  }
  async outbox(to, after = 0) {
    return (await this.get(`/simulator/outbox?to=${encodeURIComponent(to)}&after=${after}`)).json();
  }
  async now() { return new Date((await this.outbox('+10000000')).now); }
  async advance(seconds) {
    const answer = await this.postJson('/simulator/clock', { advance: `PT${Math.ceil(seconds)}S` });
    if (answer.status !== 200) throw new Error(`clock answered ${answer.status}: ${answer.text}`);
    return new Date(answer.json().now);
  }

  // --- as an operator ---
  clusterDir() {
    try { return fs.realpathSync(path.join(this.dataDir, 'postgres')); } catch { return path.join(this.dataDir, 'postgres'); }
  }
  postmaster() {
    return Number(fs.readFileSync(path.join(this.clusterDir(), 'data/postmaster.pid'), 'utf8').split('\n')[0]);
  }
  /** The postmaster and all its processes. */
  postgresPids() {
    const boss = this.postmaster();
    const children = fs.readFileSync(`/proc/${boss}/task/${boss}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number);
    return [boss, ...children];
  }
  /** Rows as arrays of strings. */
  sql(query) {
    const out = execFileSync('psql', ['-X', '-q', '-A', '-t', '-F', '\t', '-v', 'ON_ERROR_STOP=1',
      '-h', path.join(this.clusterDir(), 'run'), '-U', 'postgres', '-d', 'sms_assistant', '-c', query], { encoding: 'utf8' });
    return out.split('\n').filter(Boolean).map((line) => line.split('\t'));
  }
  value(query) { return this.sql(query)[0]?.[0]; }
  count(table, where = 'true') { return Number(this.value(`select count(*) from ${table} where ${where}`)); }
  /** SQL for "rows of this person". */
  static of(number) { return `user_id = (select id from users where phone = '${number}')`; }
}

/** Where the clock of a zone stands: {year, month, day, hour, minute}. */
export function localTime(instant, zone) {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric',
  }).formatToParts(instant);
  return Object.fromEntries(parts.filter((p) => p.type !== 'literal').map((p) => [p.type, Number(p.value)]));
}
