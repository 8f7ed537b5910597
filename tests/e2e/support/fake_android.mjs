// A phone that runs SMS Gateway for Android, as far as the server uses its interface: takes texts
// under ids that the caller chooses, lists them, brings what came in to a webhook until that answers
// 200, and fails in every way that a phone on a home network may.
import { createHmac, randomBytes } from 'node:crypto';
import http from 'node:http';
import { Server, pause, until } from './server.mjs';

const USER = 'sms', PASSWORD = 'gateway-password', KEY = 'e2e-signing-key', DEVICE = 'ffffffffceb0b1db0000018e';
const WEBHOOK = '/webhooks/android';
/** As the app writes times: the phone's own zone. */
const local = (date) => new Date(date.getTime() + 7 * 3600_000).toISOString().replace('Z', '+07:00');

/** What the gateway's published OpenAPI description says of a message. */
function faultsOf(m) {
  const known = ['id', 'deviceId', 'textMessage', 'phoneNumbers', 'simNumber', 'withDeliveryReport', 'ttl', 'validUntil', 'priority', 'isEncrypted', 'scheduleAt'];
  return [
    ...Object.keys(m).filter((name) => !known.includes(name)).map((name) => `${name} is no member`),
    ...('id' in m && !(typeof m.id === 'string' && m.id.length <= 36 && m.id.length > 0) ? ['id'] : []),
    ...(Array.isArray(m.phoneNumbers) && m.phoneNumbers.length === 1 && /^\+\d{7,15}$/.test(m.phoneNumbers[0]) ? [] : ['phoneNumbers']),
    ...(typeof m.textMessage?.text === 'string' && m.textMessage.text.length > 0 && m.textMessage.text.length <= 65535 ? [] : ['textMessage']),
    ...('ttl' in m && !(Number.isInteger(m.ttl) && m.ttl > 0) ? ['ttl'] : []),
  ];
}

export class FakeAndroid {
  static title = 'a phone with SMS Gateway for Android';
  channel = 'android';
  /** Answers leave through the outbox, never with the webhook. */
  answersInline = false;
  refusals = [{ fault: { status: 400 }, code: '400', stopped: '' }, { fault: { status: 422 }, code: '422', stopped: '' }];
  takenTwice = 409;
  end = { status: 'failed', reason: 'Delivery result from SC +15550100: 70', code: '' };

  static async start() {
    const phone = new FakeAndroid();
    phone.messages = [];
    phone.inbox = []; // newest last
    phone.requests = [];
    phone.violations = [];
    /** What becomes of the next send: {accept, status, retryAfter, drop, delay}. */
    phone.behave = () => ({});
    phone.server = http.createServer((req, res) => phone.#answer(req, res));
    await new Promise((done) => phone.server.listen(0, '127.0.0.1', done));
    phone.url = `http://127.0.0.1:${phone.server.address().port}`;
    return phone;
  }
  async stop() { this.stopped = true; await this.bringing; this.server.closeAllConnections(); await new Promise((done) => this.server.close(done)); }
  /** Where the webhooks go. */
  bringsTo(server) { this.target = server; }

  /** Settings of a server that has this for its carrier. */
  environment(more = {}) {
    return {
      SMS_ASSISTANT_SIMULATOR: 'off', SMS_ASSISTANT_SIMULATOR_BESIDE_TWILIO: 'false', TWILIO_ACCOUNT_SID: '', TWILIO_AUTH_TOKEN: '', TWILIO_PHONE_NUMBER: '',
      SMS_ASSISTANT_ANDROID_API_BASE_URL: this.url, SMS_ASSISTANT_ANDROID_USER: USER, SMS_ASSISTANT_ANDROID_PASSWORD: PASSWORD,
      SMS_ASSISTANT_ANDROID_SIGNING_KEY: KEY, SMS_ASSISTANT_ANDROID_DEVICE_ID: DEVICE,
      SMS_ASSISTANT_USERS_SIGN_UP: 'open', SMS_ASSISTANT_SMS_SETTLE_AFTER_S: '1', SMS_ASSISTANT_SMS_SWEEP_EVERY_S: '1', ...more,
    };
  }

  async #answer(req, res) {
    const parts = [];
    for await (const part of req) parts.push(part);
    const url = new URL(req.url, this.url);
    const say = (status, body, headers = {}) => {
      res.writeHead(status, { 'content-type': 'application/json', ...headers });
      res.end(JSON.stringify(body));
    };
    if (req.headers.authorization !== `Basic ${Buffer.from(`${USER}:${PASSWORD}`).toString('base64')}`) return say(401, { message: 'Unauthorized' });
    const body = parts.length ? JSON.parse(Buffer.concat(parts).toString('utf8')) : {};
    if (req.method === 'POST' && url.pathname === '/messages') return this.#take(req, body, say);
    if (req.method === 'POST' && url.pathname === '/messages/inbox/export') {
      if (!(new Date(body.since) <= new Date(body.until)) || (body.deviceId ?? DEVICE) !== DEVICE) return say(400, { message: 'bad period' });
      for (const text of this.inbox) if (text.at >= new Date(body.since) && text.at <= new Date(body.until)) this.#bring(text);
      return say(202, {});
    }
    if (req.method === 'GET' && url.pathname === '/messages') {
      const limit = Number(url.searchParams.get('limit') ?? 50), offset = Number(url.searchParams.get('offset') ?? 0);
      if (limit < 1 || limit > 100 || Number.isNaN(Date.parse(url.searchParams.get('from')))) return say(400, { message: 'bad query' });
      const since = new Date(url.searchParams.get('from'));
      return say(200, [...this.messages].reverse().filter((m) => m.at >= since).slice(offset, offset + limit).map((m) => this.#shown(m)));
    }
    const one = this.messages.find((m) => url.pathname === `/messages/${m.sid}`);
    return one && req.method === 'GET' ? say(200, this.#shown(one)) : say(404, {});
  }

  async #take(req, body, say) {
    this.violations.push(...faultsOf(body));
    const to = body.phoneNumbers[0];
    this.requests.push({ To: to, ...body });
    const { accept = true, status = 202, retryAfter, drop = false, delay = 0 } = this.behave({ To: to, Body: body.textMessage.text });
    const had = this.messages.find((m) => m.sid === body.id);
    let message = had;
    if (accept && status < 400 && !had) {
      message = { sid: body.id ?? randomBytes(10).toString('hex'), to, body: body.textMessage.text, status: 'queued', at: new Date() };
      this.messages.push(message);
    }
    if (delay) await new Promise((done) => setTimeout(done, delay));
    if (drop) return req.socket.destroy();
    if (status >= 400) return say(status, { message: 'refused' }, retryAfter ? { 'retry-after': String(retryAfter) } : {});
    if (had) return say(409, { message: 'Message with such ID already exists' });
    return say(202, this.#shown(message));
  }

  #shown(m) {
    const state = { queued: 'Pending', sent: 'Sent', delivered: 'Delivered', failed: 'Failed' }[m.status];
    return { id: m.sid, deviceId: DEVICE, state, isHashed: false, isEncrypted: false, recipients: [{ phoneNumber: m.to, state, error: m.error ?? null }], states: { Pending: m.at.toISOString() } };
  }

  /** Posts an event as the app does. Answers the HTTP status. */
  async event(server, name, payload, { signature, at = Date.now(), deviceId = DEVICE } = {}) {
    const body = JSON.stringify({ deviceId, event: name, id: randomBytes(10).toString('hex'), payload, webhookId: 'LreFUt-Z3sSq0JufY9uWB' });
    const timestamp = String(Math.floor(at / 1000));
    const answer = await server.request('POST', WEBHOOK, {
      headers: {
        'content-type': 'application/json', ...(signature === null ? {} : {
          'x-timestamp': timestamp, 'x-signature': signature ?? createHmac('sha256', KEY).update(body + timestamp).digest('hex'),
        }),
      },
      body,
    });
    return answer.status;
  }
  #received(text) {
    return { messageId: text.sid, message: text.body, sender: text.from, recipient: null, simNumber: 1, receivedAt: local(text.at) };
  }
  /** One after the other, again and again until the server has it. */
  #bring(text) {
    if (text.brought) return;
    text.brought = true;
    this.bringing = (this.bringing ?? Promise.resolve()).then(async () => {
      while (!this.stopped) {
        const status = await this.event(this.target, 'sms:received', this.#received(text)).catch(() => 0);
        if (status === 200) return;
        await pause(100);
      }
    });
  }

  /** A text that reached the phone some time ago and was never brought. */
  missed(from, body, secondsAgo = 300) {
    const text = { sid: randomBytes(4).toString('hex'), from, body, at: new Date(Date.now() - secondsAgo * 1000) };
    this.inbox.push(text);
    return text;
  }
  /** What an app without a memory does when it is asked for its inbox. */
  forgetsIts(text) { text.brought = false; if (!this.inbox.includes(text)) this.inbox.push(text); }
  /** The same text once more. */
  again(server, text) { return this.event(server, 'sms:received', this.#received(text)); }

  /** A text by webhook; the bodies of what was sent back. */
  async say(server, from, body) {
    const had = this.sentTo(from).length;
    this.last = { sid: randomBytes(4).toString('hex'), from, body, at: new Date() };
    const status = await this.event(server, 'sms:received', this.#received(this.last));
    if (status !== 200) throw new Error(`webhook answered ${status}`);
    await until('the answer to leave', () => server.count('outbox', `${Server.of(from)} and not_before <= now() and status in ('pending', 'sending')`) === 0);
    return this.sentTo(from).slice(had).map((m) => m.body);
  }
  /** All that it ever took. */
  taken() { return this.messages; }
  sentTo(number) { return this.messages.filter((m) => m.to === number); }

  /** The signed event about a message. Answers the HTTP status. */
  report(server, message, status, { signature, reason } = {}) {
    if (status === 'sending') return this.event(server, 'system:ping', { health: {} }, { signature });
    const at = { sent: 'sentAt', delivered: 'deliveredAt', failed: 'failedAt' }[status];
    return this.event(server, `sms:${status}`, {
      messageId: message.sid, sender: null, recipient: message.to, phoneNumber: message.to, simNumber: 1, [at]: local(new Date()), ...(reason ? { reason } : {}),
    }, { signature });
  }
}
