-- Roles, extensions and the helpers every later migration uses.
--
-- Three roles, none of them able to log in:
--   sms_assistant_owner    owns every table; used by migrations only
--   sms_assistant_app      what the server runs as: owns nothing, bypasses nothing
--   sms_assistant_definer  owns the few functions that look across users (app.wake and the scans);
--                          it may only read, and only the columns granted to it
-- The login that migrates needs CREATEROLE (or finds the roles made and granted to it) and CREATE
-- on the database.
do $$
declare
  r text;
begin
  foreach r in array array['sms_assistant_owner', 'sms_assistant_app', 'sms_assistant_definer'] loop
    if not exists (select from pg_roles where rolname = r) then
      execute format('create role %I nologin noinherit', r);
    end if;
    if not pg_has_role(current_user, r, 'member') then
      execute format('grant %I to %I', r, current_user);
    end if;
  end loop;
end $$;

create extension if not exists pg_trgm with schema public;
create extension if not exists unaccent with schema public;

do $$ begin
  execute format('grant create on database %I to sms_assistant_owner', current_database());
end $$;
grant usage, create on schema public to sms_assistant_owner;
grant usage on schema public to sms_assistant_app, sms_assistant_definer;
revoke create on schema public from public;

set local role sms_assistant_owner;

create schema app;
grant usage on schema app to sms_assistant_app, sms_assistant_definer;

-- Puts a table behind row-level security: a transaction sees and writes the rows of the users named
-- in app.user_ids and no others. The setting is read in a scalar sub-select, so that it is evaluated
-- once a statement, and reads '' later on the same connection, hence nullif.
-- With `may_lack_user` the table also holds rows that belong to nobody yet.
create function app.protect(target regclass, user_column name default 'user_id',
                            may_lack_user boolean default false)
returns void language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  mine text := format(
    '%I = any ((select nullif(current_setting(''app.user_ids'', true), '''')::bigint[])::bigint[])',
    user_column);
begin
  if may_lack_user then
    mine := format('%I is null or %s', user_column, mine);
  end if;
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format('create policy own_rows on %s using (%s) with check (%s)', target, mine, mine);
  execute format('create policy definer_reads on %s for select to sms_assistant_definer using (true)',
                 target);
  execute format('grant select, insert, update, delete on %s to sms_assistant_app', target);
  if exists (select from pg_attribute where attrelid = target and attname = 'id') then
    execute format('grant select (id) on %s to sms_assistant_definer', target);
  end if;
end $$;

-- Raises `code` when a statement of a group commit touched another number of rows than it had to.
create function app.expect(actual bigint, wanted bigint, code text)
returns void language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if actual is distinct from wanted then
    raise exception 'touched % rows, expected %', actual, wanted using errcode = code;
  end if;
end $$;

-- What search compares: lower case, no accents.
create function app.search_text(value text)
returns text language sql immutable strict parallel safe
return lower(public.unaccent('public.unaccent'::regdictionary, value));

-- Immutable enough for a CHECK: zones are added to the tz database, never taken away.
create function app.is_timezone(value text)
returns boolean language plpgsql immutable strict set search_path = pg_catalog, pg_temp as $$
begin
  perform timezone(value, timestamptz '2025-01-01 00:00:00+00');
  return value ~ '^[A-Za-z][A-Za-z0-9_+/-]*$';
exception when others then
  return false;
end $$;

-- The instant of a local time: in a gap the offset before it, in a fold the first of the two
-- (PostgreSQL's own `at time zone` takes the second).
create function app.local_to_instant(value timestamp, tz text)
returns timestamptz language sql stable strict set search_path = pg_catalog, pg_temp as $$
  select coalesce(min(candidate), value at time zone tz)
  from (values ((value at time zone tz) - interval '1 hour'),
               ((value at time zone tz) - interval '30 minutes'),
               (value at time zone tz)) as c (candidate)
  where candidate at time zone tz = value
$$;

grant execute on all functions in schema app to sms_assistant_app, sms_assistant_definer;
