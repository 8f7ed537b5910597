set local role sms_assistant_owner;
drop trigger vacation_is_kept on user_preferences;
drop function app.keep_vacation();
drop table vacations;
