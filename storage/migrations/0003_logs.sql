-- What people record. `message_id` says which text a row came from. It is no foreign key: texts are
-- purged after 30 days, the rows stay, and a purge must not have to touch them.
set local role sms_assistant_owner;

create table message_log (
  id bigint primary key,
  user_id bigint not null references users on delete cascade,
  dedupe_key text not null check (length(dedupe_key) between 1 and 200),
  channel text not null check (length(channel) between 1 and 40),
  body bytea not null check (octet_length(body) <= 20000),
  reply bytea not null check (octet_length(reply) <= 100000),
  reading jsonb not null default '[]',
  request_id text not null check (length(request_id) <= 100),
  received_at timestamptz not null,
  handled_at timestamptz not null,
  unique (user_id, dedupe_key)
);
create index message_log_user on message_log (user_id, received_at desc);
select app.protect('message_log');
grant select (id, user_id, dedupe_key, channel, body, reply, reading, request_id, received_at,
              handled_at) on message_log to sms_assistant_definer;

create table food_logs (
  id bigint primary key,
  user_id bigint not null references users on delete cascade,
  at timestamptz not null,
  food_name text not null check (length(food_name) between 1 and 200),
  quantity double precision not null default 1 check (quantity > 0 and quantity <= 10000),
  unit text check (length(unit) <= 40),
  meal text check (length(meal) <= 40),
  restaurant text check (length(restaurant) <= 200),
  grams double precision check (grams between 0 and 100000),
  calories double precision check (calories between 0 and 10000),
  protein_g double precision check (protein_g between 0 and 1000),
  carbs_g double precision check (carbs_g between 0 and 1000),
  fat_g double precision check (fat_g between 0 and 1000),
  fiber_g double precision check (fiber_g between 0 and 1000),
  estimated boolean not null default false,
  source text not null default 'message' check (length(source) between 1 and 40),
  message_id bigint
);
create index food_logs_user on food_logs (user_id, at desc);
select app.protect('food_logs');
grant select (user_id, at, calories, protein_g, carbs_g, fat_g) on food_logs
  to sms_assistant_definer;

create table water_logs (
  id bigint primary key,
  user_id bigint not null references users on delete cascade,
  at timestamptz not null,
  amount_ml double precision not null check (amount_ml >= 0 and amount_ml <= 10000),
  source text not null default 'message' check (length(source) between 1 and 40),
  message_id bigint
);
create index water_logs_user on water_logs (user_id, at desc);
select app.protect('water_logs');
grant select (user_id, at, amount_ml) on water_logs to sms_assistant_definer;

create table gym_logs (
  id bigint primary key,
  user_id bigint not null references users on delete cascade,
  at timestamptz not null,
  exercise text not null check (length(exercise) between 1 and 200),
  sets bigint check (sets between 1 and 100),
  reps bigint check (reps between 1 and 1000),
  -- 1000 lb
  weight_kg double precision check (weight_kg between 0 and 453.6),
  weight_unit text check (weight_unit in ('lb', 'kg')),
  duration_min double precision check (duration_min between 0 and 1440),
  distance_m double precision check (distance_m between 0 and 1000000),
  calories double precision check (calories between 0 and 10000),
  distance_unit text check (distance_unit in ('mi', 'km', 'm', 'yd')),
  notes text check (length(notes) <= 1000),
  source text not null default 'message' check (length(source) between 1 and 40),
  message_id bigint
);
create index gym_logs_user on gym_logs (user_id, at desc);
select app.protect('gym_logs');
grant select (user_id, at) on gym_logs to sms_assistant_definer;

create table sleep_logs (
  id bigint primary key,
  user_id bigint not null references users on delete cascade,
  date date not null,
  started_at timestamptz,
  ended_at timestamptz,
  duration_min double precision not null check (duration_min > 0 and duration_min <= 2880),
  nap boolean not null default false,
  timezone text not null default 'UTC' check (app.is_timezone(timezone)),
  stages jsonb,
  source text not null default 'message' check (length(source) between 1 and 40),
  message_id bigint,
  constraint sleep_ends_after_it_starts check (ended_at > started_at)
);
create index sleep_logs_user on sleep_logs (user_id, date desc);
select app.protect('sleep_logs');

create table water_goals (
  user_id bigint not null references users on delete cascade,
  date date not null,
  goal_ml double precision not null check (goal_ml > 0 and goal_ml <= 10000),
  primary key (user_id, date)
);
select app.protect('water_goals');
grant select on water_goals to sms_assistant_definer;

create table reminders_todos (
  id bigint primary key,
  user_id bigint not null references users on delete cascade,
  type text not null check (type in ('todo', 'reminder')),
  content text not null check (length(content) between 1 and 500),
  list text check (length(list) between 1 and 100),
  due_at timestamptz,
  due_all_day boolean not null default false,
  rrule text check (length(rrule) between 1 and 500),
  series_start timestamp,
  status text not null default 'open' check (status in ('open', 'done', 'dismissed')),
  sent_at timestamptz,
  completed_at timestamptz,
  follow_up_sent_at timestamptz,
  decay_check_sent_at timestamptz,
  created_at timestamptz not null,
  source text not null default 'message' check (length(source) between 1 and 40),
  message_id bigint
);
create index reminders_todos_user on reminders_todos (user_id, created_at desc);
create index reminders_todos_open on reminders_todos (user_id, due_at) where status = 'open';
-- What the due scan reads: all users, open, not yet sent for this time.
create index reminders_todos_due on reminders_todos (due_at)
  where status = 'open' and due_at is not null and (sent_at is null or sent_at < due_at);
create index reminders_todos_search on reminders_todos
  using gin (app.search_text(content) public.gin_trgm_ops);
select app.protect('reminders_todos');
grant select (id, user_id, type, due_at, due_all_day, status, sent_at) on reminders_todos
  to sms_assistant_definer;

create table assignments (
  id bigint primary key,
  user_id bigint not null references users on delete cascade,
  class_name text not null check (length(class_name) between 1 and 100),
  assignment_name text not null check (length(assignment_name) between 1 and 200),
  due_at timestamptz,
  due_all_day boolean not null default false,
  status text not null default 'open' check (status in ('open', 'done')),
  completed_at timestamptz,
  notes text check (length(notes) <= 1000),
  created_at timestamptz not null,
  source text not null default 'message' check (length(source) between 1 and 40),
  message_id bigint
);
create index assignments_user on assignments (user_id, due_at);
create index assignments_open on assignments (user_id, due_at) where status = 'open';
select app.protect('assignments');

create table facts (
  id bigint primary key,
  user_id bigint not null references users on delete cascade,
  key bytea not null check (octet_length(key) between 33 and 2000),
  value bytea not null check (octet_length(value) between 33 and 20000),
  superseded_at timestamptz,
  created_at timestamptz not null,
  source text not null default 'message' check (length(source) between 1 and 40),
  message_id bigint
);
create index facts_user on facts (user_id, created_at desc);
create index facts_current on facts (user_id) where superseded_at is null;
select app.protect('facts');

create table user_knowledge (
  id bigint primary key,
  user_id bigint not null references users on delete cascade,
  pattern_term text not null check (length(pattern_term) between 1 and 200),
  pattern_type text not null check (pattern_type in ('intent', 'entity', 'synonym')),
  kind text not null default '' check (length(kind) <= 40),
  associated_value text not null check (length(associated_value) <= 500),
  calories double precision check (calories between 0 and 10000),
  protein_g double precision check (protein_g between 0 and 1000),
  carbs_g double precision check (carbs_g between 0 and 1000),
  fat_g double precision check (fat_g between 0 and 1000),
  amount_ml double precision check (amount_ml between 0 and 10000),
  confidence double precision not null default 0.5 check (confidence between 0 and 1),
  explicitly_taught boolean not null default true,
  usage_count bigint not null default 0 check (usage_count >= 0),
  last_used_at timestamptz,
  created_at timestamptz not null,
  message_id bigint,
  unique (user_id, pattern_term, pattern_type, associated_value)
);
select app.protect('user_knowledge');
grant select on user_knowledge to sms_assistant_definer;

-- Keeps what a pattern was. `knowledge_id` is no foreign key: the history outlives a deleted
-- pattern and goes with the person.
create table user_knowledge_history (
  id bigint primary key,
  user_id bigint not null references users on delete cascade,
  knowledge_id bigint not null,
  version bigint not null check (version >= 1),
  change text not null check (change in ('taught', 'edited', 'deleted', 'rolled_back')),
  image bytea not null check (octet_length(image) <= 20000),
  at timestamptz not null default now(),
  unique (user_id, knowledge_id, version)
);
select app.protect('user_knowledge_history');

create table action_log (
  id bigint primary key,
  user_id bigint not null references users on delete cascade,
  message_id bigint not null,
  label text not null check (length(label) <= 100),
  changes bytea not null check (octet_length(changes) <= 10000000),
  state text not null default 'done' check (state in ('done', 'undone', 'dropped')),
  created_at timestamptz not null
);
create index action_log_user on action_log (user_id, id desc);
select app.protect('action_log');

create table conversations (
  user_id bigint primary key references users on delete cascade,
  state bytea not null check (octet_length(state) <= 1000000),
  expires_at timestamptz not null,
  updated_at timestamptz not null
) with (fillfactor = 70);
select app.protect('conversations');
grant select on conversations to sms_assistant_definer;

create table aliases (
  id bigint primary key,
  user_id bigint not null references users on delete cascade,
  kind text not null check (length(kind) between 1 and 40),
  alias text not null check (length(alias) between 1 and 200),
  target text not null check (length(target) between 1 and 500),
  created_at timestamptz not null default now(),
  unique (user_id, kind, alias)
);
select app.protect('aliases');

create table goals (
  id bigint primary key,
  user_id bigint not null references users on delete cascade,
  metric text not null check (length(metric) between 1 and 60),
  target double precision not null check (target between -1e9 and 1e9),
  unit text check (length(unit) <= 20),
  period text not null check (period in ('day', 'week', 'month', 'once')),
  starts_on date,
  ends_on date,
  status text not null default 'active' check (status in ('active', 'reached', 'dropped')),
  created_at timestamptz not null default now(),
  source text not null default 'message' check (length(source) between 1 and 40),
  message_id bigint,
  constraint goal_ends_after_it_starts check (ends_on >= starts_on)
);
create index goals_user on goals (user_id, status);
select app.protect('goals');

create table used_quotes (
  user_id bigint not null references users on delete cascade,
  date date not null,
  quote text not null check (length(quote) between 1 and 1000),
  author text check (length(author) <= 200),
  primary key (user_id, date, quote)
);
select app.protect('used_quotes');
