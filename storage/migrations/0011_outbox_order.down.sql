set local role sms_assistant_owner;
grant create on schema app to sms_assistant_definer;
reset role;
set local role sms_assistant_definer;
create or replace function app.outbox_waiting(p_at timestamptz, p_limit bigint)
returns table (id bigint, user_id bigint, channel text, recipient text, body bytea, kind text,
               item_id bigint, status text, attempts bigint, not_before timestamptz,
               provider_id text, sent_at timestamptz, created_at timestamptz,
               claimed_at timestamptz, key_version bigint, wrapped_key bytea)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select o.id, o.user_id, o.channel, o.recipient, o.body, o.kind, o.item_id, o.status, o.attempts,
         o.not_before, o.provider_id, o.sent_at, o.created_at, o.claimed_at, k.key_version,
         k.wrapped_key
  from public.outbox o join public.user_keys k on k.user_id = o.user_id
  where o.channel not in ('email', 'push')
    and (o.status = 'sending'
         or (o.status = 'pending' and o.not_before <= p_at
             and not exists (select from public.outbox older
                             where older.user_id = o.user_id and older.status = 'pending'
                               and older.channel not in ('email', 'push')
                               and older.id < o.id and older.not_before > p_at)))
  order by o.status = 'sending' desc, o.not_before, o.id
  limit p_limit
$$;
reset role;
set local role sms_assistant_owner;
revoke create on schema app from sms_assistant_definer;
