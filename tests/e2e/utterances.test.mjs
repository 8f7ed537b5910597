// Texts that the product's description quotes, each over the simulator: what is stored and said.
// Judged by rows first; words only where they are the point. Every reply is judged as an SMS.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Server, newNumber, segments } from './support/server.mjs';

let server;
before(async () => { server = await Server.start(); });
after(async () => { await server?.remove(); });

const LOGS = ['food_logs', 'water_logs', 'gym_logs', 'sleep_logs', 'reminders_todos', 'assignments'];
const counts = (from) => Object.fromEntries(LOGS.map((table) => [table, server.count(table, Server.of(from))]));

/** Says it as a new person and gives the reply and how many rows each table gained. */
async function said(text, { from = newNumber(), first = [] } = {}) {
  for (const earlier of first) await server.say(from, earlier);
  const before = counts(from);
  const reply = await server.say(from, text);
  const now = counts(from);
  const gained = Object.fromEntries(LOGS.filter((t) => now[t] !== before[t]).map((t) => [t, now[t] - before[t]]));
  return { from, reply, gained, row: (table, columns) => server.sql(`select ${columns} from ${table} where ${Server.of(from)} order by id desc limit 1`)[0] };
}

const RECORDED = [
  ['drank a bottle', { water_logs: 1 }],
  ['drank 2 glasses of water', { water_logs: 1 }],
  ['did bench press 135x5', { gym_logs: 1 }],
  ['slept 11pm-7am', { sleep_logs: 1 }],
  ['todo buy groceries', { reminders_todos: 1 }],
  ['remind me to call mom at 3pm', { reminders_todos: 1 }],
  ['ate a quesadilla', { food_logs: 1 }],
  ['I had my usual smoothie, 300 cal 20g protein', { food_logs: 1 }],
  ['2 eggs and a bottle of water', { food_logs: 1, water_logs: 1 }],
  ['I had dhamaka practice today, count it as a workout', { gym_logs: 1 }],
  ['math homework due friday', { assignments: 1 }],
];
for (const [text, expected] of RECORDED)
  test(`records: ${text}`, async () => {
    const { gained, reply } = await said(text);
    assert.deepEqual(gained, expected, reply);
    assert.ok(reply.length > 0);
    assert.equal(segments(reply).segmentsCount, 1, `routine replies are one segment: ${reply}`);
    assert.equal(segments(reply).encodingName, 'GSM-7', reply);
  });

const SILENT = [
  'what do I have today?', 'how much did I sleep this week?', 'help', 'help food', 'help integrations', 'show my connections',
  'connect my fitbit', 'connect my google calendar', 'sync my fitbit', 'sync my calendar and tell me what I have today',
  'log my fitbit workout from today', 'what did my fitbit say about my sleep last night?', 'what did fitbit say about my sleep?',
  'disconnect fitbit', 'remove fitbit', 'unlink fitbit', 'delete fitbit data', 'remove my fitbit data', 'stop syncing',
  'pause integrations', 'disable auto-sync', 'resume syncing', 'delete my account', 'cancel service', 'remove all my data',
  'DELETE ACCOUNT', 'export my data', 'download my data', 'delete my food logs', 'remove all water data', 'yes',
  'should I drink more water?', "I didn't drink any water today", 'my brother ate a pizza', 'going to eat pasta tonight',
];
for (const text of SILENT)
  test(`records nothing: ${text}`, async () => {
    const { gained, reply, from } = await said(text, { first: ['drank 250 ml', '2 eggs'] });
    assert.deepEqual(gained, {}, reply);
    assert.ok(reply.length > 0);
    assert.equal(server.count('users', `phone = '${from}'`), 1);
  });

test('values are what was said', async () => {
  const bench = await said('did bench press 135x5', { first: ['use imperial units'] });
  const [exercise, reps, kg] = bench.row('gym_logs', 'exercise, reps, round(weight_kg::numeric, 1)');
  assert.match(exercise, /bench press/i);
  assert.equal(reps, '5');
  assert.equal(kg, '61.2');
  const sleep = await said('slept 11pm-7am');
  assert.equal(sleep.row('sleep_logs', 'duration_min')[0], '480');
  const smoothie = await said('I had my usual smoothie, 300 cal 20g protein');
  assert.deepEqual(smoothie.row('food_logs', 'calories, protein_g'), ['300', '20']);
  const todo = await said('todo buy groceries');
  assert.deepEqual(todo.row('reminders_todos', 'content, status, type'), ['buy groceries', 'open', 'todo']);
});

test('totals add up and can be asked', async () => {
  const from = newNumber();
  await server.say(from, 'drank 500 ml');
  assert.match(await server.say(from, 'drank 250 ml'), /750/);
  assert.match(await server.say(from, 'how much water today'), /750/);
});

test('undo takes back, redo brings again, ten deep', async () => {
  const from = newNumber();
  for (let i = 1; i <= 10; i += 1) await server.say(from, `drank ${i * 10} ml`);
  for (let i = 10; i >= 1; i -= 1) {
    await server.say(from, 'undo');
    assert.equal(server.count('water_logs', Server.of(from)), i - 1);
  }
  await server.say(from, 'redo');
  await server.say(from, 'redo');
  assert.deepEqual(server.sql(`select amount_ml from water_logs where ${Server.of(from)} order by amount_ml`).map((r) => r[0]), ['10', '20']);
});

test('a todo is shown, completed and no longer shown', async () => {
  const from = newNumber();
  await server.say(from, 'todo buy groceries');
  await server.say(from, 'todo call the dentist');
  assert.match(await server.say(from, 'what do I have today?'), /groceries/);
  await server.say(from, 'done buy groceries');
  assert.equal(server.value(`select status from reminders_todos where ${Server.of(from)} and content = 'buy groceries'`), 'done');
  const list = await server.say(from, 'show my todos');
  assert.doesNotMatch(list, /groceries/);
  assert.match(list, /dentist/);
});

test('forty todos come in pages of two segments at most, and "more" goes on to the last', async () => {
  const from = newNumber();
  for (const verb of ['buy', 'clean', 'fix', 'paint', 'sell', 'wash', 'move', 'find'])
    for (const noun of ['lamp', 'chair', 'table', 'shelf', 'carpet']) await server.say(from, `todo ${verb} the ${noun}`);
  assert.equal(server.count('reminders_todos', Server.of(from)), 40);
  const pages = [await server.say(from, 'my todos')];
  while (/\(more\)$/.test(pages.at(-1)) && pages.length < 20) pages.push(await server.say(from, 'more'));
  assert.ok(pages.length > 1);
  for (const page of pages) assert.ok(segments(page).segmentsCount <= 2, page);
  const numbers = [...pages.join('\n').matchAll(/^(\d+)\. /gm)].map((m) => Number(m[1]));
  assert.deepEqual(numbers, Array.from({ length: 40 }, (_, i) => i + 1));
  await server.say(from, 'done 39');
  assert.equal(server.count('reminders_todos', `${Server.of(from)} and status = 'done'`), 1);
});

test('a correction that names an entry changes that one, or none', async () => {
  const from = newNumber();
  for (const text of ['2 eggs', 'ran 5k in 25 min', 'remind me every weekday at 9am to take vitamins']) await server.say(from, text);
  assert.match(await server.say(from, 'change the eggs to 3'), /Changed to 3 eggs/);
  assert.match(await server.say(from, 'change the run to 6k'), /Changed to run, 6 km/);
  assert.match(await server.say(from, 'change the sandwich to 500 cal'), /nothing like/);
  assert.match(server.value(`select rrule from reminders_todos where ${Server.of(from)}`), /WEEKLY/);
});

test('what a person is called is used, also after a crash', async () => {
  const from = newNumber();
  await server.say(from, 'drank 200 ml');
  assert.match(await server.say(from, 'call me Sam'), /Sam/);
  await server.kill();
  await server.startAgain();
  assert.match(await server.say(from, 'hi'), /^Hi Sam!/);
});

test('the short words w, f, g, s and t work', async () => {
  const from = newNumber();
  await server.say(from, 'w 500');
  await server.say(from, 'f 2 eggs');
  await server.say(from, 'g bench press 135x5');
  await server.say(from, 's 11pm-7am');
  await server.say(from, 't buy milk');
  assert.deepEqual(counts(from), { food_logs: 1, water_logs: 1, gym_logs: 1, sleep_logs: 1, reminders_todos: 1, assignments: 0 });
});

test('settings change by text', async () => {
  const from = newNumber();
  await server.say(from, 'my timezone is America/New_York');
  assert.equal(server.value(`select timezone from user_preferences where ${Server.of(from)}`), 'America/New_York');
  await server.say(from, 'use imperial units');
  assert.equal(server.value(`select units from user_preferences where ${Server.of(from)}`), 'imperial');
});

test('every reply of this run fits an SMS', () => {
  assert.ok(server.replies.length > 50);
  for (const { asked, text } of server.replies) {
    const judged = segments(text);
    assert.ok(text.length <= 1600 && judged.segmentsCount <= 10, `${asked} -> ${text}`);
    // Plain words in, plain words out: one odd character would double the price.
    if (/^[\x20-\x7e]*$/.test(asked)) assert.equal(judged.encodingName, 'GSM-7', `${asked} -> ${text}`);
  }
});
