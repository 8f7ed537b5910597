-- What the server says by itself: when, how often, through what, and what became of each.
set local role sms_assistant_owner;

alter table user_preferences
  add column vacation_until timestamptz,
  add column nudges_a_day bigint not null default 3 check (nudges_a_day between 0 and 20);

-- An urgent reminder goes out alone, before the others of its minute.
alter table reminders_todos add column urgent boolean not null default false;

-- The next of the steps before an assignment's deadline (7 days, 1 day, 3 hours).
alter table assignments add column next_notice_at timestamptz;
create index assignments_notice on assignments (next_notice_at)
  where status = 'open' and next_notice_at is not null;
grant select (user_id, status, next_notice_at) on assignments to sms_assistant_definer;

-- What the server does for a person at hours of theirs: one row for each kind that was ever
-- switched. No row: the kind's standard (on for assignments, off for all others).
create table routines (
  id bigint primary key,
  user_id bigint not null references users on delete cascade,
  kind text not null check (kind in ('check_in', 'digest', 'quote', 'water', 'workout', 'follow_up',
                                     'assignment')),
  enabled boolean not null default true,
  minute bigint not null check (minute between 0 and 1439),
  -- Monday is 0; set for what comes once a week.
  weekday bigint check (weekday between 0 and 6),
  by_mail boolean not null default false,
  next_at timestamptz,
  last_at timestamptz,
  updated_at timestamptz not null,
  unique (user_id, kind)
);
create index routines_next on routines (next_at) where enabled and next_at is not null;
select app.protect('routines');
grant select (user_id, enabled, next_at) on routines to sms_assistant_definer;

-- The ledger: each notice, when it was to come, when it came, in which text, and what the person
-- did. Several notices may share a text. The text's own fate stands in outbox.
create table notices (
  id bigint primary key,
  user_id bigint not null references users on delete cascade,
  kind text not null check (length(kind) between 1 and 40),
  -- The reminder, todo or assignment; no foreign key: the ledger outlives it.
  item_id bigint,
  subject bytea not null check (octet_length(subject) <= 20000),
  scheduled_at timestamptz not null,
  fired_at timestamptz not null,
  -- Empty while the notice is held for the next digest.
  outbox_id bigint,
  late_because text check (late_because in ('server_away', 'quiet_hours', 'vacation', 'held')),
  answer text check (answer in ('done', 'snoozed', 'moved', 'skipped', 'kept', 'dropped')),
  answered_at timestamptz,
  -- When to look whether the text arrived, and to send a mail if it did not.
  check_at timestamptz,
  escalated_at timestamptz,
  constraint answered_at_a_time check ((answer is null) = (answered_at is null))
);
create index notices_user on notices (user_id, fired_at desc);
create index notices_item on notices (user_id, item_id, fired_at desc) where item_id is not null;
create index notices_held on notices (user_id) where outbox_id is null;
create index notices_check on notices (check_at) where check_at is not null;
select app.protect('notices');
grant select (user_id, check_at) on notices to sms_assistant_definer;

alter table used_quotes drop constraint used_quotes_pkey;
alter table used_quotes add primary key (user_id, quote);

-- Everything that falls due for somebody before an instant, oldest first: items not yet sent for
-- their time, steps before deadlines, routines, and texts whose arrival is to be checked. A todo for
-- a whole day has no time to fire at. Each branch reads its own partial index up to the limit.
grant create on schema app to sms_assistant_definer;
set local role sms_assistant_definer;
create or replace function app.due_items(p_before timestamptz, p_limit bigint)
returns table (item bigint, user_id bigint, phone text, due_at timestamptz)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select due.id, due.user_id, u.phone, due.at
  from (
    (select r.id, r.user_id, r.due_at as at from public.reminders_todos r
     where r.status = 'open' and r.due_at is not null and (r.sent_at is null or r.sent_at < r.due_at)
       and r.due_at < p_before and not (r.type = 'todo' and r.due_all_day)
       and exists (select from public.users x
                   where x.id = r.user_id and x.phone is not null and x.status = 'active')
     order by r.due_at limit p_limit)
    union all
    (select a.id, a.user_id, a.next_notice_at from public.assignments a
     where a.status = 'open' and a.next_notice_at is not null and a.next_notice_at < p_before
     order by a.next_notice_at limit p_limit)
    union all
    (select t.id, t.user_id, t.next_at from public.routines t
     where t.enabled and t.next_at is not null and t.next_at < p_before
     order by t.next_at limit p_limit)
    union all
    (select n.id, n.user_id, n.check_at from public.notices n
     where n.check_at is not null and n.check_at < p_before
     order by n.check_at limit p_limit)) as due (id, user_id, at)
  join public.users u on u.id = due.user_id
  where u.phone is not null and u.status = 'active'
  order by due.at, due.id
  limit p_limit
$$;
-- Mails that wait, over all users. Each on its own: one that cannot be sent holds up no other.
create function app.mails_waiting(p_at timestamptz, p_limit bigint)
returns table (id bigint, user_id bigint, recipient text, body bytea, attempts bigint,
               key_version bigint, wrapped_key bytea)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select o.id, o.user_id, o.recipient, o.body, o.attempts, k.key_version, k.wrapped_key
  from public.outbox o join public.user_keys k on k.user_id = o.user_id
  where o.channel = 'email' and o.status = 'pending' and o.not_before <= p_at
  order by o.not_before, o.id
  limit p_limit
$$;
revoke execute on function app.mails_waiting(timestamptz, bigint) from public;
grant execute on function app.mails_waiting(timestamptz, bigint)
  to sms_assistant_app, sms_assistant_definer;
set local role sms_assistant_owner;
create index outbox_mails on outbox (not_before, id)
  where status = 'pending' and channel = 'email';
revoke create on schema app from sms_assistant_definer;
