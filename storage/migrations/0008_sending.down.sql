set local role sms_assistant_definer;
drop function app.known_texts(text[]), app.unseen_messages(text[], text[]),
  app.outbox_waiting(timestamptz, bigint);
set local role sms_assistant_owner;
drop function
  app.record_text(bigint, bigint, text, text, timestamptz, timestamptz, bigint, bigint, boolean,
                  text, bigint, bigint, text),
  app.claim_text(bigint, bigint, bytea, bigint, boolean, timestamptz, bigint, bigint, bigint),
  app.set_consent(bigint, bytea, text, boolean, text, timestamptz);
drop table carrier_sweeps;
alter table message_log drop column reply_segments;

-- What the carrier had taken was sent, as far as the older states can say it.
update outbox_events set event = 'sent' where event = 'queued';
alter table outbox_events
  drop constraint outbox_events_event_check,
  add constraint outbox_events_event_check check (event in
    ('scheduled', 'retry', 'sent', 'delivered', 'undelivered', 'failed', 'acted'));
drop index outbox_open;
update outbox set status = case status when 'undelivered' then 'failed' else 'sent' end
where status in ('queued', 'delivered', 'undelivered');
alter table outbox
  drop constraint outbox_status_check,
  add constraint outbox_status_check check (status in ('pending', 'sending', 'sent', 'failed')),
  drop column error_code, drop column price_micros, drop column segments, drop column claimed_at;
create index outbox_pending on outbox (not_before, id) where status = 'pending';

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
revoke execute on function app.outbox_waiting(timestamptz, bigint) from public;
grant execute on function app.outbox_waiting(timestamptz, bigint)
  to sms_assistant_app, sms_assistant_definer;
grant create on schema app to sms_assistant_definer;
reset role;
alter function app.outbox_waiting(timestamptz, bigint) owner to sms_assistant_definer;
set local role sms_assistant_owner;
revoke create on schema app from sms_assistant_definer;
