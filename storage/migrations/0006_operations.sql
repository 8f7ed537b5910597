-- What the operator and the server itself keep.
set local role sms_assistant_owner;

create table user_feedback (
  id bigint primary key,
  user_id bigint not null references users on delete cascade,
  kind text not null check (length(kind) between 1 and 40),
  rating bigint check (rating between 1 and 5),
  body bytea check (octet_length(body) <= 20000),
  message_id bigint,
  created_at timestamptz not null default now()
);
create index user_feedback_user on user_feedback (user_id, created_at desc);
select app.protect('user_feedback');

create table support_tickets (
  id bigint primary key,
  user_id bigint not null references users on delete cascade,
  subject bytea not null check (octet_length(subject) <= 2000),
  body bytea not null check (octet_length(body) <= 100000),
  status text not null default 'open' check (status in ('open', 'answered', 'closed')),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index support_tickets_user on support_tickets (user_id, created_at desc);
select app.protect('support_tickets');

-- The keyring: which master keys this database was sealed with. Never a key: `verifier` is a value
-- sealed by it, so that a wrong ENCRYPTION_KEY is noticed at start and not at the first read.
create table api_keys (
  id bigint primary key,
  purpose text not null check (length(purpose) between 1 and 40),
  key_id bigint not null check (key_id between 0 and 4294967295),
  verifier bytea not null check (octet_length(verifier) between 33 and 300),
  state text not null default 'active' check (state in ('active', 'retiring', 'retired')),
  created_at timestamptz not null default now(),
  retired_at timestamptz,
  unique (purpose, key_id)
);
comment on table api_keys is 'no user: the server''s own keys, by id; holds no key';
grant select, insert, update on api_keys to sms_assistant_app;
grant select (id) on api_keys to sms_assistant_definer;

create table feature_flags (
  name text primary key check (length(name) between 1 and 100),
  enabled boolean not null default false,
  percent bigint not null default 100 check (percent between 0 and 100),
  updated_at timestamptz not null default now()
);
comment on table feature_flags is 'no user: settings of the server';
grant select, insert, update, delete on feature_flags to sms_assistant_app;

create table usage_counters (
  day date not null,
  name text not null check (length(name) between 1 and 100),
  count bigint not null default 0 check (count >= 0),
  primary key (day, name)
);
comment on table usage_counters is 'no user: sums over everybody, so that nobody can be told apart';
grant select, insert, update, delete on usage_counters to sms_assistant_app;

create table shard_leases (
  shard bigint primary key check (shard >= 0),
  owner text not null check (length(owner) between 1 and 200),
  epoch bigint not null check (epoch >= 1),
  expires_at timestamptz not null
);
comment on table shard_leases is 'no user: which server acts for which share of the users';
grant select, insert, update, delete on shard_leases to sms_assistant_app;

-- What was done to whose data: the names of fields, never their values, and the person as a keyed
-- hash without a foreign key, so that the proof of an erasure outlives it. Each row's hash covers the
-- one before it; `app.audit_first_broken` finds an altered or missing one.
create table audit_log (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  subject bytea check (octet_length(subject) = 32),
  actor text not null check (length(actor) between 1 and 60),
  event text not null check (length(event) between 1 and 100),
  object text not null default '' check (length(object) <= 100),
  fields text[] not null default '{}' check (cardinality(fields) <= 200),
  previous_hash bytea not null check (octet_length(previous_hash) = 32),
  hash bytea not null check (octet_length(hash) = 32)
);
create index audit_log_subject on audit_log (subject, at desc);
create index audit_log_at on audit_log (at desc);
comment on table audit_log is
  'no user: must outlive the person; names no one and holds field names only';
grant select on audit_log to sms_assistant_app, sms_assistant_definer;
grant insert on audit_log to sms_assistant_definer;
