-- Days on which a person was on vacation break no row of days. Only the end of a vacation is a
-- preference; what was is kept here, whatever changes that preference.
set local role sms_assistant_owner;

create table vacations (
  user_id bigint not null references users on delete cascade,
  began_at timestamptz not null,
  ends_at timestamptz not null,
  primary key (user_id, began_at),
  constraint vacation_ends_after_it_begins check (ends_at > began_at)
);
select app.protect('vacations');

-- As of `updated_at`: announced, prolonged or cut short, or taken back as if it had never been.
create function app.keep_vacation() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if old.vacation_until > new.updated_at then
    if coalesce(new.vacation_until, new.updated_at) <= (
      select max(began_at) from public.vacations
      where user_id = new.user_id and ends_at = old.vacation_until) then
      delete from public.vacations where user_id = new.user_id and ends_at = old.vacation_until;
    else
      update public.vacations set ends_at = coalesce(new.vacation_until, new.updated_at)
      where user_id = new.user_id and ends_at = old.vacation_until;
    end if;
  elsif new.vacation_until > new.updated_at then
    insert into public.vacations (user_id, began_at, ends_at)
    values (new.user_id, new.updated_at, new.vacation_until)
    on conflict (user_id, began_at) do update set ends_at = excluded.ends_at;
  end if;
  return null;
end $$;
revoke execute on function app.keep_vacation() from public;
create trigger vacation_is_kept after update on user_preferences for each row
  when (old.vacation_until is distinct from new.vacation_until)
  execute function app.keep_vacation();
