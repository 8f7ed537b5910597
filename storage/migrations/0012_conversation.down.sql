set local role sms_assistant_definer;
drop function app.active_goals(text);
set local role sms_assistant_owner;
revoke select (id, user_id, metric, target, unit, period, status, created_at, source, message_id)
  on goals from sms_assistant_definer;
grant select (id) on goals to sms_assistant_definer;

delete from routines where kind = 'milestone';
alter table routines drop constraint routines_kind_check;
alter table routines add constraint routines_kind_check
  check (kind in ('check_in', 'digest', 'quote', 'water', 'workout', 'follow_up', 'assignment'));

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
