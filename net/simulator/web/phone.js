// A phone in the browser: sends to /simulator/messages, listens to /simulator/outbox.
const $ = (id) => document.getElementById(id);
const [number, text, send, bubbles, thread, now] =
  ['number', 'text', 'send', 'bubbles', 'thread', 'now'].map($);

const POLL_MS = 2000;
const E164 = /^\+[1-9][0-9]{6,14}$/;
const store = {
  get: (key, otherwise) => { try { return localStorage.getItem(key) ?? otherwise; } catch { return otherwise; } },
  set: (key, value) => { try { localStorage.setItem(key, value); } catch { /* private window */ } },
};

// What was said, per number, as long as this tab lives.
const threads = new Map();
let last = null; // number of the newest text of the outbox that was seen
let queue = Promise.resolve(); // one text at a time, in the order typed

// --- segments, as a carrier counts them ---
const BASIC = new Set('@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡' +
  'ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà');
const EXTENDED = new Set('^{}\\[~]|€\f');

function pack(units, one, many) {
  const total = units.reduce((a, b) => a + b, 0);
  if (total <= one) return { total, count: total ? 1 : 0 };
  let count = 1, used = 0;
  for (const size of units) { // an escaped character or surrogate pair is not split
    if (used + size > many) { count += 1; used = 0; }
    used += size;
  }
  return { total, count };
}

function segments(body) {
  const chars = [...body];
  const gsm = chars.every((c) => BASIC.has(c) || EXTENDED.has(c));
  return gsm
    ? { ...pack(chars.map((c) => (EXTENDED.has(c) ? 2 : 1)), 160, 153), coding: 'GSM-7' }
    : { ...pack(chars.map((c) => c.length), 70, 67), coding: 'Unicode' };
}

function describe(body) {
  const s = segments(body);
  return `${s.count} ${s.count === 1 ? 'segment' : 'segments'}, ${s.total} units, ${s.coding}`;
}

// --- the thread ---
function line(kind, body, meta) {
  const item = document.createElement('div');
  item.className = `bubble ${kind}`;
  item.textContent = body;
  bubbles.append(item);
  if (meta) {
    const note = document.createElement('div');
    note.className = `meta ${kind}`;
    note.textContent = meta;
    bubbles.append(note);
  }
  $('empty').hidden = true;
  thread.scrollTop = thread.scrollHeight;
}

function show(entry) {
  const at = threads.get(entry.number) ?? [];
  at.push(entry);
  threads.set(entry.number, at);
  if (entry.number === number.value) line(entry.kind, entry.body, entry.meta);
}

function redraw() {
  bubbles.replaceChildren();
  const at = threads.get(number.value) ?? [];
  $('empty').hidden = at.length > 0;
  for (const entry of at) line(entry.kind, entry.body, entry.meta);
}

function complain(message) {
  const box = $('number-error');
  box.textContent = message ?? '';
  box.hidden = !message;
  number.setAttribute('aria-invalid', String(Boolean(message)));
}

function numberIsFine() {
  number.value = number.value.replace(/[\s().-]/g, '');
  const fine = E164.test(number.value);
  complain(fine ? null : 'A number starts with + and its country code, such as +15550001234.');
  if (fine) {
    store.set('phone.number', number.value);
    const known = new Set(JSON.parse(store.get('phone.numbers', '[]')));
    known.add(number.value);
    store.set('phone.numbers', JSON.stringify([...known].slice(-8)));
    offerNumbers(known);
  }
  return fine;
}

function offerNumbers(known) {
  $('numbers').replaceChildren(...[...known].map((value) => Object.assign(document.createElement('option'), { value })));
}

// --- the server ---
async function call(path, body) {
  const response = await fetch(path, body && {
    method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body),
  });
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(answer.detail ?? `The server answered ${response.status}.`);
  return answer;
}

function say(body) {
  const from = number.value;
  const id = [...crypto.getRandomValues(new Uint8Array(12))].map((b) => b.toString(16).padStart(2, '0')).join('');
  show({ number: from, kind: 'mine', body });
  queue = queue.then(async () => {
    try {
      const { replies } = await call('/simulator/messages', { from, body, id });
      for (const reply of replies) show({ number: from, kind: 'theirs', body: reply, meta: describe(reply) });
      if (!replies.length) show({ number: from, kind: 'theirs', body: 'No reply.', meta: 'The carrier answers this word itself' });
    } catch (e) {
      show({ number: from, kind: 'failed', body, meta: `Not answered. ${e.message}` });
    }
  });
}

async function listen() {
  try {
    const heard = await call(`/simulator/outbox${last === null ? '' : `?after=${last}`}`);
    // The first look only finds where the present is; older texts belong to earlier visits.
    for (const t of heard.texts)
      if (last !== null) show({ number: t.to, kind: 'theirs', body: t.body, meta: `${t.at.slice(11, 16)} UTC, ${describe(t.body)}` });
    last = heard.last;
    now.textContent = `${heard.now.slice(0, 10)} ${heard.now.slice(11, 16)} UTC`;
  } catch {
    now.textContent = 'No server';
  }
}

async function poll() {
  if (!document.hidden) await listen();
  setTimeout(poll, POLL_MS);
}

// --- hands ---
function grow() {
  text.rows = Math.min(6, Math.max(1, text.value.split('\n').length));
  $('segments').textContent = text.value ? describe(text.value) : '';
}

function submit() {
  const body = text.value;
  if (!body.trim() || !numberIsFine()) return;
  text.value = '';
  grow();
  say(body);
  text.focus();
}

$('composer').addEventListener('submit', (e) => { e.preventDefault(); submit(); });
text.addEventListener('input', grow);
text.addEventListener('keydown', (e) => {
  if (e.key === 'Enter' && !e.shiftKey && !e.isComposing) { e.preventDefault(); submit(); }
});
number.addEventListener('change', () => { numberIsFine(); redraw(); });
for (const button of document.querySelectorAll('.try'))
  button.addEventListener('click', () => { text.value = button.textContent; submit(); });
for (const button of document.querySelectorAll('[data-advance]'))
  button.addEventListener('click', async () => {
    button.disabled = true;
    try {
      await call('/simulator/clock', { advance: button.dataset.advance });
      await listen();
    } catch (e) {
      show({ number: number.value, kind: 'failed', body: 'The clock did not move.', meta: e.message });
    }
    button.disabled = false;
  });

number.value = store.get('phone.number', '+15550001234');
offerNumbers(new Set(JSON.parse(store.get('phone.numbers', '[]'))));
redraw();
poll();
text.focus();
