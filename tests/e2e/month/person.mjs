// What a person's texts must come to: rows and totals kept in plain JavaScript, from the script's
// own numbers. Nothing here asks the server or reads its database.
import { dateOf, daysBetween, instantOf, mondayOf, plusDays, weekday } from './calendar.mjs';

export const OZ = 29.5735295625;
export const LB = 0.45359237;
export const MILE = 1609.344;

/** Drinking vessels that nobody taught. */
export const VESSELS = { bottle: 500, glass: 240, cup: 240 };

/** Published figures (USDA FNDDS) of the foods that the scripts eat without saying calories:
 *  grams of one, then per 100 g. */
export const FOODS = {
  egg: { grams: 50, calories: 143, protein: 12.56, carbs: 0.72, fat: 9.51 },
  banana: { grams: 126, calories: 89, protein: 1.09, carbs: 22.84, fat: 0.33 },
  apple: { grams: 200, calories: 52, protein: 0.26, carbs: 13.81, fat: 0.17 },
  croissant: { grams: 57, calories: 406, protein: 8.2, carbs: 45.8, fat: 21 },
  currywurst: { grams: 183, calories: 238, protein: 8.94, carbs: 3.71, fat: 20.64 },
};

const LOGS = { food: 'foods', water: 'waters', gym: 'gyms' };

export class Person {
  zone = 'UTC';
  now = 0;
  /** Everything an undo can bring back. */
  state = {
    foods: [], waters: [], gyms: [], sleeps: [], items: [], assignments: [], facts: [], words: [], dayGoals: {},
    goals: [], metrics: [],
    settings: {
      timezone: 'UTC', units: 'metric', response_style: 'friendly', emoji: false, do_not_disturb: false,
      quiet_start_minute: null, quiet_end_minute: null, water_goal_ml: 2000,
    },
  };
  done = [];
  undone = [];
  actions = 0;
  texts = 0;
  /** Reminders that went out: { at, body }. */
  reminded = [];
  #lastId = 0;

  // --- time ---
  get today() { return dateOf(this.zone, this.now); }
  at(clock, daysAgo = 0) { return instantOf(this.zone, plusDays(this.today, -daysAgo), clock); }
  /** The day `MM-DD` of this year. */
  on(date, clock) { return instantOf(this.zone, `${this.today.slice(0, 4)}-${date}`, clock); }
  /** The next such weekday, 1 to 7; today is not meant. */
  next(day) { return plusDays(this.today, ((day - weekday(this.today) + 6) % 7) + 1); }

  /** Lets time pass: reminders go out at their moments. */
  until(instant) {
    for (;;) {
      const due = this.state.items
        .filter((i) => i.due !== null && i.due <= instant && i.status === 'open' && (i.type === 'reminder') && !(i.sent >= i.due))
        .sort((a, b) => a.due - b.due)[0];
      if (!due) break;
      this.reminded.push({ at: due.due, body: `Reminder: ${due.content}` });
      // Also in the states that undo and redo lead to: what was sent stays sent.
      const moment = due.due;
      for (const s of [this.state, ...this.done.flatMap((a) => [a.before, a.after]), ...this.undone.flatMap((a) => [a.before, a.after])])
        for (const i of s.items)
          if (i.id === due.id && i.due === moment) {
            if (i.days) i.due = this.#occurrence(i, plusDays(dateOf(this.zone, moment), 1));
            else i.sent = moment;
          }
    }
    this.now = instant;
  }
  #occurrence(item, from) {
    let date = from;
    while (!item.days.includes(weekday(date))) date = plusDays(date, 1);
    return instantOf(this.zone, date, item.clock);
  }

  // --- acts ---
  /** One text that changes something; undo takes it back as a whole. */
  act(change) {
    const before = structuredClone(this.state);
    const result = change(this.state);
    this.done.push({ before, after: this.#adopt(structuredClone(this.state)) });
    this.undone = [];
    this.actions += 1;
    return result;
  }
  #adopt(state) {
    this.zone = state.settings.timezone;
    return state;
  }
  undo() {
    const act = this.done.pop();
    if (!act) throw new Error('the script undoes what never was');
    this.undone.push(act);
    this.state = this.#adopt(structuredClone(act.before));
  }
  redo() {
    const act = this.undone.pop();
    if (!act) throw new Error('the script redoes what was not undone');
    this.done.push(act);
    this.state = this.#adopt(structuredClone(act.after));
  }
  id() { return (this.#lastId += 1); }
  /** The row of a list that was written last. */
  last(list, where = () => true) {
    const rows = this.state[list].filter(where);
    if (rows.length === 0) throw new Error(`the script speaks of ${list} that are not there`);
    return rows.reduce((a, b) => (b.id > a.id ? b : a));
  }
  firstOccurrence(item) {
    const first = this.#occurrence(item, this.today);
    return first > this.now ? first : this.#occurrence(item, plusDays(this.today, 1));
  }

  // --- totals ---
  of(kind, days, named = () => true) {
    const wanted = new Set(days);
    return this.state[LOGS[kind]].filter((r) => wanted.has(dateOf(this.zone, r.at)) && named(r));
  }
  water(days) { return sum(this.of('water', days), 'ml'); }
  food(days, figure = 'calories') { return sum(this.of('food', days), figure); }
  sleep(days) {
    const nights = this.state.sleeps.filter((s) => !s.nap && days.includes(s.date));
    return { nights: nights.length, minutes: sum(nights, 'minutes') };
  }
  /** The goal that counts for a figure, if there is one. */
  goalOf(metric) { return this.state.goals.find((g) => g.metric === metric && g.status === 'active'); }
  get goal() { return this.state.dayGoals[this.today] ?? this.state.settings.water_goal_ml; }
  days = {
    today: () => [this.today],
    yesterday: () => [plusDays(this.today, -1)],
    thisWeek: () => daysBetween(mondayOf(this.today), plusDays(mondayOf(this.today), 6)),
    lastWeek: () => daysBetween(plusDays(mondayOf(this.today), -7), plusDays(mondayOf(this.today), -1)),
    last: (n) => daysBetween(plusDays(this.today, 1 - n), this.today),
    thisMonth: () => daysBetween(`${this.today.slice(0, 8)}01`, this.today),
  };

  // --- how figures are said ---
  get imperial() { return this.state.settings.units === 'imperial'; }
  volume(ml) {
    if (this.imperial) return `${trimmed(ml / OZ, 1)} oz`;
    return ml >= 10_000 ? `${trimmed(ml / 1000, 2)} L` : `${trimmed(ml, 0)} ml`;
  }
  clock12(clock) {
    const [h, m] = clock.split(':').map(Number);
    return `${h % 12 || 12}:${String(m).padStart(2, '0')} ${h < 12 ? 'AM' : 'PM'}`;
  }

  /** Every stored row that the texts so far must have left, in the shape that `stored` reads. */
  expected() {
    const s = this.state;
    return {
      foods: s.foods.map((f) => [iso(f.at), f.name, f.quantity, f.meal, tenth(f.calories), tenth(f.protein), tenth(f.carbs), tenth(f.fat), f.estimated]),
      waters: s.waters.map((w) => [iso(w.at), tenth(w.ml)]),
      gyms: s.gyms.map((g) => [iso(g.at), g.exercise, g.sets, g.reps, tenth(g.kg), g.minutes, tenth(g.metres), g.calories]),
      sleeps: s.sleeps.map((n) => [n.date, iso(n.from), iso(n.to), n.minutes, n.nap]),
      items: s.items.map((i) => [i.type, i.content, i.list, i.status, iso(i.due), i.days !== null, iso(i.sent)]),
      assignments: s.assignments.map((a) => [a.course, a.name, iso(a.due), a.status]),
      facts: [s.facts.filter((f) => f.current).length, s.facts.filter((f) => !f.current).length],
      words: s.words.map((w) => [w.term, w.type, w.value, tenth(w.ml), w.calories]),
      dayGoals: Object.entries(s.dayGoals).map(([date, ml]) => [date, tenth(ml)]),
      goals: s.goals.map((g) => [g.metric, g.target, g.period, g.status]),
      metrics: s.metrics.map((m) => [iso(m.at), m.metric, tenth(m.value), m.unit]),
      settings: s.settings,
      texts: this.texts,
      actions: this.actions,
      reminders: this.reminded.length,
    };
  }
}

export const sum = (rows, figure) => rows.reduce((total, r) => total + (r[figure] ?? 0), 0);
/** To the minute, as the stored rows are compared. */
export const iso = (at) => (at === null ? null : new Date(at).toISOString().slice(0, 16));
const tenth = (n) => (n === null ? null : Math.round(n * 10 + 1e-6) / 10);
/** A number with at most so many decimals, none of them an idle zero. */
export const trimmed = (n, decimals) => String(Number(n.toFixed(decimals)));
export function duration(minutes) {
  const whole = Math.round(minutes);
  if (whole < 60) return `${whole} min`;
  return whole % 60 === 0 ? `${whole / 60}h` : `${Math.floor(whole / 60)}h ${whole % 60}m`;
}
