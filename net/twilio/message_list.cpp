#include "net/twilio/message_list.hpp"

#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "net/iso_time.hpp"
#include "net/twilio/error_codes.hpp"

namespace net::twilio {
namespace {

/// A number gets a few texts a day; those of the last minutes are among the newest.
constexpr int texts_to_one_number = 50;
constexpr int page_size = 500;

std::string_view text_of(const simdjson::dom::element& message, const char* name) {
  std::string_view value;
  return message[name].get(value) == simdjson::SUCCESS ? value : std::string_view();
}

protocol::carrier_message message_of(const simdjson::dom::element& m) {
  protocol::carrier_message out;
  out.provider_id = text_of(m, "sid");
  out.inbound = text_of(m, "direction") == "inbound";
  out.from = text_of(m, "from");
  out.to = text_of(m, "to");
  out.body = text_of(m, "body");
  out.status = ledger_status(text_of(m, "status"));
  auto media = text_of(m, "num_media");
  std::from_chars(media.data(), media.data() + media.size(), out.media_count);
  if (m["error_code"].get(out.code) != simdjson::SUCCESS) out.code = 0;
  if (out.code != 0) out.fate = fate_of(out.code, 0);
  out.price_micros = price_in_micros(text_of(m, "price"));
  auto sent = text_of(m, "date_sent");
  out.at = parse_rfc2822(sent.empty() ? text_of(m, "date_created") : sent);
  return out;
}

std::string_view trimmed(std::string_view s) {
  auto from = s.find_first_not_of(" \r\n\t");
  if (from == std::string_view::npos) return {};
  return s.substr(from, s.find_last_not_of(" \r\n\t") - from + 1);
}

result<protocol::carrier_page> read_page(client::https_client& http, const rest_options& o,
                                         std::string url, const std::string* body, instant since) {
  auto answer = get(http, o, std::move(url));
  if (!answer) return answer.error();
  simdjson::dom::parser parser;
  simdjson::dom::element root;
  simdjson::dom::array messages;
  if (parser.parse(answer->body).get(root) != simdjson::SUCCESS ||
      root["messages"].get(messages) != simdjson::SUCCESS)
    return make_error(errc::unavailable, "twilio's list was not understood");
  protocol::carrier_page page;
  for (auto m : messages) {
    if (body) {
      // A trial account's texts are prefixed by Twilio.
      bool same = text_of(m, "direction") == "outbound-api" &&
                  trimmed(text_of(m, "body")).ends_with(trimmed(*body)) &&
                  parse_rfc2822(text_of(m, "date_created")) >= since;
      if (!same) continue;
    }
    page.messages.push_back(message_of(m));
  }
  std::ranges::reverse(page.messages);  // Twilio's list begins with the newest
  page.next = text_of(root, "next_page_uri");
  return page;
}

std::string base_of(const rest_options& o) {
  std::string base = o.api_base_url;
  while (base.ends_with('/')) base.pop_back();
  return base;
}

}  // namespace

result<protocol::carrier_page> find_message(client::https_client& http, const rest_options& o,
                                            const protocol::find_text& wanted) {
  auto page = read_page(http, o,
                        fmt::format("{}/Messages.json?To={}&PageSize={}", account_url(o),
                                    client::percent_encode(wanted.text.to), texts_to_one_number),
                        &wanted.text.body, std::chrono::floor<std::chrono::seconds>(wanted.since));
  if (page) page->next.clear();
  return page;
}

result<protocol::carrier_page> list_messages(client::https_client& http, const rest_options& o,
                                             const protocol::carrier_history& wanted) {
  // Never to another host, whatever the list says: the request carries our credentials.
  if (!wanted.page.empty()) {
    if (!wanted.page.starts_with("/2010-04-01/Accounts/" + o.account_sid + "/"))
      return make_error(errc::unavailable, "twilio's next page is somewhere else");
    return read_page(http, o, base_of(o) + wanted.page, nullptr, {});
  }
  return read_page(http, o,
                   fmt::format("{}/Messages.json?DateSent%3E={}&PageSize={}", account_url(o),
                               client::percent_encode(iso_time(wanted.since)), page_size),
                   nullptr, {});
}

instant parse_rfc2822(std::string_view text) {
  static constexpr std::array<std::string_view, 12> months{
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  auto number = [&](std::size_t at, std::size_t width, int& into) {
    if (text.size() < at + width) return false;
    auto [end, fault] = std::from_chars(text.data() + at, text.data() + at + width, into);
    return fault == std::errc() && end == text.data() + at + width;
  };
  // "Thu, 24 Aug 2023 05:01:45 +0000"
  int day = 0, year = 0, hour = 0, minute = 0, second = 0;
  if (text.size() < 31 || !number(5, 2, day) || !number(12, 4, year) || !number(17, 2, hour) ||
      !number(20, 2, minute) || !number(23, 2, second))
    return {};
  auto month = std::ranges::find(months, text.substr(8, 3));
  if (month == months.end()) return {};
  std::chrono::year_month_day date(
      std::chrono::year(year),
      std::chrono::month(static_cast<unsigned>(month - months.begin()) + 1),
      std::chrono::day(static_cast<unsigned>(day)));
  int offset = 0;
  if (!date.ok() || !number(27, 4, offset)) return {};
  auto east = std::chrono::hours(offset / 100) + std::chrono::minutes(offset % 100);
  if (text[26] == '-') east = -east;
  return instant(std::chrono::sys_days(date)) + std::chrono::hours(hour) +
         std::chrono::minutes(minute) + std::chrono::seconds(second) - east;
}

std::optional<std::int64_t> price_in_micros(std::string_view price) {
  if (price.empty()) return std::nullopt;
  double value = 0;
  auto [end, fault] = std::from_chars(price.data(), price.data() + price.size(), value);
  if (fault != std::errc()) return std::nullopt;
  return std::llround(std::abs(value) * 1e6);
}

}  // namespace net::twilio
