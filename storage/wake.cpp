#include "storage/wake.hpp"

#include <boost/describe/class.hpp>

#include "storage/row_io.hpp"

namespace storage {

BOOST_DESCRIBE_STRUCT(day_totals, (),
                      (day, water_ml, water_goal_ml, calories, protein_g, carbs_g, fat_g, foods,
                       foods_without_calories, workouts))

namespace {

template <class Row>
std::vector<Row> read_rows(std::string_view array, const sealing& how) {
  std::vector<Row> rows;
  for (const auto& element : json::split_array(array))
    rows.push_back(read_json<Row>(*json::parse_object(element), how));
  return rows;
}

}  // namespace

std::shared_ptr<const user_snapshot> wake(connection& c, key_ring& keys, const std::string& phone,
                                          instant at) {
  std::string when;
  text::append(when, at);
  std::string address;
  text::append_bytes(address, keys.pseudonym(address_purpose, phone));
  auto answer = c.run_prepared(
      "wake",
      "select app.wake($1, $2::timestamptz), (select reason from public.opt_outs where address = "
      "$3::bytea and channel = 'sms' and ended_at is null), app.active_goals($1)",
      {phone, when, address});
  if (answer.empty() || answer[0][0].is_null()) return nullptr;

  auto root = json::parse_object({answer[0][0].c_str(), answer[0][0].size()});
  auto part = [&](std::string_view name) {
    auto found = root->find(name);
    if (!found) throw storage_failure(errc::internal, "wake: no " + std::string(name));
    return *found;
  };
  auto snapshot = std::make_shared<user_snapshot>();
  snapshot->user = read_json<user_row>(*json::parse_object(part("user")), {});
  snapshot->preferences = read_json<preferences_row>(*json::parse_object(part("preferences")), {});

  auto key_part = json::parse_object(part("key"));
  std::int64_t version = 0;
  text::read(key_part->find("version").value_or(""), version);
  wrapped_key wrapped{static_cast<std::uint32_t>(version),
                      text::read_bytes(key_part->find("wrapped").value_or(""))};
  auto key = keys.unwrap(snapshot->user.id, wrapped);
  if (!key) throw storage_failure(errc::internal, "wake: " + key.error().detail);
  snapshot->key = *key;

  sealing how{snapshot->key.get(), snapshot->user.id};
  snapshot->patterns = read_rows<knowledge_row>(part("patterns"), how);
  snapshot->today = read_json<day_totals>(*json::parse_object(part("today")), how);
  snapshot->recent_messages = read_rows<message_row>(part("messages"), how);
  if (auto talk = root->find("conversation"))
    snapshot->conversation = read_json<conversation_row>(*json::parse_object(*talk), how);
  if (!answer[0][1].is_null()) snapshot->stopped = answer[0][1].c_str();
  snapshot->goals = read_rows<goal_row>({answer[0][2].c_str(), answer[0][2].size()}, how);
  return snapshot;
}

}  // namespace storage
