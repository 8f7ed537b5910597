#include "storage/repositories/notice_repository.hpp"

#include "storage/repositories/columns.hpp"

namespace storage::notices {
namespace {

constexpr statement ledger_sql{
    "notice_ledger",
    "select n.id, n.kind, n.item_id, n.subject, n.scheduled_at, n.fired_at, n.late_because,"
    " coalesce(o.status, case when n.outbox_id is null then 'held' else 'gone' end) as status,"
    " coalesce(o.channel, '') as channel, o.sent_at,"
    " (select min(e.at) from outbox_events e where e.user_id = $1 and e.outbox_id = o.id"
    "  and e.event = 'delivered') as delivered_at,"
    " n.answer, n.answered_at, n.escalated_at"
    " from notices n left join outbox o on o.id = n.outbox_id and o.user_id = $1"
    " where n.user_id = $1 and n.fired_at >= $2 and n.fired_at < $3 and ($4 = '' or n.kind = $4)"
    " order by n.fired_at desc, n.id desc limit $5"};
constexpr statement notice_sql{
    "notice", "select " SMS_NOTICE_COLUMNS " from notices where user_id = $1 and id = $2"};
constexpr statement last_text_sql{
    "last_notice_text",
    "select " SMS_NOTICE_COLUMNS
    " from notices where user_id = $1 and outbox_id = (select n.outbox_id from notices n"
    " where n.user_id = $1 and n.fired_at >= $2 and n.outbox_id is not null"
    " order by n.fired_at desc, n.id desc limit 1) order by id"};
constexpr statement unanswered_sql{
    "unanswered_notice", "select " SMS_NOTICE_COLUMNS
                         " from notices where user_id = $1 and item_id = $2 and answer is null"
                         " order by fired_at desc, id desc limit 1"};
constexpr statement held_sql{"held_notices",
                             "select " SMS_NOTICE_COLUMNS
                             " from notices where user_id = $1 and outbox_id is null"
                             " order by fired_at, id limit $2"};
constexpr statement nudges_sql{
    "nudges_sent",
    "select count(distinct outbox_id) as n from notices where user_id = $1 and fired_at >= $2"
    " and fired_at < $3 and outbox_id is not null"
    " and kind in ('water', 'workout', 'follow_up', 'decay_check')"};
constexpr statement waits_sql{
    "notice_text_waits",
    "select count(*) as n from outbox where user_id = $1 and item_id = $2"
    " and status in ('pending', 'sending') and attempts > 0 and channel <> 'email'"};
// As app.claim_text counts it.
constexpr statement spent_sql{
    "month_spent",
    "select (coalesce((select sum(coalesce(price_micros, segments * $3)) from outbox"
    " where user_id = $1 and created_at >= $2"
    " and status in ('sending', 'queued', 'sent', 'delivered', 'undelivered')), 0)"
    " + $3 * coalesce((select sum(reply_segments) from message_log"
    " where user_id = $1 and received_at >= $2), 0))::bigint as n"};
constexpr statement status_sql{"outbox_status",
                               "select status from outbox where user_id = $1 and id = $2"};
constexpr statement mail_sql{"mail_address",
                             "select email as status from users where id = $1"
                             " and email is not null and email_verified_at is not null"};

constexpr statement mail_codes_sql{
    "mail_codes",
    "select id, user_id, address, code_hash, attempts, created_at, expires_at from mail_codes"
    " where user_id = $1 order by created_at desc, id desc"};
constexpr statement taken_sql{"mail_is_taken",
                              "select app.mail_is_taken($2, $1)::int::bigint as n"};
constexpr statement event_sql{
    "calendar_event",
    "select id, user_id, calendar, external_id, title, starts_at, ends_at, all_day, status,"
    " announced_for, updated_at from calendar_events where user_id = $1 and id = $2"};
constexpr statement hints_sql{
    "hints",
    "select user_id, hint, shown_at from hints where user_id = $1 order by shown_at desc, hint"};

constexpr statement routine_of_kind_sql{"routine_of_kind",
                                        "select " SMS_ROUTINE_COLUMNS
                                        " from routines where user_id = $1 and kind = $2"};
constexpr statement routine_sql{
    "routine_by_id", "select " SMS_ROUTINE_COLUMNS " from routines where user_id = $1 and id = $2"};
constexpr statement routines_sql{
    "routines", "select " SMS_ROUTINE_COLUMNS " from routines where user_id = $1 order by kind"};

constexpr statement due_by_sql{
    "due_by", "select " SMS_ITEM_COLUMNS
              " from reminders_todos where user_id = $1 and status = 'open' and due_at <= $2"
              " and (sent_at is null or sent_at < due_at) and not (type = 'todo' and due_all_day)"
              " order by id = $3 desc, due_at, id limit $4"};
constexpr statement repeating_sql{"repeating_items",
                                  "select " SMS_ITEM_COLUMNS
                                  " from reminders_todos where user_id = $1 and status = 'open'"
                                  " and rrule is not null and due_at is not null order by id"};
constexpr statement stale_sql{
    "stale_todos", "select " SMS_ITEM_COLUMNS
                   " from reminders_todos where user_id = $1 and type = 'todo'"
                   " and status = 'open' and created_at < $2 and (due_at is null or due_at < $3)"
                   " and follow_up_sent_at is null order by created_at, id limit $4"};
constexpr statement decayed_sql{
    "decayed_todos", "select " SMS_ITEM_COLUMNS
                     " from reminders_todos where user_id = $1 and type = 'todo'"
                     " and status = 'open' and follow_up_sent_at < $2"
                     " and decay_check_sent_at is null order by created_at, id limit $3"};
constexpr statement quotes_sql{"used_quotes",
                               "select quote as status from used_quotes where user_id = $1"};
constexpr statement last_water_sql{"last_water_at",
                                   "select max(at) as at from water_logs where user_id = $1"};
constexpr statement last_workout_sql{"last_workout_at",
                                     "select max(at) as at from gym_logs where user_id = $1"};

struct count {
  std::int64_t n = 0;
};
BOOST_DESCRIBE_STRUCT(count, (), (n))
struct word {
  std::string status;
};
BOOST_DESCRIBE_STRUCT(word, (), (status))
struct moment {
  std::optional<instant> at;
};
BOOST_DESCRIBE_STRUCT(moment, (), (at))

template <class T>
std::optional<T> first(std::vector<T> rows) {
  if (rows.empty()) return std::nullopt;
  return std::move(rows.front());
}

}  // namespace

std::vector<ledger_entry> ledger(unit_of_work& u, instant from, instant to, const std::string& kind,
                                 std::int64_t limit) {
  return u.select<ledger_entry>(ledger_sql, u.user(), from, to, kind, limit);
}
std::optional<notice_row> notice(unit_of_work& u, row_id id) {
  return first(u.select<notice_row>(notice_sql, u.user(), id));
}
std::vector<notice_row> last_text(unit_of_work& u, instant since) {
  return u.select<notice_row>(last_text_sql, u.user(), since);
}
std::optional<notice_row> unanswered(unit_of_work& u, row_id item) {
  return first(u.select<notice_row>(unanswered_sql, u.user(), item));
}
std::vector<notice_row> held(unit_of_work& u, std::int64_t limit) {
  return u.select<notice_row>(held_sql, u.user(), limit);
}
std::int64_t nudges_sent(unit_of_work& u, instant from, instant to) {
  return u.select<count>(nudges_sql, u.user(), from, to).at(0).n;
}
bool text_waits(unit_of_work& u, row_id item) {
  return u.select<count>(waits_sql, u.user(), item).at(0).n > 0;
}
std::int64_t spent_micros(unit_of_work& u, instant since, std::int64_t segment_price_micros) {
  return u.select<count>(spent_sql, u.user(), since, segment_price_micros).at(0).n;
}
std::string text_status(unit_of_work& u, row_id outbox_id) {
  return first(u.select<word>(status_sql, u.user(), outbox_id)).value_or(word{}).status;
}
std::optional<std::string> mail_address(unit_of_work& u) {
  const auto row = first(u.select<word>(mail_sql, u.user()));
  return row ? std::optional(row->status) : std::nullopt;
}

std::vector<mail_code_row> mail_codes(unit_of_work& u) {
  return u.select<mail_code_row>(mail_codes_sql, u.user());
}
bool mail_is_taken(unit_of_work& u, const std::string& address) {
  return u.select<count>(taken_sql, u.user(), address).at(0).n != 0;
}
std::optional<calendar_event_row> event(unit_of_work& u, row_id id) {
  return first(u.select<calendar_event_row>(event_sql, u.user(), id));
}
std::vector<hint_row> hints(unit_of_work& u) {
  return u.select<hint_row>(hints_sql, u.user());
}

std::optional<routine_row> routine(unit_of_work& u, const std::string& kind) {
  return first(u.select<routine_row>(routine_of_kind_sql, u.user(), kind));
}
std::optional<routine_row> routine(unit_of_work& u, row_id id) {
  return first(u.select<routine_row>(routine_sql, u.user(), id));
}
std::vector<routine_row> routines(unit_of_work& u) {
  return u.select<routine_row>(routines_sql, u.user());
}

std::vector<item_row> due_by(unit_of_work& u, instant at, row_id first, std::int64_t limit) {
  return u.select<item_row>(due_by_sql, u.user(), at, first, limit);
}
std::vector<item_row> repeating(unit_of_work& u) {
  return u.select<item_row>(repeating_sql, u.user());
}
std::vector<item_row> stale_todos(unit_of_work& u, instant added, instant now, std::int64_t limit) {
  return u.select<item_row>(stale_sql, u.user(), added, now, limit);
}
std::vector<item_row> decayed_todos(unit_of_work& u, instant asked, std::int64_t limit) {
  return u.select<item_row>(decayed_sql, u.user(), asked, limit);
}
std::vector<std::string> used_quotes(unit_of_work& u) {
  std::vector<std::string> quotes;
  for (auto& row : u.select<word>(quotes_sql, u.user())) quotes.push_back(std::move(row.status));
  return quotes;
}
std::optional<instant> last_water(unit_of_work& u) {
  return u.select<moment>(last_water_sql, u.user()).at(0).at;
}
std::optional<instant> last_workout(unit_of_work& u) {
  return u.select<moment>(last_workout_sql, u.user()).at(0).at;
}

}  // namespace storage::notices
