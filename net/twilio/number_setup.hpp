#pragma once
// How our number is set up at Twilio: what `doctor` asks. Blocks.

#include <string>
#include <string_view>

#include "net/twilio/rest.hpp"

namespace net::twilio {

/// How Twilio is set up for our number.
struct number_setup {
  std::string sms_url;
  std::string sms_method;
  bool found = false;            ///< the account owns the number
  bool points_here = false;      ///< the URL, fragment aside, is `expected_url`
  bool repeats_crashed = false;  ///< the fragment asks Twilio to repeat a request that met a crash
};
result<number_setup> look_up_number(client::https_client& http, const rest_options& o,
                                    std::string_view expected_url);

}  // namespace net::twilio
