-- Connected providers and what comes from them.
set local role sms_assistant_owner;

create table user_integrations (
  id bigint primary key,
  user_id bigint not null references users on delete cascade,
  provider text not null check (length(provider) between 1 and 40),
  provider_user_id text check (length(provider_user_id) <= 200),
  access_token bytea check (octet_length(access_token) <= 20000),
  refresh_token bytea check (octet_length(refresh_token) <= 20000),
  token_expires_at timestamptz,
  scopes text[] not null default '{}' check (cardinality(scopes) <= 100),
  status text not null default 'active'
    check (status in ('active', 'paused', 'needs_sign_in', 'disconnected')),
  sync_settings jsonb not null default '{}',
  sync_cursor bytea check (octet_length(sync_cursor) <= 20000),
  last_sync_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (user_id, provider)
);
create index user_integrations_provider on user_integrations (provider, provider_user_id);
select app.protect('user_integrations');
grant select (id, user_id, provider, provider_user_id, status, last_sync_at) on user_integrations
  to sms_assistant_definer;

create table oauth_states (
  id bigint primary key,
  user_id bigint not null references users on delete cascade,
  provider text not null check (length(provider) between 1 and 40),
  state_hash bytea not null unique check (octet_length(state_hash) = 32),
  verifier bytea check (octet_length(verifier) <= 1000),
  return_to text check (length(return_to) <= 500),
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz
);
create index oauth_states_user on oauth_states (user_id);
create index oauth_states_expiry on oauth_states (expires_at);
select app.protect('oauth_states');
grant select on oauth_states to sms_assistant_definer;

create table sync_history (
  id bigint primary key,
  user_id bigint not null references users on delete cascade,
  integration_id bigint not null references user_integrations on delete cascade,
  sync_type text not null check (sync_type in ('full', 'incremental', 'webhook')),
  status text not null check (status in ('running', 'success', 'error', 'partial', 'cancelled')),
  items_synced bigint not null default 0 check (items_synced >= 0),
  error_code text check (length(error_code) <= 100),
  resume_at bytea check (octet_length(resume_at) <= 20000),
  started_at timestamptz not null,
  completed_at timestamptz
);
create index sync_history_integration on sync_history (integration_id, started_at desc);
create index sync_history_user on sync_history (user_id, started_at desc);
select app.protect('sync_history');

create table external_data_mapping (
  id bigint primary key,
  user_id bigint not null references users on delete cascade,
  integration_id bigint not null references user_integrations on delete cascade,
  external_id text not null check (length(external_id) between 1 and 300),
  internal_type text not null check (length(internal_type) between 1 and 60),
  internal_id bigint,
  digest bytea check (octet_length(digest) = 32),
  last_synced_at timestamptz not null default now(),
  unique (integration_id, external_id, internal_type)
);
create index external_data_mapping_internal
  on external_data_mapping (user_id, internal_type, internal_id);
select app.protect('external_data_mapping');

create table calendar_events (
  id bigint primary key,
  user_id bigint not null references users on delete cascade,
  integration_id bigint references user_integrations on delete cascade,
  calendar text not null check (length(calendar) between 1 and 300),
  external_id text not null check (length(external_id) between 1 and 300),
  title bytea not null check (octet_length(title) <= 10000),
  location bytea check (octet_length(location) <= 10000),
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  all_day boolean not null default false,
  start_date date,
  end_date date,
  timezone text check (length(timezone) <= 100),
  status text not null default 'confirmed'
    check (status in ('confirmed', 'tentative', 'cancelled')),
  busy boolean not null default true,
  etag text check (length(etag) <= 300),
  updated_at timestamptz not null default now(),
  unique (integration_id, calendar, external_id),
  constraint event_ends_after_it_starts check (ends_at >= starts_at)
);
create index calendar_events_user on calendar_events (user_id, starts_at);
select app.protect('calendar_events');

create table health_metrics (
  id bigint primary key,
  user_id bigint not null references users on delete cascade,
  metric text not null check (length(metric) between 1 and 60),
  at timestamptz not null,
  ended_at timestamptz,
  value double precision not null check (value between -1e12 and 1e12),
  unit text check (length(unit) <= 20),
  source text not null check (length(source) between 1 and 40),
  integration_id bigint references user_integrations on delete set null,
  message_id bigint,
  unique (user_id, metric, at, source),
  constraint metric_ends_after_it_starts check (ended_at >= at)
);
create index health_metrics_user on health_metrics (user_id, metric, at desc);
create index health_metrics_integration on health_metrics (integration_id)
  where integration_id is not null;
select app.protect('health_metrics');

create table sync_conflicts (
  id bigint primary key,
  user_id bigint not null references users on delete cascade,
  kind text not null check (length(kind) between 1 and 60),
  kept_type text not null check (length(kept_type) between 1 and 60),
  kept_id bigint not null,
  other bytea not null check (octet_length(other) <= 100000),
  status text not null default 'open' check (status in ('open', 'resolved', 'ignored')),
  resolution text check (length(resolution) <= 60),
  created_at timestamptz not null default now(),
  resolved_at timestamptz
);
create index sync_conflicts_open on sync_conflicts (user_id, created_at desc) where status = 'open';
create index sync_conflicts_user on sync_conflicts (user_id, created_at desc);
select app.protect('sync_conflicts');
