set local role sms_assistant_owner;
drop table login_attempts, opt_outs, pending_senders, pending_confirmations, consents, api_tokens,
  one_time_tokens, known_devices, sessions, password_history, user_keys, user_preferences, users;
