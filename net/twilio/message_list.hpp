#pragma once
// Messages as Twilio lists them (GET Messages.json), both ways. Used by the carrier. Blocks.

#include "actors/protocol/messages.hpp"
#include "net/twilio/rest.hpp"

namespace net::twilio {

/// Those to the text's number with its words, made at or after `since`, oldest first. Not filtered
/// by DateSent: a message that still waits in Twilio's queue has none.
result<protocol::carrier_page> find_message(client::https_client& http, const rest_options& o,
                                            const protocol::find_text& wanted);

/// A page of all messages of our number since then.
result<protocol::carrier_page> list_messages(client::https_client& http, const rest_options& o,
                                             const protocol::carrier_history& wanted);

/// Twilio's times: RFC 2822, "Thu, 24 Aug 2023 05:01:45 +0000". The epoch for anything else.
instant parse_rfc2822(std::string_view text);
/// "-0.00750" is 7500 millionths charged.
std::optional<std::int64_t> price_in_micros(std::string_view price);

}  // namespace net::twilio
