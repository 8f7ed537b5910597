set local role sms_assistant_owner;
drop table sync_conflicts, health_metrics, calendar_events, external_data_mapping, sync_history,
  oauth_states, user_integrations;
