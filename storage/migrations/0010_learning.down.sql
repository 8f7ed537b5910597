set local role sms_assistant_owner;
alter table user_preferences drop column tour_step, drop column learning_rate;
alter table user_knowledge drop column disabled_at, drop column corrections;
