#include "net/twilio/number_setup.hpp"

#include <simdjson.h>

namespace net::twilio {

result<number_setup> look_up_number(client::https_client& http, const rest_options& o,
                                    std::string_view expected_url) {
  auto answer = get(
      http, o,
      account_url(o) + "/IncomingPhoneNumbers.json?PhoneNumber=" + client::percent_encode(o.from));
  if (!answer) return answer.error();
  simdjson::dom::parser parser;
  simdjson::dom::element root;
  simdjson::dom::array numbers;
  if (parser.parse(answer->body).get(root) != simdjson::SUCCESS ||
      root["incoming_phone_numbers"].get(numbers) != simdjson::SUCCESS)
    return make_error(errc::unavailable, "twilio's answer was not understood");
  number_setup setup;
  for (auto number : numbers) {
    std::string_view phone, url, method;
    if (number["phone_number"].get(phone) != simdjson::SUCCESS || phone != o.from) continue;
    setup.found = true;
    if (number["sms_url"].get(url) == simdjson::SUCCESS) setup.sms_url = url;
    if (number["sms_method"].get(method) == simdjson::SUCCESS) setup.sms_method = method;
    std::string_view whole(setup.sms_url);
    auto hash = whole.find('#');
    setup.points_here = whole.substr(0, hash) == expected_url;
    if (hash != std::string_view::npos) {
      auto fragment = client::parse_form(whole.substr(hash + 1));
      bool all = false, count = false;
      if (fragment)
        for (const auto& [name, value] : *fragment) {
          all |= name == "rp" && value.find("all") != std::string::npos;
          count |= name == "rc" && value != "0";
        }
      setup.repeats_crashed = all && count;
    }
    break;
  }
  return setup;
}

}  // namespace net::twilio
