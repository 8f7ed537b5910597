-- Figures that a person texted are edited and deleted by text; a wearable's, far more, are not.
set local role sms_assistant_owner;

create index health_metrics_texted on health_metrics (user_id, id desc) where source = 'message';
