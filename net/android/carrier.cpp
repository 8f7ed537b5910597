#include "net/android/carrier.hpp"

namespace net::android {
namespace {

/// One phone sends one text at a time; a second line keeps a slow list from holding up a text.
constexpr std::size_t lines = 2;

class line : public carrier_line {
 public:
  line(api_options options, const wall_clock& clock)
      : options_(std::move(options)), clock_(clock), http_(manners(options_)) {}

  protocol::carrier_receipt send(const protocol::outgoing_text& text) override {
    return send_text(http_, options_, text);
  }
  result<protocol::carrier_page> find(const protocol::find_text& wanted) override {
    return find_message(http_, options_, wanted);
  }
  result<protocol::carrier_page> history(const protocol::carrier_history& wanted) override {
    return list_messages(http_, options_, wanted, clock_.now());
  }

 private:
  api_options options_;
  const wall_clock& clock_;
  client::https_client http_;
};

}  // namespace

result<protocol::carrier_actor> spawn_carrier(caf::actor_system& system, api_options options,
                                              const wall_clock& clock, metrics::counters sent) {
  if (options.base_url.empty())
    return make_error(errc::invalid_argument, "needed to send texts", "android.api_base_url");
  if (options.user.empty())
    return make_error(errc::invalid_argument, "needed to send texts", "android.user");
  if (options.password.empty())
    return make_error(errc::invalid_argument, "needed to send texts", "android.password");
  return net::spawn_carrier(
      system, {.lines = lines},
      [options, &clock] { return std::make_unique<line>(options, clock); }, sent);
}

}  // namespace net::android
