// What a line of a script does to the person's records, and what its reply must name. Each word
// here makes a function of the person; it answers with the figures and words to look for.
import { plusDays } from './calendar.mjs';
import { FOODS, LB, MILE, OZ, VESSELS, duration, trimmed } from './person.mjs';

const gone = (list, row) => list.splice(list.indexOf(row), 1);

// --- when: now, or what the text said ---
export const ago = (days, clock) => (p) => p.at(clock, days);
const now = (p) => p.now;

/** A figure that is said rounded. */
const kcal = (amount) => ({ near: amount, unit: 'cal' });

// --- the parts of a text ---
/** Volumes are kept in whole millilitres. */
export const ml = (amount, when = now) => (p, s) => {
  const at = when(p);
  s.waters.push({ id: p.id(), at, ml: Math.round(amount) });
  return () => [p.volume(Math.round(amount)), ...(p.today === dayOf(p, at) ? [p.volume(p.water(p.days.today()))] : [])];
};
export const oz = (amount, when) => ml(amount * OZ, when);
export const vessel = (name, count = 1, when) => (p, s) => ml(count * volumeOf(s, name), when)(p, s);
const volumeOf = (s, name) => s.words.find((w) => w.term === name)?.ml ?? VESSELS[name];

const dayOf = (p, at) => new Intl.DateTimeFormat('en-CA', { timeZone: p.zone }).format(at);

/** Calories and macros as said; of a food that has published figures and none said, those. */
export const food = (name, { calories = null, protein = null, carbs = null, fat = null, quantity = 1, meal = null, when = now } = {}) => (p, s) => {
  const row = { id: p.id(), at: when(p), name, quantity, meal, calories, protein, carbs, fat, estimated: false };
  const nothingSaid = [calories, protein, carbs, fat].every((f) => f === null);
  if (nothingSaid && published(name)) portion(row);
  s.foods.push(row);
  return () => [
    name,
    ...(p.today === dayOf(p, row.at) && row.calories !== null ? [kcal(p.food(p.days.today()))] : []),
    // A goal is named by the log that touches it, with what the day has by then.
    ...(p.today === dayOf(p, row.at) && p.goalOf('protein_g') ? [{ near: p.food(p.days.today(), 'protein'), unit: 'g' }, `of ${p.goalOf('protein_g').target}g`] : []),
  ];
};
const published = (name) => FOODS[name] ?? FOODS[name.replace(/s$/, '')];
function portion(row) {
  const per100 = published(row.name);
  for (const figure of ['calories', 'protein', 'carbs', 'fat']) row[figure] = (row.quantity * per100.grams * per100[figure]) / 100;
  row.estimated = true;
}
/** Of a word that was taught with its figures. */
export const own = (term, { quantity = 1, meal = null, when = now } = {}) => (p, s) => {
  const word = s.words.find((w) => w.term === term);
  return food(word.value, { calories: word.calories * quantity, quantity, meal, when })(p, s);
};

export const gym = (exercise, { sets = null, reps = null, lb = null, kg = null, minutes = null, miles = null, km = null, calories = null, when = now } = {}) => (p, s) => {
  s.gyms.push({
    id: p.id(), at: when(p), exercise, sets, reps, kg: lb !== null ? lb * LB : kg, minutes,
    metres: miles !== null ? miles * MILE : km !== null ? km * 1000 : null, calories,
  });
  return () => [exercise];
};

/** Asleep from one clock time to another; the night belongs to the day of waking. */
export const sleep = (from, to, { daysAgo = 0, nap = false } = {}) => (p, s) => {
  const ended = p.at(to, daysAgo);
  const started = p.at(from, from < to ? daysAgo : daysAgo + 1);
  const minutes = (ended - started) / 60_000;
  s.sleeps.push({ id: p.id(), date: plusDays(p.today, -daysAgo), from: started, to: ended, minutes, nap });
  return () => [duration(minutes)];
};
export const slept = (hours, { nap = false } = {}) => (p, s) => {
  s.sleeps.push({ id: p.id(), date: p.today, from: null, to: null, minutes: hours * 60, nap });
  return () => [duration(hours * 60)];
};

const item = (p, s, more) => {
  const row = { id: p.id(), list: null, status: 'open', due: null, days: null, clock: null, sent: null, ...more };
  s.items.push(row);
  return row;
};
export const todo = (content, { due, list = null } = {}) => (p, s) => {
  item(p, s, { type: 'todo', content, list, due: due ? due(p) : null });
  return () => [content];
};
export const reminder = (content, when) => (p, s) => {
  item(p, s, { type: 'reminder', content, due: when(p) });
  return () => [content];
};
const everyDay = [1, 2, 3, 4, 5, 6, 7];
export const repeating = (content, clock, days = everyDay) => (p, s) => {
  const row = item(p, s, { type: 'reminder', content, days, clock });
  row.due = p.firstOccurrence(row);
  return () => [content, p.clock12(clock)];
};
/** Instants for what is due. */
export const on = (daysAhead, clock) => (p) => p.at(clock, -daysAhead);
export const onNext = (weekday, clock = '00:00') => (p) => {
  const days = Math.round((Date.parse(p.next(weekday)) - Date.parse(p.today)) / 86_400_000);
  return p.at(clock, -days);
};
export const after = (minutes) => (p) => p.now + minutes * 60_000;

export const assignment = (course, name, due) => (p, s) => {
  s.assignments.push({ id: p.id(), course, name, due: due(p), status: 'open' });
  return () => [name];
};

export const fact = (key, value) => (p, s) => {
  for (const old of s.facts) if (old.current && old.key === key) old.current = false;
  s.facts.push({ id: p.id(), key, value, current: true });
  return () => [value];
};

/** A figure about oneself; a weight is kept in kilograms whatever it was said in. */
export const metric = (name, value, { lb = false, unit = null } = {}) => (p, s) => {
  const before = s.metrics.some((m) => m.metric === name);
  s.metrics.push({ id: p.id(), at: p.now, metric: name, value: lb ? value * LB : value, unit });
  return () => [`${name} ${value}`, ...(before ? ['Last time'] : [])];
};
/** What is to be reached; a newer goal of the same figure takes the place of the old. */
export const aim = (metricName, target, period) => (p, s) => {
  for (const old of s.goals) if (old.metric === metricName && old.status === 'active') old.status = 'dropped';
  s.goals.push({ id: p.id(), metric: metricName, target, period, status: 'active' });
  return () => ['Goal: '];
};
/** What leaves no row but is an act that undo takes back. */
export const switched = (said) => () => () => [said];

/** A word of one's own: another name, a container, a food with its figures, a kind of entry. */
export const taught = (term, value, { type = 'entity', ml: volume = null, calories = null } = {}) => (p, s) => {
  s.words.push({ id: p.id(), term, type, value, ml: volume === null ? null : Math.round(volume), calories });
  return () => [term];
};
export const forgotten = (term) => (p, s) => {
  gone(s.words, s.words.find((w) => w.term === term));
  return () => [term];
};

// --- changes ---
export const done = (...names) => (p, s) => {
  for (const name of names) {
    const row = s.items.find((i) => i.content === name && i.status === 'open') ?? s.assignments.find((a) => a.name === name && a.status === 'open');
    if (!row) throw new Error(`nothing open is called ${name}`);
    row.status = 'done';
  }
  return () => names;
};
/** Changes the row written last, of those that fit. */
export const fix = (list, change, where) => (p, s) => {
  const row = p.last(list, where);
  Object.assign(row, typeof change === 'function' ? change(row, p) : change);
  if (list === 'foods' && row.estimated && !('calories' in change)) portion(row);
  return () => [];
};
export const removed = (list, where) => (p, s) => {
  gone(s[list], p.last(list, where));
  return () => [];
};
export const goal = (volume) => (p, s) => {
  s.settings.water_goal_ml = Math.round(volume);
  return () => [p.volume(volume)];
};
export const goalToday = (volume) => (p, s) => {
  s.dayGoals[p.today] = Math.round(volume);
  return () => [p.volume(volume)];
};
export const prefer = (settings) => (p, s) => {
  Object.assign(s.settings, settings);
  return () => [];
};

// --- whole texts ---
/** A text that records: all its parts are one act. */
export const records = (...parts) => (p) => {
  const said = p.act((s) => parts.map((part) => part(p, s)));
  return said.flatMap((named) => named());
};
/** Whatever the reply says. */
export const silently = (act) => (p) => { act(p); return []; };
export const undo = (p) => { p.undo(); return [/undone/i]; };
export const redo = (p) => { p.redo(); return [/redone/i]; };
/** A text that changes nothing: its reply names what the function of the person says. */
export const asks = (answer) => answer;
export const nothing = () => [];

// --- answers ---
export const waterOf = (days) => (p) => [p.volume(p.water(p.days[days]()))];
export const waterLast = (n) => (p) => [p.volume(p.water(p.days.last(n)))];
export const waterToday = (p) => {
  const total = p.water(p.days.today());
  return [p.volume(total), total < p.goal ? p.volume(p.goal - total) : /reached/i];
};
const eaten = (p, days, said) => (p.of('food', days).length > 0 ? [said] : [/no food/i]);
export const caloriesOf = (days) => (p) => eaten(p, p.days[days](), kcal(p.food(p.days[days]())));
export const caloriesLast = (n) => (p) => [kcal(p.food(p.days.last(n)))];
export const proteinOf = (days) => (p) => eaten(p, p.days[days](), { near: p.food(p.days[days](), 'protein'), unit: 'g' });
export const averageSleep = (n) => (p) => {
  const s = p.sleep(p.days.last(n));
  return [duration(s.minutes / s.nights), duration(s.minutes), `${s.nights} night`];
};
export const sleepOf = (days) => (p) => [duration(p.sleep(p.days[days]()).minutes)];
export const workoutsOf = (days) => (p) => [`${p.of('gym', p.days[days]()).length} entr`];
export const bestLift = (exercise) => (p) => {
  const heaviest = Math.max(...p.state.gyms.filter((g) => g.exercise === exercise && g.kg !== null).map((g) => g.kg));
  return [p.imperial ? `${trimmed(heaviest / LB, 1)} lb` : `${trimmed(heaviest, 1)} kg`];
};
export const distanceOf = (exercise, days) => (p) => {
  const metres = p.of('gym', p.days[days](), (g) => g.exercise === exercise).reduce((total, g) => total + g.metres, 0);
  return [p.imperial ? `${trimmed(metres / MILE, 2)} mi` : `${trimmed(metres / 1000, 2)} km`];
};
/** Lists name all that is open and nothing that is done. */
export const openTodos = (p) => {
  const open = p.state.items.filter((i) => i.type === 'todo' && i.status === 'open');
  const closed = p.state.items.filter((i) => i.type === 'todo' && i.status === 'done' && !open.some((o) => o.content === i.content));
  return [...open.map((i) => i.content), ...closed.map((i) => ({ not: i.content }))];
};
export const dueWork = (course) => (p) => {
  const all = p.state.assignments.filter((a) => !course || a.course === course);
  return all.map((a) => (a.status === 'open' ? a.name : { not: a.name }));
};
export const factSaid = (key) => (p) => [p.state.facts.find((f) => f.current && f.key === key).value];
export const names = (...words) => () => words;
