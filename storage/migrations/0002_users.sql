-- People, their settings and their keys.
set local role sms_assistant_owner;

create table users (
  id bigint primary key,
  phone text unique check (phone ~ '^\+[1-9][0-9]{6,14}$'),
  email text check (email ~ '^[^@[:space:]]+@[^@[:space:]]+$' and length(email) <= 254),
  name text check (length(name) between 1 and 100),
  status text not null default 'active' check (status in ('active', 'inactive')),
  role text not null default 'member' check (role in ('member', 'admin')),
  password_hash text check (length(password_hash) <= 300),
  pin_hash text check (length(pin_hash) <= 300),
  totp_secret bytea check (octet_length(totp_secret) <= 300),
  phone_verified_at timestamptz,
  email_verified_at timestamptz,
  last_login_at timestamptz,
  created_at timestamptz not null default now()
);
create unique index users_email on users (lower(email));
select app.protect('users', 'id');
grant select (id, phone, email, name, status, created_at) on users to sms_assistant_definer;

create table user_preferences (
  user_id bigint primary key references users on delete cascade,
  timezone text not null default 'UTC' check (app.is_timezone(timezone)),
  units text not null default 'metric' check (units in ('metric', 'imperial')),
  response_style text not null default 'friendly'
    check (response_style in ('concise', 'friendly', 'coach')),
  language text not null default 'en' check (language ~ '^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$'),
  emoji boolean not null default false,
  do_not_disturb boolean not null default false,
  quiet_start_minute bigint check (quiet_start_minute between 0 and 1439),
  quiet_end_minute bigint check (quiet_end_minute between 0 and 1439),
  notification_frequency text not null default 'immediate'
    check (notification_frequency in ('immediate', 'daily', 'weekly')),
  day_start_minute bigint not null default 0 check (day_start_minute between 0 and 1439),
  water_goal_ml double precision not null default 2000 check (water_goal_ml between 1 and 10000),
  updated_at timestamptz not null default now(),
  constraint quiet_hours_have_both_ends
    check ((quiet_start_minute is null) = (quiet_end_minute is null))
);
select app.protect('user_preferences');
grant select on user_preferences to sms_assistant_definer;

-- A person's data key, wrapped by the master key. Destroying this row makes every sealed value of
-- the person unreadable, in backups too.
create table user_keys (
  user_id bigint primary key references users on delete cascade,
  key_version bigint not null default 1 check (key_version between 1 and 4294967295),
  wrapped_key bytea not null check (octet_length(wrapped_key) between 61 and 200),
  created_at timestamptz not null default now()
);
select app.protect('user_keys');
grant select on user_keys to sms_assistant_definer;

create table password_history (
  id bigint primary key,
  user_id bigint not null references users on delete cascade,
  password_hash text not null check (length(password_hash) <= 300),
  created_at timestamptz not null default now()
);
create index password_history_user on password_history (user_id, created_at desc);
select app.protect('password_history');

create table sessions (
  id bigint primary key,
  user_id bigint not null references users on delete cascade,
  token_hash bytea not null unique check (octet_length(token_hash) = 32),
  csrf_hash bytea check (octet_length(csrf_hash) = 32),
  device text check (length(device) <= 300),
  created_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  expires_at timestamptz not null,
  revoked_at timestamptz
);
create index sessions_user on sessions (user_id, last_seen_at desc);
create index sessions_expiry on sessions (expires_at);
select app.protect('sessions');
grant select on sessions to sms_assistant_definer;

-- A device a person signed in from before: it still gets in while strangers try passwords.
create table known_devices (
  id bigint primary key,
  user_id bigint not null references users on delete cascade,
  token_hash bytea not null unique check (octet_length(token_hash) = 32),
  label text check (length(label) <= 300),
  created_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now()
);
create index known_devices_user on known_devices (user_id);
select app.protect('known_devices');

create table one_time_tokens (
  id bigint primary key,
  user_id bigint not null references users on delete cascade,
  purpose text not null check (length(purpose) between 1 and 40),
  token_hash bytea not null unique check (octet_length(token_hash) = 32),
  target text check (length(target) <= 254),
  attempts bigint not null default 0 check (attempts >= 0),
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz
);
create index one_time_tokens_user on one_time_tokens (user_id, purpose);
create index one_time_tokens_expiry on one_time_tokens (expires_at);
select app.protect('one_time_tokens');
grant select on one_time_tokens to sms_assistant_definer;

create table api_tokens (
  id bigint primary key,
  user_id bigint not null references users on delete cascade,
  name text not null check (length(name) between 1 and 100),
  token_hash bytea not null unique check (octet_length(token_hash) = 32),
  scopes text[] not null default '{}' check (cardinality(scopes) <= 50),
  created_at timestamptz not null default now(),
  last_used_at timestamptz,
  expires_at timestamptz,
  revoked_at timestamptz
);
create index api_tokens_user on api_tokens (user_id);
select app.protect('api_tokens');
grant select on api_tokens to sms_assistant_definer;

create table consents (
  id bigint primary key,
  user_id bigint not null references users on delete cascade,
  kind text not null check (length(kind) between 1 and 60),
  version text not null check (length(version) between 1 and 40),
  granted boolean not null,
  source text not null default 'message' check (length(source) between 1 and 40),
  message_id bigint,
  at timestamptz not null default now()
);
create index consents_user on consents (user_id, kind, at desc);
select app.protect('consents');

create table pending_confirmations (
  id bigint primary key,
  user_id bigint not null references users on delete cascade,
  kind text not null check (length(kind) between 1 and 60),
  payload bytea not null check (octet_length(payload) <= 100000),
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  answered_at timestamptz
);
create index pending_confirmations_user on pending_confirmations (user_id, expires_at desc);
select app.protect('pending_confirmations');

create table pending_senders (
  sender bytea primary key check (octet_length(sender) = 32),
  invited_at timestamptz not null,
  expires_at timestamptz not null
);
create index pending_senders_expiry on pending_senders (expires_at);
comment on table pending_senders is
  'no user: strangers who were invited; the number is kept as a keyed hash and expires';
grant select, insert, update, delete on pending_senders to sms_assistant_definer;

create table opt_outs (
  id bigint primary key,
  address bytea not null check (octet_length(address) = 32),
  channel text not null check (channel in ('sms', 'email', 'push')),
  reason text not null check (length(reason) between 1 and 60),
  created_at timestamptz not null default now(),
  ended_at timestamptz
);
create unique index opt_outs_address on opt_outs (address, channel) where ended_at is null;
comment on table opt_outs is
  'no user: who said STOP stays stopped, also after the account is erased; the address is a keyed hash';
grant select, insert, update on opt_outs to sms_assistant_app;
grant select (id) on opt_outs to sms_assistant_definer;

create table login_attempts (
  subject bytea primary key check (octet_length(subject) = 32),
  failures bigint not null default 0 check (failures >= 0),
  last_failed_at timestamptz not null default now(),
  locked_until timestamptz
);
comment on table login_attempts is
  'no user: counts failures for an address or number, also where no account exists; a keyed hash';
grant select, insert, update, delete on login_attempts to sms_assistant_app;
