-- The few questions that cannot name their users beforehand. Each runs as sms_assistant_definer,
-- which may read only the columns granted to it, with a pinned search path.
set local role sms_assistant_owner;

-- All a user's actor needs, as one JSON value; null when nobody has this number.
create function app.wake(p_phone text, p_at timestamptz)
returns json language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user bigint;
  v_prefs public.user_preferences;
  v_day date;
  v_from timestamptz;
  v_to timestamptz;
  v_answer json;
begin
  select id into v_user from public.users where phone = p_phone;
  if not found then
    return null;
  end if;
  select * into v_prefs from public.user_preferences where user_id = v_user;
  v_day := ((p_at at time zone v_prefs.timezone)
            - make_interval(mins => v_prefs.day_start_minute::int))::date;
  v_from := app.local_to_instant(v_day + make_interval(mins => v_prefs.day_start_minute::int),
                                 v_prefs.timezone);
  v_to := app.local_to_instant(v_day + 1 + make_interval(mins => v_prefs.day_start_minute::int),
                               v_prefs.timezone);
  select json_build_object(
    'user', (select json_build_object('id', id, 'phone', phone, 'email', email, 'name', name,
                                      'status', status, 'created_at', created_at)
             from public.users where id = v_user),
    'preferences', row_to_json(v_prefs),
    'key', (select json_build_object('version', key_version, 'wrapped', wrapped_key)
            from public.user_keys where user_id = v_user),
    'patterns', (select coalesce(json_agg(row_to_json(k) order by k.id), '[]')
                 from public.user_knowledge k where user_id = v_user),
    'today', (select json_build_object(
        'day', v_day,
        'water_ml', (select coalesce(sum(amount_ml), 0) from public.water_logs
                     where user_id = v_user and at >= v_from and at < v_to),
        'water_goal_ml', coalesce((select goal_ml from public.water_goals
                                   where user_id = v_user and date = v_day),
                                  v_prefs.water_goal_ml),
        'workouts', (select count(*) from public.gym_logs
                     where user_id = v_user and at >= v_from and at < v_to),
        'calories', coalesce(sum(calories), 0), 'protein_g', coalesce(sum(protein_g), 0),
        'carbs_g', coalesce(sum(carbs_g), 0), 'fat_g', coalesce(sum(fat_g), 0),
        'foods', count(*), 'foods_without_calories', count(*) filter (where calories is null))
      from public.food_logs where user_id = v_user and at >= v_from and at < v_to),
    'messages', (select coalesce(json_agg(row_to_json(m) order by m.received_at, m.id), '[]')
      from (select id, user_id, dedupe_key, channel, body, reply, reading, request_id, received_at,
                   handled_at
            from public.message_log
            where user_id = v_user and received_at > p_at - interval '30 minutes'
              and channel <> 'system'
            order by received_at desc, id desc limit 6) m),
    'conversation', (select row_to_json(c) from public.conversations c
                     where user_id = v_user and expires_at > p_at))
  into v_answer;
  return v_answer;
end $$;

-- Open items that have a time and were not yet sent for it, over all users, oldest first. A todo for
-- a whole day has no time to fire at.
create function app.due_items(p_before timestamptz, p_limit bigint)
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

-- Texts that wait to be sent, over all users, oldest first, with the key each body opens with. A
-- text waits behind an older one of the same user that is still to be tried again: order is kept.
create function app.outbox_waiting(p_at timestamptz, p_limit bigint)
returns table (id bigint, user_id bigint, channel text, recipient text, body bytea, kind text,
               item_id bigint, status text, attempts bigint, not_before timestamptz,
               provider_id text, sent_at timestamptz, created_at timestamptz, key_version bigint,
               wrapped_key bytea)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select o.id, o.user_id, o.channel, o.recipient, o.body, o.kind, o.item_id, o.status, o.attempts,
         o.not_before, o.provider_id, o.sent_at, o.created_at, k.key_version, k.wrapped_key
  from public.outbox o join public.user_keys k on k.user_id = o.user_id
  where o.status = 'pending' and o.not_before <= p_at
    and not exists (select from public.outbox older
                    where older.user_id = o.user_id and older.status = 'pending'
                      and older.id < o.id and older.not_before > p_at)
  order by o.not_before, o.id
  limit p_limit
$$;

-- Whether to invite this stranger now: once in 24 hours. Rows that expired go at the same time, a
-- few at each call.
create function app.note_stranger(p_sender bytea, p_at timestamptz)
returns boolean language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_invite boolean;
begin
  delete from public.pending_senders s
  where s.sender in (select e.sender from public.pending_senders e
                     where e.expires_at < p_at and e.sender <> p_sender limit 100);
  insert into public.pending_senders as s (sender, invited_at, expires_at)
  values (p_sender, p_at, p_at + interval '24 hours')
  on conflict (sender) do update
    set invited_at = excluded.invited_at, expires_at = excluded.expires_at
    where s.expires_at <= p_at
  returning true into v_invite;
  return coalesce(v_invite, false);
end $$;

-- The highest id in any table, so that new ids are higher though the clock stepped back.
create function app.highest_id()
returns bigint language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  t regclass;
  v bigint;
  v_highest bigint := 0;
begin
  for t in
    select a.attrelid::regclass
    from pg_attribute a join pg_class c on c.oid = a.attrelid
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attname = 'id'
      and a.atttypid = 'bigint'::regtype and a.attidentity = ''
  loop
    execute format('select max(id) from %s', t) into v;
    v_highest := greatest(v_highest, v);
  end loop;
  return v_highest;
end $$;

create function app.audit_hash(p_previous bytea, p_at timestamptz, p_subject bytea, p_actor text,
                               p_event text, p_object text, p_fields text[])
returns bytea language sql immutable set search_path = pg_catalog, pg_temp as $$
  select sha256(p_previous || convert_to(jsonb_build_array(
    extract(epoch from p_at), encode(coalesce(p_subject, ''), 'hex'), p_actor, p_event, p_object,
    to_jsonb(p_fields))::text, 'UTF8'))
$$;

-- Appends to the audit log. One at a time, because each row's hash covers the one before it.
create function app.audit(p_at timestamptz, p_subject bytea, p_actor text, p_event text,
                          p_object text, p_fields text[])
returns bigint language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_previous bytea;
  v_id bigint;
begin
  perform pg_advisory_xact_lock(7305011);
  select hash into v_previous from public.audit_log order by id desc limit 1;
  v_previous := coalesce(v_previous, decode(repeat('00', 32), 'hex'));
  insert into public.audit_log (at, subject, actor, event, object, fields, previous_hash, hash)
  values (p_at, p_subject, p_actor, p_event, p_object, p_fields, v_previous,
          app.audit_hash(v_previous, p_at, p_subject, p_actor, p_event, p_object, p_fields))
  returning id into v_id;
  return v_id;
end $$;

-- The first row whose hash or link is wrong; null when the chain is whole. The oldest row may have
-- lost its forerunners to retention.
create function app.audit_first_broken()
returns bigint language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select min(id) from (
    select id, hash, previous_hash,
           app.audit_hash(previous_hash, at, subject, actor, event, object, fields) as right_hash,
           lag(hash) over (order by id) as hash_before
    from public.audit_log) a
  where hash <> right_hash or previous_hash <> coalesce(hash_before, previous_hash)
$$;

revoke execute on all functions in schema app from public;
grant execute on all functions in schema app to sms_assistant_app, sms_assistant_definer;

-- The new owner must be able to create in the schema while it takes the functions over.
grant create on schema app to sms_assistant_definer;
reset role;
alter function app.wake(text, timestamptz) owner to sms_assistant_definer;
alter function app.due_items(timestamptz, bigint) owner to sms_assistant_definer;
alter function app.outbox_waiting(timestamptz, bigint) owner to sms_assistant_definer;
alter function app.note_stranger(bytea, timestamptz) owner to sms_assistant_definer;
alter function app.highest_id() owner to sms_assistant_definer;
alter function app.audit(timestamptz, bytea, text, text, text, text[])
  owner to sms_assistant_definer;
alter function app.audit_first_broken() owner to sms_assistant_definer;
set local role sms_assistant_owner;
revoke create on schema app from sms_assistant_definer;
