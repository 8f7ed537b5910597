-- What becomes of an outgoing text: claimed before it is handed over, told by the carrier after.
--
--   pending -> sending -> queued -> sent -> delivered | undelivered | failed
--
-- `sending` is written before the request leaves: after a crash it says which texts the carrier may
-- have taken. `queued`: the carrier has it. `pending` again: the carrier certainly has not, or what
-- it had failed for a while.
set local role sms_assistant_owner;

alter table outbox
  drop constraint outbox_status_check,
  add constraint outbox_status_check check (status in
    ('pending', 'sending', 'queued', 'sent', 'delivered', 'undelivered', 'failed')),
  add column claimed_at timestamptz,
  add column segments bigint check (segments >= 0),
  -- What the carrier charged, in millionths of its currency; null until it says.
  add column price_micros bigint check (price_micros >= 0),
  add column error_code bigint;
drop index outbox_pending;
create index outbox_open on outbox (not_before, id) where status in ('pending', 'sending');

alter table outbox_events
  drop constraint outbox_events_event_check,
  add constraint outbox_events_event_check check (event in
    ('scheduled', 'retry', 'queued', 'sent', 'delivered', 'undelivered', 'failed', 'acted'));

-- Segments of an answer that left with the request it came in with; null for those of the outbox.
alter table message_log add column reply_segments bigint check (reply_segments >= 0);

create table carrier_sweeps (
  carrier text primary key check (length(carrier) between 1 and 40),
  seen_until timestamptz not null
);
comment on table carrier_sweeps is
  'no user: up to when a carrier was asked for what it holds that never reached us';
grant select, insert, update on carrier_sweeps to sms_assistant_app;

-- Ends or restores the consent to send to an address, as of `p_at`: said twice it counts once, and
-- what was said later wins, in whatever order it is heard. True when it changed something.
create function app.set_consent(p_id bigint, p_address bytea, p_channel text, p_may_send boolean,
                                p_reason text, p_at timestamptz)
returns boolean language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if p_may_send then
    update public.opt_outs set ended_at = p_at
    where address = p_address and channel = p_channel and ended_at is null and created_at <= p_at;
    return found;
  end if;
  insert into public.opt_outs (id, address, channel, reason, created_at)
  select p_id, p_address, p_channel, p_reason, p_at
  where not exists (select from public.opt_outs
                    where address = p_address and channel = p_channel and ended_at >= p_at)
  on conflict (address, channel) where ended_at is null do nothing;
  return found;
end $$;

-- Takes one waiting text for sending, unless nothing may be sent to its address or its user's month
-- is spent. `p_asked`: the person asked for this text. Answers 'go', 'stopped', 'held' or 'gone',
-- and what the month's texts cost so far. `p_price`: of a segment, where the carrier has not said.
create function app.claim_text(p_id bigint, p_user bigint, p_address bytea, p_segments bigint,
                               p_asked boolean, p_at timestamptz, p_price bigint, p_budget bigint,
                               p_event bigint, out verdict text, out spent bigint)
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_month timestamptz := date_trunc('month', p_at, 'UTC');
begin
  spent := 0;
  perform from public.outbox where id = p_id and user_id = p_user and status = 'pending' for update;
  if not found then
    verdict := 'gone';
    return;
  end if;
  if p_budget > 0 then
    select coalesce(sum(coalesce(o.price_micros, o.segments * p_price)), 0) into spent
    from public.outbox o
    where o.user_id = p_user and o.created_at >= v_month
      and o.status in ('sending', 'queued', 'sent', 'delivered', 'undelivered');
    spent := spent + p_price * (select coalesce(sum(m.reply_segments), 0)::bigint
                                from public.message_log m
                                where m.user_id = p_user and m.received_at >= v_month);
  end if;
  if exists (select from public.opt_outs
             where address = p_address and channel = 'sms' and ended_at is null) then
    verdict := 'stopped';
  elsif p_budget > 0 and not p_asked and spent + p_segments * p_price > p_budget * 8 / 10 then
    verdict := 'held';
  else
    verdict := 'go';
  end if;
  if verdict = 'go' then
    update public.outbox
    set status = 'sending', claimed_at = p_at, segments = p_segments
    where id = p_id and user_id = p_user;
  else
    update public.outbox set status = 'failed', not_before = p_at
    where id = p_id and user_id = p_user;
    insert into public.outbox_events (id, user_id, outbox_id, event, provider_status, at)
    values (p_event, p_user, p_id, 'failed', verdict, p_at);
  end if;
end $$;

-- Notes what became of a text. Words that come late, twice or out of order change nothing: a state
-- is left for a later one only, and a word about an attempt that was given up is not about the next
-- one. `p_attempted`: it was handed to the carrier once more. `p_at_last`: for a retry, the state
-- that stays instead when `p_most` attempts have been made. True when the state changed.
create function app.record_text(p_id bigint, p_user bigint, p_status text, p_provider text,
                                p_not_before timestamptz, p_at timestamptz, p_code bigint,
                                p_price bigint, p_attempted boolean, p_at_last text, p_most bigint,
                                p_event bigint, p_note text)
returns boolean language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_row public.outbox;
  v_status text := p_status;
  v_provider text := nullif(p_provider, '');
  v_order constant text[] := '{pending,sending,queued,sent,delivered,undelivered,failed}';
  v_final constant text[] := '{delivered,undelivered,failed}';
begin
  select * into v_row from public.outbox where id = p_id and user_id = p_user for update;
  if not found then
    return false;
  end if;
  if p_price is not null and v_row.price_micros is distinct from p_price
     and v_row.provider_id is not distinct from coalesce(v_provider, v_row.provider_id) then
    update public.outbox set price_micros = p_price where id = p_id and user_id = p_user;
  end if;
  if v_row.status = any (v_final) then
    return false;
  end if;
  -- Of an earlier attempt: only that it arrived after all is news.
  if v_provider is not null and v_row.provider_id is not null and p_status <> 'delivered'
     and (case when v_row.provider_id = v_provider then v_row.status = 'pending'
               else v_row.status in ('queued', 'sent') end) then
    return false;
  end if;
  if p_status = 'pending' then
    if p_attempted and v_row.status not in ('pending', 'sending') then
      return false;
    end if;
    if v_row.attempts + p_attempted::int >= p_most then
      v_status := p_at_last;
    end if;
  elsif array_position(v_order, p_status) <= array_position(v_order, v_row.status) then
    return false;
  end if;
  update public.outbox
  set status = v_status, attempts = attempts + p_attempted::int,
      provider_id = coalesce(v_provider, provider_id),
      not_before = case when v_status = 'pending' then p_not_before else p_at end,
      sent_at = case when v_status in ('queued', 'sent', 'delivered') then coalesce(sent_at, p_at)
                     else sent_at end,
      error_code = coalesce(p_code, error_code)
  where id = p_id and user_id = p_user;
  insert into public.outbox_events (id, user_id, outbox_id, event, provider_status, at)
  values (p_event, p_user, p_id, case when v_status = 'pending' then 'retry' else v_status end,
          nullif(p_note, ''), p_at);
  return true;
end $$;

revoke execute on function
  app.set_consent(bigint, bytea, text, boolean, text, timestamptz),
  app.claim_text(bigint, bigint, bytea, bigint, boolean, timestamptz, bigint, bigint, bigint),
  app.record_text(bigint, bigint, text, text, timestamptz, timestamptz, bigint, bigint, boolean,
                  text, bigint, bigint, text)
from public;
grant execute on function
  app.set_consent(bigint, bytea, text, boolean, text, timestamptz),
  app.claim_text(bigint, bigint, bytea, bigint, boolean, timestamptz, bigint, bigint, bigint),
  app.record_text(bigint, bigint, text, text, timestamptz, timestamptz, bigint, bigint, boolean,
                  text, bigint, bigint, text)
to sms_assistant_app;

-- Texts to see to, over all users, oldest first, with the key each body opens with: those that wait,
-- and those of which it is not known whether the carrier took them. A text waits behind an older one
-- of the same user that is still to be tried again: order is kept. Mail goes another way.
reset role;
set local role sms_assistant_definer;
drop function app.outbox_waiting(timestamptz, bigint);
set local role sms_assistant_owner;
create function app.outbox_waiting(p_at timestamptz, p_limit bigint)
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

-- Of messages that a carrier holds: which of those that came in were never handled, and which text
-- of ours those that went out are.
create function app.unseen_messages(p_keys text[], p_phones text[])
returns setof text language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select a.key from unnest(p_keys, p_phones) as a (key, phone)
  where not exists (select from public.message_log m join public.users u on u.id = m.user_id
                    where u.phone = a.phone and m.dedupe_key = a.key)
$$;
create function app.known_texts(p_providers text[])
returns table (provider_id text, id bigint, user_id bigint, status text, priced boolean)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select o.provider_id, o.id, o.user_id, o.status, o.price_micros is not null
  from public.outbox o where o.provider_id = any (p_providers)
$$;

revoke execute on function app.outbox_waiting(timestamptz, bigint), app.unseen_messages(text[], text[]),
  app.known_texts(text[]) from public;
grant execute on function app.outbox_waiting(timestamptz, bigint), app.unseen_messages(text[], text[]),
  app.known_texts(text[]) to sms_assistant_app, sms_assistant_definer;
grant create on schema app to sms_assistant_definer;
reset role;
alter function app.outbox_waiting(timestamptz, bigint) owner to sms_assistant_definer;
alter function app.unseen_messages(text[], text[]) owner to sms_assistant_definer;
alter function app.known_texts(text[]) owner to sms_assistant_definer;
set local role sms_assistant_owner;
revoke create on schema app from sms_assistant_definer;
