// Learning as three people of the product's first story meet it, word for word in what they text,
// over the signed webhook. The texts about wearables and calendars are not here: they need those.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { Server, newNumber, segments } from './support/server.mjs';

let server;
before(async () => { server = await Server.start(); });
after(async () => { await server?.remove(); });

const says = async (from, text) => (await server.sms(from, text)).join('\n');
const rows = (from, table, where = 'true') => server.count(table, `${Server.of(from)} and ${where}`);

test('scenario 1: a class becomes a workout, in the next text and after a crash', async () => {
  const from = newNumber();
  const first = await says(from, 'I had dhamaka practice, count it as a workout');
  assert.match(first, /Got it, I'll remember: dhamaka = a workout/);
  assert.equal(rows(from, 'gym_logs'), 1);
  assert.equal(rows(from, 'user_knowledge', "pattern_term = 'dhamaka' and confidence = 0.9 and explicitly_taught"), 1);
  await says(from, 'had dhamaka');
  assert.equal(rows(from, 'gym_logs'), 2);
  await server.kill();
  await server.startAgain();
  await says(from, 'had dhamaka');
  assert.equal(rows(from, 'gym_logs'), 3);
  assert.equal(rows(from, 'user_knowledge', 'usage_count = 2'), 1);
});

test('scenario 2: a nickname of a restaurant, and the earlier entry is mended', async () => {
  const from = newNumber();
  await says(from, 'ate at kraft');
  const taught = await says(from, 'kraft is the devils krafthouse');
  assert.match(taught, /kraft = the devils krafthouse/);
  assert.match(taught, /Fix 1 earlier entry.*\(yes\/no\)/);
  assert.match(await says(from, 'yes'), /Fixed 1 entry/);
  assert.equal(rows(from, 'food_logs', "restaurant = 'the devils krafthouse'"), 1);
  await says(from, 'kraft quesadilla');
  assert.equal(rows(from, 'food_logs', "food_name like '%quesadilla%' and restaurant = 'the devils krafthouse'"), 1);
  assert.match(await says(from, 'why?'), /your word kraft = the devils krafthouse/);
});

test('scenario 3: a food of one\'s own with its figures', async () => {
  const from = newNumber();
  assert.match(await says(from, 'I had my usual smoothie, 300 cal 20g protein'), /300 cal, 20g protein/);
  await says(from, 'had my usual smoothie');
  assert.equal(rows(from, 'food_logs', 'calories = 300 and protein_g = 20'), 2);
});

test('nobody else reads a word that one person taught', async () => {
  const [one, two] = [newNumber(), newNumber()];
  await says(one, 'dhamaka means workout');
  await says(two, 'had dhamaka');
  assert.equal(rows(two, 'gym_logs'), 0);
  await says(one, 'had dhamaka');
  assert.equal(rows(one, 'gym_logs'), 1);
});

test('an open question about a word survives a crash; a stray yes does nothing', async () => {
  const from = newNumber();
  await says(from, 'my bottle is 750 ml');
  assert.match(await says(from, 'forget bottle'), /Forget .*\? \(yes\/no\)/);
  await server.kill();
  await server.startAgain();
  assert.match(await says(from, 'yes'), /Forgotten/);
  assert.equal(rows(from, 'user_knowledge'), 0);
  assert.match(await says(from, 'yes'), /nothing waiting/);
});

test('what was learned is listed, tried, rolled back, and short', async () => {
  const from = newNumber();
  for (const text of ['my bottle is 750 ml', 'gsoy means ginger and soy', 'zorb = 100 cal', 'zorb = 200 cal'])
    await says(from, text);
  assert.match(await says(from, 'what have you learned?'), /bottle/);
  assert.match(await says(from, 'try drank a bottle'), /750 ml.*Nothing was stored/);
  assert.match(await says(from, 'roll back zorb'), /100 cal/);
  assert.match(await says(from, 'the is food'), /./);
  assert.equal(rows(from, 'user_knowledge', "pattern_term = 'the'"), 0);
  for (const { text } of server.replies) assert.ok(segments(text).segmentsCount <= 2, text);
});

test('a newcomer logs the first thing within two texts, and may skip', async () => {
  const from = newNumber();
  assert.match(await says(from, 'hi'), /^Welcome! Let's log something/);
  assert.match(await says(from, 'drank 500 ml'), /Logged 500 ml water.*Now ask me/s);
  assert.equal(rows(from, 'water_logs'), 1);
  assert.match(await says(from, 'how much water today?'), /500 ml.*teach me/s);
  const other = newNumber();
  await says(other, 'hello');
  assert.match(await says(other, 'skip'), /no tour/);
  assert.doesNotMatch(await says(other, 'drank 500 ml'), /Now ask me/);
});

test('words leave as a file and come back the same', async () => {
  const [one, two] = [newNumber(), newNumber()];
  for (const text of ['my bottle is 750 ml', 'gsoy means ginger and soy', 'dhamaka means workout', 'zorb = 200 cal'])
    await says(one, text);
  await says(two, 'drank 100 ml');
  const command = (...args) => execFileSync(process.env.SMS_ASSISTANT_BIN, ['words', ...args], {
    encoding: 'utf8', env: { ...process.env, SMS_ASSISTANT_DATA_DIR: server.dataDir, LOG_LEVEL: 'error' },
  });
  const file = path.join(server.dataDir, 'words.jsonl');
  const exported = command('export', one);
  assert.equal(exported.trim().split('\n').length, 4);
  fs.writeFileSync(file, exported);
  assert.match(command('import', two, file, '--preview'), /4 new, 0 changed/);
  assert.equal(rows(two, 'user_knowledge'), 0);
  command('import', two, file);
  assert.equal(command('export', two), exported);
  assert.match(command('import', two, file), /0 new, 0 changed, 4 as they are/);
});

test('what cannot be learned is declined with a reason, and nothing is stored', async () => {
  const from = newNumber();
  assert.match(await says(from, 'learn: the = food'), /too common/);
  assert.match(await says(from, 'stop means pizza'), /already has a job/);
  assert.match(await says(from, `learn: ${'x'.repeat(500)} = pizza`), /too long/);
  for (const text of ['quaxin = vlimur', 'vlimur = brelka', 'brelka = quaxin']) await says(from, text);
  assert.equal(rows(from, 'user_knowledge', "pattern_term = 'brelka' and associated_value = 'quaxin'"), 0);
  assert.equal(rows(from, 'user_knowledge', "pattern_term in ('the', 'stop')"), 0);
});

test('figures out of range are refused with the likely meaning, and a yes takes that', async () => {
  const from = newNumber();
  for (const [text, meant, table, where] of [
    ['drank 20000 ml', '2000 ml', 'water_logs', 'amount_ml = 2000'],
    ['pizza 60000 cal', '6000 cal', 'food_logs', 'calories = 6000'],
    ['plank for 3000 minutes', '300 min', 'gym_logs', 'duration_min = 300'],
  ]) {
    assert.match(await says(from, text), new RegExp(`did not log it. Did you mean ${meant}`), text);
    assert.equal(rows(from, table), 0, text);
    await says(from, 'yes');
    assert.equal(rows(from, table, where), 1, text);
  }
});

test('an undo of what was changed elsewhere says so and leaves it', async () => {
  const from = newNumber();
  await says(from, 'drank 300 ml');
  server.sql(`update water_logs set amount_ml = 350 where ${Server.of(from)}`);
  assert.match(await says(from, 'undo'), /changed elsewhere/);
  assert.equal(rows(from, 'water_logs', 'amount_ml = 350'), 1);
});

test('an alias is made, used, listed and deleted', async () => {
  const from = newNumber();
  assert.match(await says(from, 'alias zz = drank 300 ml'), /Alias set/);
  await says(from, 'zz');
  assert.equal(rows(from, 'water_logs', 'amount_ml = 300'), 1);
  assert.match(await says(from, 'my aliases'), /zz = drank 300 ml/);
  await says(from, 'forget zz');
  await says(from, 'yes');
  assert.doesNotMatch(await says(from, 'my aliases'), /zz =/);
});

test('a goal is named by the log that touches it; history and again work after a crash', async () => {
  const from = newNumber();
  await says(from, 'protein goal 120g');
  assert.match(await says(from, 'chicken 300 cal 50g protein'), /Goal: protein 50g of 120g/);
  await server.kill();
  await server.startAgain();
  assert.match(await says(from, 'again'), /Goal: protein 100g of 120g/);
  assert.match(await says(from, 'history'), /1\. chicken 300 cal 50g protein/);
  assert.equal(rows(from, 'food_logs'), 2);
});

test('somebody who texts in Spanish is answered in Spanish, in plain texts', async () => {
  const from = newNumber();
  await says(from, 'speak spanish');
  assert.match(await says(from, 'beb\u00ed 500 ml de agua'), /^Anotado: 500 ml de agua\. Total hoy: 500 ml\./);
  assert.match(await says(from, 'ayuda comida'), /^Comida:/);
  assert.match(await says(from, 'pendiente comprar leche'), /Agregado a tus pendientes: comprar leche/);
  assert.match(await says(from, 'hecho 1'), /Hecho: comprar leche/);
  for (const { text } of server.replies.slice(-5)) assert.equal(segments(text).encodingName, 'GSM-7', text);
});
