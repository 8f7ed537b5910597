set local role sms_assistant_owner;
drop table audit_log, shard_leases, usage_counters, feature_flags, api_keys, support_tickets,
  user_feedback;
