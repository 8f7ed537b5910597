#pragma once
// The XML that tells Twilio what to send back. Thread: any.

#include <string>
#include <string_view>
#include <vector>

namespace net::twilio {

/// One <Message> for each text; none: an empty <Response/>, and nothing is sent.
std::string twiml(const std::vector<std::string>& texts);

/// Escapes what XML reserves and drops what XML 1.0 forbids (most control characters): one such
/// character and Twilio discards the whole reply. What is not UTF-8 becomes U+FFFD.
void append_xml_text(std::string& out, std::string_view text);

}  // namespace net::twilio
