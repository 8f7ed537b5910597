set local role sms_assistant_owner;
grant create on schema app to sms_assistant_definer;
set local role sms_assistant_definer;
create or replace function app.due_items(p_before timestamptz, p_limit bigint)
returns table (item bigint, user_id bigint, phone text, due_at timestamptz)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select r.id, r.user_id, u.phone, r.due_at
  from public.reminders_todos r join public.users u on u.id = r.user_id
  where r.status = 'open' and r.due_at is not null and (r.sent_at is null or r.sent_at < r.due_at)
    and r.due_at < p_before
    and not (r.type = 'todo' and r.due_all_day)
    and u.phone is not null and u.status = 'active'
  order by r.due_at, r.id
  limit p_limit
$$;
drop function app.mails_waiting(timestamptz, bigint);
set local role sms_assistant_owner;
drop index outbox_mails;
revoke create on schema app from sms_assistant_definer;
alter table used_quotes drop constraint used_quotes_pkey;
alter table used_quotes add primary key (user_id, date, quote);
drop table notices;
drop table routines;
revoke select (user_id, status, next_notice_at) on assignments from sms_assistant_definer;
drop index assignments_notice;
alter table assignments drop column next_notice_at;
alter table reminders_todos drop column urgent;
alter table user_preferences drop column vacation_until, drop column nudges_a_day;
