-- Roles belong to the whole cluster and may serve other databases: they stay.
set local role sms_assistant_owner;
drop schema app cascade;
reset role;
drop extension unaccent;
drop extension pg_trgm;
revoke usage, create on schema public from sms_assistant_owner;
revoke usage on schema public from sms_assistant_app, sms_assistant_definer;
do $$ begin
  execute format('revoke create on database %I from sms_assistant_owner', current_database());
end $$;
