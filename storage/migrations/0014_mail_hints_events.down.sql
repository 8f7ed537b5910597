set local role sms_assistant_owner;
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
drop function app.mail_is_taken(text, bigint);
set local role sms_assistant_owner;
revoke create on schema app from sms_assistant_definer;

revoke select (kind, minute) on routines from sms_assistant_definer;
revoke select (user_id, starts_at, all_day, status, announced_for, updated_at) on calendar_events
  from sms_assistant_definer;
drop index calendar_events_coming;
alter table calendar_events drop column announced_for;

delete from routines where kind in ('event', 'hint');
alter table routines drop constraint routines_kind_check;
alter table routines add constraint routines_kind_check
  check (kind in ('check_in', 'digest', 'quote', 'water', 'workout', 'follow_up', 'assignment',
                  'milestone'));
drop table hints, mail_codes;
