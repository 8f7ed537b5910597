-- Addresses for mail are proved by a code; hints are given once; events of calendars are announced.
set local role sms_assistant_owner;

-- A code that waits to be texted back. The address is no one's until then, so it stands here, sealed.
create table mail_codes (
  id bigint primary key,
  user_id bigint not null references users on delete cascade,
  address bytea not null check (octet_length(address) <= 400),
  code_hash bytea not null check (octet_length(code_hash) <= 200),
  attempts bigint not null default 0 check (attempts >= 0),
  created_at timestamptz not null,
  expires_at timestamptz not null
);
create index mail_codes_user on mail_codes (user_id, created_at desc);
select app.protect('mail_codes');

create table hints (
  user_id bigint not null references users on delete cascade,
  hint text not null check (length(hint) between 1 and 40),
  shown_at timestamptz not null,
  primary key (user_id, hint)
);
select app.protect('hints');

alter table routines drop constraint routines_kind_check;
alter table routines add constraint routines_kind_check
  check (kind in ('check_in', 'digest', 'quote', 'water', 'workout', 'follow_up', 'assignment',
                  'milestone', 'event', 'hint'));

-- The beginning that the person was told of; one that moves is announced again.
alter table calendar_events add column announced_for timestamptz;
-- Those that had begun when they were imported are nobody's to wait for.
create index calendar_events_coming on calendar_events (starts_at)
  where status <> 'cancelled' and not all_day and announced_for is distinct from starts_at
    and starts_at > updated_at;
grant select (user_id, starts_at, all_day, status, announced_for, updated_at) on calendar_events
  to sms_assistant_definer;
grant select (kind, minute) on routines to sms_assistant_definer;

grant create on schema app to sms_assistant_definer;
set local role sms_assistant_definer;
-- Whether the address is another user's. Asked only for somebody who can read its mail.
create function app.mail_is_taken(p_email text, p_user bigint) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select from public.users where lower(email) = lower(p_email) and id <> p_user)
$$;
revoke execute on function app.mail_is_taken(text, bigint) from public;
grant execute on function app.mail_is_taken(text, bigint)
  to sms_assistant_app, sms_assistant_definer;

-- As before, and events of calendars: half an hour before they begin, or what their owner chose (a
-- day at most).
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
     order by n.check_at limit p_limit)
    union all
    (select e.id, e.user_id, e.starts_at - make_interval(mins => coalesce(t.minute, 30)::int)
     from public.calendar_events e
     left join public.routines t on t.user_id = e.user_id and t.kind = 'event'
     where e.status <> 'cancelled' and not e.all_day and coalesce(t.enabled, true)
       and e.announced_for is distinct from e.starts_at
       and e.starts_at > e.updated_at and e.starts_at < p_before + interval '1 day'
       and e.starts_at - make_interval(mins => coalesce(t.minute, 30)::int) < p_before
     order by 3 limit p_limit)) as due (id, user_id, at)
  join public.users u on u.id = due.user_id
  where u.phone is not null and u.status = 'active'
  order by due.at, due.id
  limit p_limit
$$;
set local role sms_assistant_owner;
revoke create on schema app from sms_assistant_definer;
