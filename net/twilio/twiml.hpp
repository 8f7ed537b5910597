#pragma once
// The XML that tells Twilio what to send back. Thread: any.

#include <string>
#include <vector>

namespace net::twilio {

/// One <Message> for each text; none: an empty <Response/>, and nothing is sent.
std::string twiml(const std::vector<std::string>& texts);

}  // namespace net::twilio
