#pragma once
// The rows that turns read and write, one struct a table; member names are column names. A new
// table is one struct here, one migration and its policies. Units: ml, g, kcal, m, min; UTC
// instants. `source` and `message_id` say where a row came from.

#include <boost/describe/class.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>

#include "storage/model/types.hpp"

namespace storage {

// Each row names its table and its primary key. `user_id` is in every key's policy.

struct user_row {
  static constexpr std::string_view table = "users";
  user_id id = 0;
  std::optional<std::string> phone;  ///< E.164
  std::optional<std::string> email;
  std::optional<std::string> name;
  std::string status = "active";  ///< active | inactive
  instant created_at;
};
BOOST_DESCRIBE_STRUCT(user_row, (), (id, phone, email, name, status, created_at))

/// What a turn writes of a user: what they are called, and the address for mail, which its owner
/// has proved to be theirs.
struct person_row {
  static constexpr std::string_view table = "users";
  user_id id = 0;
  std::optional<std::string> name;
  std::optional<std::string> email;
  std::optional<instant> email_verified_at;
};
BOOST_DESCRIBE_STRUCT(person_row, (), (id, name, email, email_verified_at))

/// A code that was mailed to an address somebody says is theirs (table mail_codes).
struct mail_code_row {
  static constexpr std::string_view table = "mail_codes";
  row_id id = 0;
  ::user_id user_id = 0;
  sealed_text address;
  sealed_text code_hash;      ///< hex of SHA-256 of the row's id and the code
  std::int64_t attempts = 0;  ///< wrong codes so far
  instant created_at, expires_at;
};
BOOST_DESCRIBE_STRUCT(mail_code_row, (),
                      (id, user_id, address, code_hash, attempts, created_at, expires_at))

struct preferences_row {
  static constexpr std::string_view table = "user_preferences";
  ::user_id user_id = 0;
  std::string timezone = "UTC";             ///< IANA; the one place a user's zone is kept
  std::string units = "metric";             ///< metric | imperial
  std::string response_style = "friendly";  ///< concise | friendly | coach
  std::string language = "en";
  bool emoji = false;
  bool do_not_disturb = false;
  std::optional<std::int64_t> quiet_start_minute, quiet_end_minute;  ///< local minutes of the day
  std::string notification_frequency = "immediate";                  ///< immediate | daily | weekly
  std::int64_t day_start_minute = 0;  ///< when this person's day begins
  double water_goal_ml = 2000;
  std::string learning_rate = "normal";   ///< fast | normal | slow: same fixes before an offer
  std::int64_t tour_step = 0;             ///< of the first steps shown; 9: over
  std::optional<instant> vacation_until;  ///< until then nothing comes but the person's own items
  std::int64_t nudges_a_day = 3;          ///< most nudges of one day
  instant updated_at;
};
BOOST_DESCRIBE_STRUCT(preferences_row, (),
                      (user_id, timezone, units, response_style, language, emoji, do_not_disturb,
                       quiet_start_minute, quiet_end_minute, notification_frequency,
                       day_start_minute, water_goal_ml, learning_rate, tour_step, vacation_until,
                       nudges_a_day, updated_at))

struct food_log_row {
  static constexpr std::string_view table = "food_logs";
  row_id id = 0;
  ::user_id user_id = 0;
  instant at;
  std::string food_name;
  double quantity = 1;
  std::optional<std::string> unit, meal, restaurant;
  std::optional<double> grams, calories, protein_g, carbs_g, fat_g,
      fiber_g;             ///< of the whole entry
  bool estimated = false;  ///< figures come from a lexicon, not from the person
  std::string source = "message";
  std::optional<row_id> message_id;
};
BOOST_DESCRIBE_STRUCT(food_log_row, (),
                      (id, user_id, at, food_name, quantity, unit, meal, restaurant, grams,
                       calories, protein_g, carbs_g, fat_g, fiber_g, estimated, source, message_id))

struct water_log_row {
  static constexpr std::string_view table = "water_logs";
  row_id id = 0;
  ::user_id user_id = 0;
  instant at;
  double amount_ml = 0;
  std::string source = "message";
  std::optional<row_id> message_id;
};
BOOST_DESCRIBE_STRUCT(water_log_row, (), (id, user_id, at, amount_ml, source, message_id))

struct gym_log_row {
  static constexpr std::string_view table = "gym_logs";
  row_id id = 0;
  ::user_id user_id = 0;
  instant at;
  std::string exercise;
  std::optional<std::int64_t> sets, reps;
  std::optional<double> weight_kg;
  std::optional<std::string> weight_unit;  ///< lb | kg: how the person said it
  std::optional<double> duration_min, distance_m, calories;
  std::optional<std::string> distance_unit;  ///< mi | km | m | yd: how the person said it
  std::optional<std::string> notes;
  std::string source = "message";
  std::optional<row_id> message_id;
};
BOOST_DESCRIBE_STRUCT(gym_log_row, (),
                      (id, user_id, at, exercise, sets, reps, weight_kg, weight_unit, duration_min,
                       distance_m, calories, distance_unit, notes, source, message_id))

struct sleep_log_row {
  static constexpr std::string_view table = "sleep_logs";
  row_id id = 0;
  ::user_id user_id = 0;
  local_days date;                              ///< of waking up
  std::optional<instant> started_at, ended_at;  ///< unknown when only a duration was said
  double duration_min = 0;
  bool nap = false;
  std::string timezone = "UTC";  ///< where the person slept
  std::string source = "message";
  std::optional<row_id> message_id;
};
BOOST_DESCRIBE_STRUCT(sleep_log_row, (),
                      (id, user_id, date, started_at, ended_at, duration_min, nap, timezone, source,
                       message_id))

/// A todo or a reminder (table reminders_todos).
struct item_row {
  static constexpr std::string_view table = "reminders_todos";
  row_id id = 0;
  ::user_id user_id = 0;
  std::string type = "todo";  ///< todo | reminder
  std::string content;
  std::optional<std::string> list;
  std::optional<instant> due_at;              ///< the next time it falls due
  bool due_all_day = false;                   ///< a day was said without a time
  std::optional<std::string> rrule;           ///< RFC 5545 recurrence rule
  std::optional<local_seconds> series_start;  ///< first local time of the rule (DTSTART)
  std::string status = "open";                ///< open | done | dismissed
  std::optional<instant> sent_at;             ///< when the reminder for `due_at` went out
  std::optional<instant> completed_at;
  std::optional<instant> follow_up_sent_at;    ///< asked whether a stale todo is still open
  std::optional<instant> decay_check_sent_at;  ///< asked whether it is still wanted: the last time
  bool urgent = false;                         ///< goes out alone
  instant created_at;
  std::string source = "message";
  std::optional<row_id> message_id;
};
BOOST_DESCRIBE_STRUCT(item_row, (),
                      (id, user_id, type, content, list, due_at, due_all_day, rrule, series_start,
                       status, sent_at, completed_at, follow_up_sent_at, decay_check_sent_at,
                       urgent, created_at, source, message_id))

struct assignment_row {
  static constexpr std::string_view table = "assignments";
  row_id id = 0;
  ::user_id user_id = 0;
  std::string class_name;
  std::string assignment_name;
  std::optional<instant> due_at;
  bool due_all_day = false;
  std::string status = "open";  ///< open | done
  std::optional<instant> completed_at;
  std::optional<instant> next_notice_at;  ///< the next step before the deadline
  instant created_at;
  std::string source = "message";
  std::optional<row_id> message_id;
};
BOOST_DESCRIBE_STRUCT(assignment_row, (),
                      (id, user_id, class_name, assignment_name, due_at, due_all_day, status,
                       completed_at, next_notice_at, created_at, source, message_id))

/// The latest value of a key is the row without `superseded_at`; older ones are its history.
struct fact_row {
  static constexpr std::string_view table = "facts";
  row_id id = 0;
  ::user_id user_id = 0;
  sealed_text key;
  sealed_text value;
  std::optional<instant> superseded_at;
  instant created_at;
  std::string source = "message";
  std::optional<row_id> message_id;
};
BOOST_DESCRIBE_STRUCT(fact_row, (),
                      (id, user_id, key, value, superseded_at, created_at, source, message_id))

/// What a person taught, or agreed to (table user_knowledge). `confidence` is as of the last use;
/// nlp/learning/confidence.hpp says what it is worth today.
struct knowledge_row {
  static constexpr std::string_view table = "user_knowledge";
  row_id id = 0;
  ::user_id user_id = 0;
  std::string pattern_term;
  std::string pattern_type;  ///< intent | entity | synonym
  /// Of an entity: restaurant food container class exercise place person metric; of a synonym
  /// "alias" when it stands only for the beginning of a text; or ''.
  std::string kind;
  std::string associated_value;
  std::optional<double> calories, protein_g, carbs_g, fat_g, amount_ml;
  double confidence = 0.5;
  bool explicitly_taught = true;
  std::int64_t usage_count = 0;
  std::optional<instant> last_used_at;
  std::int64_t corrections = 0;        ///< uses that the person said were wrong
  std::optional<instant> disabled_at;  ///< wrong too often: kept and shown, not used
  instant created_at;
  std::optional<row_id> message_id;
};
BOOST_DESCRIBE_STRUCT(knowledge_row, (),
                      (id, user_id, pattern_term, pattern_type, kind, associated_value, calories,
                       protein_g, carbs_g, fat_g, amount_ml, confidence, explicitly_taught,
                       usage_count, last_used_at, corrections, disabled_at, created_at, message_id))

/// What a taught word was before it changed (table user_knowledge_history).
struct knowledge_history_row {
  static constexpr std::string_view table = "user_knowledge_history";
  row_id id = 0;
  ::user_id user_id = 0;
  row_id knowledge_id = 0;
  std::int64_t version = 1;  ///< grows with each change; the row's own id
  std::string change;        ///< taught | edited | deleted | rolled_back
  sealed_text image;         ///< the row after the change (before it, for deleted), as JSON
  instant at;
};
BOOST_DESCRIBE_STRUCT(knowledge_history_row, (),
                      (id, user_id, knowledge_id, version, change, image, at))

/// What a person wants to reach (table goals). Water has its own: water_goals, user_preferences.
struct goal_row {
  static constexpr std::string_view table = "goals";
  row_id id = 0;
  ::user_id user_id = 0;
  std::string metric;  ///< calories protein_g carbs_g fat_g sleep_min workouts, or an own metric
  double target = 0;   ///< in the metric's unit
  std::optional<std::string> unit;
  std::string period = "day";     ///< day | week | month | once
  std::string status = "active";  ///< active | reached | dropped
  instant created_at;
  std::string source = "message";
  std::optional<row_id> message_id;
};
BOOST_DESCRIBE_STRUCT(goal_row, (),
                      (id, user_id, metric, target, unit, period, status, created_at, source,
                       message_id))

/// A figure of a person: weight, mood, or what they name (table health_metrics).
struct metric_row {
  static constexpr std::string_view table = "health_metrics";
  row_id id = 0;
  ::user_id user_id = 0;
  std::string metric;
  instant at;
  double value = 0;                 ///< a weight in kg; an own metric as said
  std::optional<std::string> unit;  ///< as said: kg, lb
  std::string source = "message";
  std::optional<row_id> message_id;
};
BOOST_DESCRIBE_STRUCT(metric_row, (), (id, user_id, metric, at, value, unit, source, message_id))

/// A goal for one day; the default is in user_preferences. Key: (user_id, date).
struct water_goal_row {
  static constexpr std::string_view table = "water_goals";
  ::user_id user_id = 0;
  local_days date;
  double goal_ml = 0;
};
BOOST_DESCRIBE_STRUCT(water_goal_row, (), (user_id, date, goal_ml))

/// What happened, said once: a text that came in and its answer, or what the server did by itself.
/// `dedupe_key` is unique for a user: Twilio's MessageSid, or "reminder:<item>:<due>". Inserting
/// this row first claims the turn.
struct message_row {
  static constexpr std::string_view table = "message_log";
  row_id id = 0;
  ::user_id user_id = 0;
  std::string dedupe_key;
  std::string channel;      ///< twilio | simulator | chat | system
  sealed_text body;         ///< what the person texted; empty for system turns
  sealed_text reply;        ///< all that was answered; parts joined by U+001E
  json_text reading{"[]"};  ///< names of the intents understood: no content
  std::string request_id;
  instant received_at;
  instant handled_at;
  std::optional<std::int64_t> reply_segments;  ///< empty: nothing left with the request itself
};
BOOST_DESCRIBE_STRUCT(message_row, (),
                      (id, user_id, dedupe_key, channel, body, reply, reading, request_id,
                       received_at, handled_at, reply_segments))

/// One undoable act: the images of the rows it changed, as JSON.
struct action_row {
  static constexpr std::string_view table = "action_log";
  row_id id = 0;
  ::user_id user_id = 0;
  row_id message_id = 0;
  std::string label;           ///< "water_log": names the act in "Undid: ..."
  sealed_text changes;         ///< JSON of the row changes
  std::string state = "done";  ///< done | undone | dropped (a new act after an undo)
  instant created_at;
};
BOOST_DESCRIBE_STRUCT(action_row, (), (id, user_id, message_id, label, changes, state, created_at))

/// A text to send outside a reply. Kept until the carrier took it.
struct outbox_row {
  static constexpr std::string_view table = "outbox";
  row_id id = 0;
  ::user_id user_id = 0;
  std::string channel;    ///< sms | simulator
  std::string recipient;  ///< E.164
  sealed_text body;
  std::string kind;  ///< reminder | reply | notice...: see is_asked_for (actors/sending_policy.hpp)
  std::optional<row_id> item_id;
  /// pending | sending | queued | sent | delivered | undelivered | failed (migration 0008)
  std::string status = "pending";
  std::int64_t attempts = 0;
  instant not_before;
  std::optional<std::string> provider_id;
  std::optional<instant> sent_at;
  instant created_at;
  std::optional<instant> claimed_at;  ///< when it was last about to be handed over
};
BOOST_DESCRIBE_STRUCT(outbox_row, (),
                      (id, user_id, channel, recipient, body, kind, item_id, status, attempts,
                       not_before, provider_id, sent_at, created_at, claimed_at))

/// What a person thinks of the assistant, for whoever runs the server.
struct feedback_row {
  static constexpr std::string_view table = "user_feedback";
  row_id id = 0;
  ::user_id user_id = 0;
  std::string kind;                    ///< bug | feature | rating | general
  std::optional<std::int64_t> rating;  ///< 1 to 5
  sealed_text body;                    ///< their words, and what was said just before
  std::optional<row_id> message_id;
  instant created_at;
};
BOOST_DESCRIBE_STRUCT(feedback_row, (), (id, user_id, kind, rating, body, message_id, created_at))

/// A question to whoever runs the server.
struct ticket_row {
  static constexpr std::string_view table = "support_tickets";
  row_id id = 0;
  ::user_id user_id = 0;
  sealed_text subject;
  sealed_text body;
  std::string status = "open";  ///< open | answered | closed
  instant created_at;
  instant updated_at;
};
BOOST_DESCRIBE_STRUCT(ticket_row, (), (id, user_id, subject, body, status, created_at, updated_at))

/// What the server does for a person at an hour of theirs (table routines). One row a kind.
struct routine_row {
  static constexpr std::string_view table = "routines";
  row_id id = 0;
  ::user_id user_id = 0;
  std::string kind;  ///< check_in | digest | quote | water | workout | follow_up | assignment |
                     ///< milestone | event | hint
  bool enabled = true;
  std::int64_t minute = 0;              ///< local minute of the day; of event: minutes before it
  std::optional<std::int64_t> weekday;  ///< Monday is 0; of what comes once a week
  bool by_mail = false;
  std::optional<instant> next_at;  ///< when to look next
  std::optional<instant> last_at;  ///< when it last said something
  instant updated_at;
};
BOOST_DESCRIBE_STRUCT(routine_row, (),
                      (id, user_id, kind, enabled, minute, weekday, by_mail, next_at, last_at,
                       updated_at))

/// One notice in the ledger (table notices). Its text's own fate stands in the outbox row.
struct notice_row {
  static constexpr std::string_view table = "notices";
  row_id id = 0;
  ::user_id user_id = 0;
  std::string kind;                         ///< reminder | todo, or the kind of a routine
  std::optional<row_id> item_id;            ///< the reminder, todo or assignment
  sealed_text subject;                      ///< what it said
  instant scheduled_at;                     ///< when it was to come
  instant fired_at;                         ///< when it was queued
  std::optional<row_id> outbox_id;          ///< empty: held for the next digest
  std::optional<std::string> late_because;  ///< server_away | quiet_hours | vacation | held
  std::optional<std::string> answer;        ///< done | snoozed | moved | skipped | kept | dropped
  std::optional<instant> answered_at;
  std::optional<instant> check_at;  ///< when to look whether the text arrived
  std::optional<instant> escalated_at;
};
BOOST_DESCRIBE_STRUCT(notice_row, (),
                      (id, user_id, kind, item_id, subject, scheduled_at, fired_at, outbox_id,
                       late_because, answer, answered_at, check_at, escalated_at))

/// An event of a connected calendar. `announced_for` is the beginning that the person was told of:
/// an event that moves is announced again.
struct calendar_event_row {
  static constexpr std::string_view table = "calendar_events";
  row_id id = 0;
  ::user_id user_id = 0;
  std::string calendar, external_id;
  sealed_text title;
  instant starts_at, ends_at;
  bool all_day = false;
  std::string status = "confirmed";  ///< confirmed | tentative | cancelled
  std::optional<instant> announced_for;
  instant updated_at;
};
BOOST_DESCRIBE_STRUCT(calendar_event_row, (),
                      (id, user_id, calendar, external_id, title, starts_at, ends_at, all_day,
                       status, announced_for, updated_at))

/// Something that the assistant can do and a person was told of. Key: (user_id, hint).
struct hint_row {
  static constexpr std::string_view table = "hints";
  ::user_id user_id = 0;
  std::string hint;
  instant shown_at;
};
BOOST_DESCRIBE_STRUCT(hint_row, (), (user_id, hint, shown_at))

/// A quote that a person was sent. Key: (user_id, quote).
struct used_quote_row {
  static constexpr std::string_view table = "used_quotes";
  ::user_id user_id = 0;
  local_days date;
  std::string quote;
};
BOOST_DESCRIBE_STRUCT(used_quote_row, (), (user_id, date, quote))

/// What the conversation is waiting for: an open question, the last list shown. Survives restarts.
struct conversation_row {
  static constexpr std::string_view table = "conversations";
  ::user_id user_id = 0;
  sealed_text state;  ///< JSON
  instant expires_at;
  instant updated_at;
};
BOOST_DESCRIBE_STRUCT(conversation_row, (), (user_id, state, expires_at, updated_at))

}  // namespace storage
