#pragma once
// Text between the tags of XML or HTML. Thread: any.

#include <string>
#include <string_view>

namespace net {

/// Escapes what XML reserves and drops what XML 1.0 forbids (most control characters): one such
/// character and Twilio discards the whole reply. What is not UTF-8 becomes U+FFFD. Not for
/// attributes: quotes stay.
void append_xml_text(std::string& out, std::string_view text);

}  // namespace net
