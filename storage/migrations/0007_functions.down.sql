set local role sms_assistant_definer;
drop function app.audit_first_broken(), app.audit(timestamptz, bytea, text, text, text, text[]),
  app.highest_id(), app.note_stranger(bytea, timestamptz),
  app.outbox_waiting(timestamptz, bigint), app.due_items(timestamptz, bigint),
  app.wake(text, timestamptz);
set local role sms_assistant_owner;
drop function app.audit_hash(bytea, timestamptz, bytea, text, text, text, text[]);
grant execute on all functions in schema app to public;
