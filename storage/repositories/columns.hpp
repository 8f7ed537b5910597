#pragma once
// The columns of each row struct, as SQL text for the repositories' constants. Named one by one, so
// that a column added to a table (a search vector, say) does not travel with every row.

#define SMS_FOOD_COLUMNS                                                                       \
  "id, user_id, at, food_name, quantity, unit, meal, restaurant, grams, calories, protein_g, " \
  "carbs_g, fat_g, fiber_g, estimated, source, message_id"
#define SMS_WATER_COLUMNS "id, user_id, at, amount_ml, source, message_id"
#define SMS_GYM_COLUMNS                                                                       \
  "id, user_id, at, exercise, sets, reps, weight_kg, weight_unit, duration_min, distance_m, " \
  "calories, distance_unit, notes, source, message_id"
#define SMS_SLEEP_COLUMNS \
  "id, user_id, date, started_at, ended_at, duration_min, nap, timezone, source, message_id"
#define SMS_ITEM_COLUMNS                                                                 \
  "id, user_id, type, content, list, due_at, due_all_day, rrule, series_start, status, " \
  "sent_at, completed_at, follow_up_sent_at, decay_check_sent_at, urgent, created_at, "  \
  "source, message_id"
#define SMS_ASSIGNMENT_COLUMNS                                                            \
  "id, user_id, class_name, assignment_name, due_at, due_all_day, status, completed_at, " \
  "next_notice_at, created_at, source, message_id"
#define SMS_FACT_COLUMNS "id, user_id, key, value, superseded_at, created_at, source, message_id"
#define SMS_KNOWLEDGE_COLUMNS                                                              \
  "id, user_id, pattern_term, pattern_type, kind, associated_value, calories, protein_g, " \
  "carbs_g, fat_g, amount_ml, confidence, explicitly_taught, usage_count, last_used_at, "  \
  "corrections, disabled_at, created_at, message_id"
#define SMS_KNOWLEDGE_HISTORY_COLUMNS "id, user_id, knowledge_id, version, change, image, at"
#define SMS_GOALS_COLUMNS \
  "id, user_id, metric, target, unit, period, status, created_at, source, message_id"
#define SMS_METRIC_COLUMNS "id, user_id, metric, at, value, unit, source, message_id"
#define SMS_PERSON_COLUMNS "id, name, email, email_verified_at"
#define SMS_GOAL_COLUMNS "user_id, date, goal_ml"
#define SMS_ACTION_COLUMNS "id, user_id, message_id, label, changes, state, created_at"
#define SMS_MESSAGE_COLUMNS                                                                       \
  "id, user_id, dedupe_key, channel, body, reply, reading, request_id, received_at, handled_at, " \
  "reply_segments"
#define SMS_PREFERENCES_COLUMNS                                                      \
  "user_id, timezone, units, response_style, language, emoji, do_not_disturb, "      \
  "quiet_start_minute, quiet_end_minute, notification_frequency, day_start_minute, " \
  "water_goal_ml, learning_rate, tour_step, vacation_until, nudges_a_day, updated_at"
#define SMS_ROUTINE_COLUMNS \
  "id, user_id, kind, enabled, minute, weekday, by_mail, next_at, last_at, updated_at"
#define SMS_NOTICE_COLUMNS                                                                 \
  "id, user_id, kind, item_id, subject, scheduled_at, fired_at, outbox_id, late_because, " \
  "answer, answered_at, check_at, escalated_at"
