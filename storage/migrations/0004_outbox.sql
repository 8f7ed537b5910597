-- What leaves the server outside a reply, and what runs later.
set local role sms_assistant_owner;

create table outbox (
  id bigint primary key,
  user_id bigint not null references users on delete cascade,
  channel text not null check (channel in ('sms', 'simulator', 'chat', 'email', 'push')),
  recipient text not null check (length(recipient) between 1 and 254),
  body bytea not null check (octet_length(body) <= 100000),
  kind text not null check (length(kind) between 1 and 40),
  item_id bigint,
  status text not null default 'pending'
    check (status in ('pending', 'sending', 'sent', 'failed')),
  attempts bigint not null default 0 check (attempts >= 0),
  not_before timestamptz not null,
  provider_id text check (length(provider_id) <= 100),
  sent_at timestamptz,
  created_at timestamptz not null
) with (fillfactor = 80);
create index outbox_pending on outbox (not_before, id) where status = 'pending';
create index outbox_user on outbox (user_id, created_at desc);
create index outbox_provider on outbox (provider_id) where provider_id is not null;
select app.protect('outbox');
grant select on outbox to sms_assistant_definer;

-- The ledger of each notice: scheduled, sent, delivered, acted upon.
create table outbox_events (
  id bigint primary key,
  user_id bigint not null references users on delete cascade,
  outbox_id bigint not null references outbox on delete cascade,
  event text not null check (event in ('scheduled', 'retry', 'sent', 'delivered', 'undelivered',
                                       'failed', 'acted')),
  provider_status text check (length(provider_status) <= 100),
  at timestamptz not null
);
create index outbox_events_outbox on outbox_events (outbox_id);
create index outbox_events_user on outbox_events (user_id, at desc);
select app.protect('outbox_events');

create table jobs (
  id bigint primary key,
  user_id bigint references users on delete cascade,
  kind text not null check (length(kind) between 1 and 60),
  unique_key text unique check (length(unique_key) <= 200),
  payload bytea check (octet_length(payload) <= 1000000),
  run_at timestamptz not null,
  status text not null default 'waiting'
    check (status in ('waiting', 'running', 'done', 'failed', 'dead')),
  attempts bigint not null default 0 check (attempts >= 0),
  locked_until timestamptz,
  last_error text check (length(last_error) <= 500),
  created_at timestamptz not null default now(),
  finished_at timestamptz
);
create index jobs_due on jobs (run_at) where status = 'waiting';
create index jobs_user on jobs (user_id);
select app.protect('jobs', may_lack_user => true);

create table webhook_inbox (
  id bigint primary key,
  user_id bigint references users on delete cascade,
  provider text not null check (length(provider) between 1 and 40),
  external_id text not null check (length(external_id) between 1 and 200),
  payload bytea not null check (octet_length(payload) <= 10000000),
  status text not null default 'waiting' check (status in ('waiting', 'done', 'failed', 'dead')),
  attempts bigint not null default 0 check (attempts >= 0),
  not_before timestamptz not null default now(),
  last_error text check (length(last_error) <= 500),
  received_at timestamptz not null default now(),
  processed_at timestamptz,
  unique (provider, external_id)
);
create index webhook_inbox_waiting on webhook_inbox (not_before) where status = 'waiting';
create index webhook_inbox_user on webhook_inbox (user_id);
select app.protect('webhook_inbox', may_lack_user => true);

create table exports (
  id bigint primary key,
  user_id bigint not null references users on delete cascade,
  scope jsonb not null default '{}',
  status text not null default 'waiting'
    check (status in ('waiting', 'running', 'ready', 'downloaded', 'expired', 'failed')),
  token_hash bytea unique check (octet_length(token_hash) = 32),
  file_name text check (length(file_name) <= 300),
  bytes bigint check (bytes >= 0),
  sha256 bytea check (octet_length(sha256) = 32),
  created_at timestamptz not null default now(),
  expires_at timestamptz,
  downloaded_at timestamptz
);
create index exports_user on exports (user_id, created_at desc);
select app.protect('exports');
