#pragma once
// What Twilio's error codes and message states mean for what happens next. Codes as in Twilio's
// error dictionary; those that come with the answer to a request and those that come later, in a
// status callback, share one number space. Pure; thread: any.

#include <string_view>

#include "actors/protocol/messages.hpp"

namespace net::twilio {

/// `http_status` decides where the code does not; 0 for a report.
protocol::send_fate fate_of(std::int64_t code, unsigned http_status);

/// As the ledger names it: queued | sent | delivered | undelivered | failed; empty for a state that
/// is none of an outgoing message.
std::string_view ledger_status(std::string_view twilio_status);

}  // namespace net::twilio
