set local role sms_assistant_owner;
drop table exports, webhook_inbox, jobs, outbox_events, outbox;
