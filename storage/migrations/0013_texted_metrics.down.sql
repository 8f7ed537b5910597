set local role sms_assistant_owner;

drop index health_metrics_texted;
