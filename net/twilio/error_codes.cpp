#include "net/twilio/error_codes.hpp"

namespace net::twilio {

protocol::send_fate fate_of(std::int64_t code, unsigned http_status) {
  using enum protocol::send_fate;
  switch (code) {
    case 21610:  // the recipient opted out
      return opted_out;
    case 21211:  // no valid number
    case 21614:  // not a mobile number
    case 21635:  // a landline
    case 30005:  // unknown handset
    case 30006:  // landline, or a carrier that cannot be reached
      return unreachable;
    case 20429:  // too many requests
    case 21611:  // the sender's queue is full
    case 30001:  // queue overflow
    case 30003:  // the handset is off or roaming
    case 30008:  // unknown
    case 63038:  // the account's daily limit is reached
      return busy;
    case 20003:  // wrong credentials
    case 21212:  // no valid sender
    case 21606:  // a sender that sends no texts
    case 21408:  // the region is not enabled
    case 21608:  // a trial account and an unverified number
    case 30002:  // the account is suspended
    case 30034:  // the sender is not registered (A2P 10DLC)
      return misconfigured;
    case 21612:  // no way from this sender to this number
    case 21617:  // too long
    case 30004:  // blocked by the recipient's carrier or phone
    case 30007:  // filtered as unwanted
    case 30036:  // it waited longer than its validity
      return refused;
    default:
      break;
  }
  if (http_status == 401 || http_status == 403 || http_status == 404) return misconfigured;
  if (http_status == 429) return busy;
  // What a server that failed did before it failed is not known.
  if (http_status >= 500) return unknown;
  return refused;
}

std::string_view ledger_status(std::string_view s) {
  if (s == "accepted" || s == "scheduled" || s == "queued" || s == "sending") return "queued";
  if (s == "sent") return "sent";
  if (s == "delivered" || s == "read") return "delivered";
  if (s == "undelivered") return "undelivered";
  if (s == "failed" || s == "canceled") return "failed";
  return {};
}

}  // namespace net::twilio
