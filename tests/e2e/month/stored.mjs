// A person's rows as they are stored, in the shape of `Person.expected`.
import { Server } from '../support/server.mjs';

const AT = (column) => `to_char(date_trunc('minute', ${column} at time zone 'UTC'), 'YYYY-MM-DD"T"HH24:MI')`;
const TENTH = (column) => `round(${column}::numeric, 1)::float`;
const list = (from, number, ...columns) =>
  `coalesce((select json_agg(json_build_array(${columns.join(', ')})) from ${from} where ${Server.of(number)}), '[]')`;

export function stored(server, number) {
  const all = (from, ...columns) => list(from, number, ...columns);
  const count = (from, where = 'true') => `(select count(*) from ${from} where ${Server.of(number)} and ${where})`;
  const parts = {
    foods: all('food_logs', AT('at'), 'food_name', 'quantity', 'meal', TENTH('calories'), TENTH('protein_g'), TENTH('carbs_g'), TENTH('fat_g'), 'estimated'),
    waters: all('water_logs', AT('at'), TENTH('amount_ml')),
    gyms: all('gym_logs', AT('at'), 'exercise', 'sets', 'reps', TENTH('weight_kg'), 'duration_min', TENTH('distance_m'), 'calories'),
    sleeps: all('sleep_logs', 'date', AT('started_at'), AT('ended_at'), 'duration_min', 'nap'),
    items: all('reminders_todos', 'type', 'content', 'list', 'status', AT('due_at'), 'rrule is not null', AT('sent_at')),
    assignments: all('assignments', 'class_name', 'assignment_name', AT('due_at'), 'status'),
    facts: `json_build_array(${count('facts', 'superseded_at is null')}, ${count('facts', 'superseded_at is not null')})`,
    words: all('user_knowledge', 'pattern_term', 'pattern_type', 'associated_value', TENTH('amount_ml'), 'calories'),
    dayGoals: all('water_goals', 'date', TENTH('goal_ml')),
    goals: all('goals', 'metric', 'target', 'period', 'status'),
    metrics: all('health_metrics', AT('at'), 'metric', TENTH('value'), 'unit'),
    settings: `(select json_build_object('timezone', timezone, 'units', units, 'response_style', response_style, 'emoji', emoji,
      'do_not_disturb', do_not_disturb, 'quiet_start_minute', quiet_start_minute, 'quiet_end_minute', quiet_end_minute,
      'water_goal_ml', water_goal_ml) from user_preferences where ${Server.of(number)})`,
    texts: count('message_log', "channel <> 'system'"),
    actions: count('action_log'),
    reminders: count('outbox', "kind = 'reminder'"),
  };
  return JSON.parse(server.value(`select json_build_object(${Object.entries(parts).map(([name, query]) => `'${name}', ${query}`).join(', ')})`));
}

/** Tables that no text of the scripts leads to. */
const STRANGE = [
  'calendar_events', 'consents', 'exports', 'external_data_mapping', 'oauth_states', 'sessions', 'support_tickets', 'sync_conflicts', 'sync_history', 'user_feedback', 'user_integrations',
];

/** Those of them that hold rows of this person all the same. */
export const strangeRows = (server, number) =>
  server.sql(STRANGE.map((table) => `select '${table}' where exists (select from ${table} where ${Server.of(number)})`).join(' union all ')).map(([table]) => table);
