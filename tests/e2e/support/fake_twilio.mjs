// Twilio's Messages resource as far as the server uses it: takes texts, lists them, reports on them,
// and fails in every way that Twilio and the network between may. Every request is judged by
// Twilio's published OpenAPI description when TWILIO_OPENAPI names that file.
import fs from 'node:fs';
import http from 'node:http';
import { createRequire } from 'node:module';
import { ACCOUNT, OUR_NUMBER, PUBLIC_URL, Server, TOKEN, newSid } from './server.mjs';

const webhooks = createRequire(import.meta.url)('twilio/lib/webhooks/webhooks.js');
const listPath = `/2010-04-01/Accounts/${ACCOUNT}/Messages.json`;
const rfc2822 = (date) => date.toUTCString().replace('GMT', '+0000');

class Judge {
  constructor(file) {
    const path = JSON.parse(fs.readFileSync(file, 'utf8')).paths['/2010-04-01/Accounts/{AccountSid}/Messages.json'];
    const form = path.post.requestBody.content['application/x-www-form-urlencoded'].schema;
    this.fields = form.properties;
    this.required = form.required ?? [];
    this.query = Object.fromEntries(path.get.parameters.filter((p) => p.in === 'query').map((p) => [p.name, p.schema]));
  }
  static #fault(name, value, schema) {
    if (!schema) return `${name} is no parameter`;
    if (schema.type === 'integer' && !/^\d+$/.test(value)) return `${name} is no integer`;
    if (schema.type === 'boolean' && !/^(true|false)$/.test(value)) return `${name} is no boolean`;
    if (schema.pattern && !new RegExp(schema.pattern).test(value)) return `${name} has the wrong form`;
    if (schema.format === 'uri') new URL(value);
    if (schema.format === 'date-time' && Number.isNaN(Date.parse(value))) return `${name} is no time`;
    return null;
  }
  form(fields) {
    return [...this.required.filter((name) => !fields.has(name)).map((name) => `${name} is missing`),
      ...[...fields].map(([name, value]) => Judge.#fault(name, value, this.fields[name])).filter(Boolean)];
  }
  list(query) { return [...query].map(([name, value]) => Judge.#fault(name, value, this.query[name])).filter(Boolean); }
}

export class FakeTwilio {
  static title = 'Twilio';
  channel = 'twilio';
  /** A text is answered with its webhook. */
  answersInline = true;
  refusals = [[21610, 'carrier'], [21211, 'unreachable'], [21614, 'unreachable'], [21612, ''], [21617, '']]
    .map(([code, stopped]) => ({ fault: { status: 400, code }, code: String(code), stopped }));
  end = { status: 'undelivered', code: '30007' };

  static async start() {
    const twilio = new FakeTwilio();
    twilio.messages = []; // newest last; what Twilio has, whoever was told
    twilio.requests = [];
    twilio.violations = [];
    twilio.judge = process.env.TWILIO_OPENAPI ? new Judge(process.env.TWILIO_OPENAPI) : null;
    /** What becomes of the next send: {accept, status, code, retryAfter, drop, delay}. */
    twilio.behave = () => ({});
    twilio.server = http.createServer((req, res) => twilio.#answer(req, res));
    await new Promise((done) => twilio.server.listen(0, '127.0.0.1', done));
    twilio.url = `http://127.0.0.1:${twilio.server.address().port}`;
    return twilio;
  }
  bringsTo() { /* what was missed stays in the list */ }
  stop() { this.server.closeAllConnections(); return new Promise((done) => this.server.close(done)); }

  /** Settings of a server that has this for its carrier. */
  environment(more = {}) {
    return {
      SMS_ASSISTANT_SIMULATOR: 'off', SMS_ASSISTANT_SIMULATOR_BESIDE_TWILIO: 'false', TWILIO_API_BASE_URL: this.url,
      SMS_ASSISTANT_USERS_SIGN_UP: 'open', SMS_ASSISTANT_SMS_SETTLE_AFTER_S: '1', SMS_ASSISTANT_SMS_SWEEP_EVERY_S: '1', ...more,
    };
  }

  async #answer(req, res) {
    const parts = [];
    for await (const part of req) parts.push(part);
    const url = new URL(req.url, this.url);
    const fields = new URLSearchParams(Buffer.concat(parts).toString('utf8'));
    const say = (status, body, headers = {}) => {
      res.writeHead(status, { 'content-type': 'application/json', ...headers });
      res.end(JSON.stringify(body));
    };
    const refuse = (status, code, headers) => say(status, { code, message: 'refused', more_info: `https://www.twilio.com/docs/errors/${code}`, status }, headers);
    if (req.headers.authorization !== `Basic ${Buffer.from(`${ACCOUNT}:${TOKEN}`).toString('base64')}`) return refuse(401, 20003);
    if (url.pathname !== listPath) return refuse(404, 20404);
    if (req.method === 'GET') {
      this.violations.push(...(this.judge?.list(url.searchParams) ?? []));
      return say(200, this.#list(url));
    }
    this.violations.push(...(this.judge?.form(fields) ?? []));
    const form = Object.fromEntries(fields);
    this.requests.push(form);
    if (!form.To || !form.From || !form.Body) return refuse(400, !form.To ? 21211 : !form.From ? 21212 : 21602);
    if ([...form.Body].length > 1600) return refuse(400, 21617);
    const { accept = true, status = 201, code, retryAfter, drop = false, delay = 0 } = this.behave(form);
    const message = accept ? this.#add('outbound-api', form.From, form.To, form.Body, { callback: form.StatusCallback }) : null;
    if (delay) await new Promise((done) => setTimeout(done, delay));
    if (drop) return req.socket.destroy();
    if (status !== 201) return refuse(status, code ?? 20500, retryAfter ? { 'retry-after': String(retryAfter) } : {});
    return say(201, this.#shown(message));
  }

  #add(direction, from, to, body, { callback, at = new Date() } = {}) {
    const message = { sid: newSid(), direction, from, to, body, status: direction === 'inbound' ? 'received' : 'queued', callback, at, error_code: null, price: null };
    this.messages.push(message);
    return message;
  }
  #shown({ callback, at, ...message }) {
    return {
      ...message, account_sid: ACCOUNT, api_version: '2010-04-01', num_segments: '1', num_media: '0', price_unit: 'USD', error_message: null,
      messaging_service_sid: null, date_created: rfc2822(at), date_updated: rfc2822(at), date_sent: message.status === 'queued' ? null : rfc2822(at),
      uri: `/2010-04-01/Accounts/${ACCOUNT}/Messages/${message.sid}.json`, subresource_uris: {},
    };
  }
  #list(url) {
    const size = Number(url.searchParams.get('PageSize') ?? 50), page = Number(url.searchParams.get('Page') ?? 0);
    const to = url.searchParams.get('To'), since = url.searchParams.get('DateSent>');
    const found = [...this.messages].reverse().filter((m) => (!to || m.to === to) && (!since || (m.status !== 'queued' && m.at >= new Date(since))));
    const next = new URL(url);
    next.searchParams.set('Page', String(page + 1));
    const more = found.length > (page + 1) * size;
    return { messages: found.slice(page * size, (page + 1) * size).map((m) => this.#shown(m)), page, page_size: size, next_page_uri: more ? next.pathname + next.search : null };
  }

  /** A text that Twilio took from a phone some time ago and whose webhook met nobody. */
  missed(from, body, secondsAgo = 300) {
    return this.#add('inbound', from, OUR_NUMBER, body, { at: new Date(Date.now() - secondsAgo * 1000) });
  }
  /** It is in the list, whether its webhook was answered or not. */
  forgetsIts(text) { this.messages.push(text); }
  /** The same text by webhook. */
  async again(server, text) {
    return (await server.webhook(Server.form(text.from, text.body, { MessageSid: text.sid }))).status;
  }
  /** A text by webhook and the texts of its answer. */
  async say(server, from, body, more) {
    const form = Server.form(from, body, more);
    this.last = { sid: form.MessageSid, direction: 'inbound', from, to: OUR_NUMBER, body, status: 'received', at: new Date(Date.now() - 300_000), error_code: null, price: null };
    return server.sms(from, body, { ...more, MessageSid: form.MessageSid });
  }
  /** All that it ever took. */
  taken() { return this.messages.filter((m) => m.direction === 'outbound-api'); }
  sentTo(number) { return this.messages.filter((m) => m.direction === 'outbound-api' && m.to === number); }

  /** The signed status callback about a message. Answers the HTTP status. */
  async report(server, message, status, { code, signature } = {}) {
    const target = message.callback.slice(PUBLIC_URL.length);
    const form = {
      MessageSid: message.sid, SmsSid: message.sid, MessageStatus: status, SmsStatus: status, AccountSid: ACCOUNT,
      From: message.from, To: message.to, ApiVersion: '2010-04-01', ...(code ? { ErrorCode: String(code) } : {}),
    };
    const answer = await server.webhook(form, { target, signature: signature ?? webhooks.getExpectedTwilioSignature(TOKEN, message.callback, form) });
    return answer.status;
  }
}
