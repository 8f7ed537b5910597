-- What the conversation needs at hand: goals come with everything else when a person's actor wakes,
-- so that a log can say how far they are without another read. Milestones are switched like every
-- other routine. Aliases are taught words and open questions are part of the conversation: the two
-- tables made for them never held a row.
set local role sms_assistant_owner;

drop table aliases, pending_confirmations;

alter table routines drop constraint routines_kind_check;
alter table routines add constraint routines_kind_check
  check (kind in ('check_in', 'digest', 'quote', 'water', 'workout', 'follow_up', 'assignment',
                  'milestone'));

-- One more column of the question that wakes an actor; who that is, only the number says.
create function app.active_goals(p_phone text) returns json
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(json_agg(row_to_json(g) order by g.id), '[]')
  from (select id, user_id, metric, target, unit, period, status, created_at, source, message_id
        from public.goals
        where user_id = (select id from public.users where phone = p_phone)
          and status = 'active') g
$$;
grant select (id, user_id, metric, target, unit, period, status, created_at, source, message_id)
  on goals to sms_assistant_definer;
revoke execute on function app.active_goals(text) from public;
grant execute on function app.active_goals(text) to sms_assistant_app, sms_assistant_definer;
grant create on schema app to sms_assistant_definer;
reset role;
alter function app.active_goals(text) owner to sms_assistant_definer;
set local role sms_assistant_owner;
revoke create on schema app from sms_assistant_definer;
