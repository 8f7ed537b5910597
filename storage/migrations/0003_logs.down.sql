set local role sms_assistant_owner;
drop table used_quotes, goals, aliases, conversations, action_log, user_knowledge_history,
  user_knowledge, facts, assignments, reminders_todos, water_goals, sleep_logs, gym_logs, water_logs,
  food_logs, message_log;
