#include "net/twilio/status_callback.hpp"

#include <charconv>
#include <memory>

#include "config/logging.hpp"
#include "net/twilio/error_codes.hpp"

namespace net::twilio {
namespace {

using http::response;

constexpr std::chrono::seconds store_limit{10};

std::int64_t number_of(std::string_view text) {
  std::int64_t n = 0;
  auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), n);
  return fault == std::errc() && end == text.data() + text.size() && n > 0 ? n : 0;
}

response plain(unsigned status) {
  return {.status = status, .content_type = {}, .body = {}};
}

class status_callback {
 public:
  status_callback(const webhook_options& options, status_deps deps)
      : forms_(options, deps.counted), deps_(std::move(deps)) {}

  awaitable<response> receive(const http::request& r) const {
    client::form form;
    if (auto refused = forms_.read(r, form)) co_return std::move(*refused);
    auto report = read(r, form);
    if (!is_message_sid(report.message.provider_id) || report.message.status.empty())
      co_return plain(200);
    auto stored = co_await deps_.bridge.ask(deps_.reports, std::move(report), store_limit);
    if (stored) co_return plain(200);
    logging::warn(logging::folder::net, "report-not-stored",
                  {{"request_id", r.id}, {"error", stored.error().code}});
    co_return plain(503);
  }

 private:
  static protocol::delivery_report read(const http::request& r, const client::form& form) {
    protocol::delivery_report report;
    auto& m = report.message;
    for (const auto& [name, value] : form) {
      if (name == "MessageSid" || (name == "SmsSid" && m.provider_id.empty()))
        m.provider_id = value;
      else if (name == "MessageStatus" || (name == "SmsStatus" && m.status.empty()))
        m.status = ledger_status(value);
      else if (name == "To")
        m.to = value;
      else if (name == "From")
        m.from = value;
      else if (name == "ErrorCode")
        m.code = number_of(value);
    }
    bool ended_badly = m.status == "undelivered" || m.status == "failed";
    if (ended_badly) m.fate = fate_of(m.code, 0);
    report.id = number_of(r.query_value("text"));
    report.user = number_of(r.query_value("user"));
    if (report.user == 0) report.id = 0;
    return report;
  }

  signed_forms forms_;
  status_deps deps_;
};

}  // namespace

result<void> mount_status(http::router& routes, const webhook_options& options, status_deps deps) {
  if (auto usable = check(options); !usable) return usable;
  auto hook = std::make_shared<const status_callback>(options, std::move(deps));
  http::route_options manners{.body_limit = form_bytes_limit, .bare_errors = true};
  routes.add(
      http::method::post, std::string(status_path),
      [hook](const http::request& r) { return hook->receive(r); }, manners);
  return {};
}

}  // namespace net::twilio
