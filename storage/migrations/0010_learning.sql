-- What learning needs to remember: how often a word was wrong, whether it was switched off for it,
-- how many examples a person wants me to wait for, and how far they are in getting to know me.
set local role sms_assistant_owner;

alter table user_knowledge
  add column corrections bigint not null default 0 check (corrections >= 0),
  add column disabled_at timestamptz;

alter table user_preferences
  add column learning_rate text not null default 'normal'
    check (learning_rate in ('fast', 'normal', 'slow')),
  add column tour_step bigint not null default 0 check (tour_step between 0 and 9);
-- Who is here already needs no introduction.
update user_preferences set tour_step = 9;
