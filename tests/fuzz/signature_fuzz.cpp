// Nothing verifies but what the token signed: the input is URL, header and form in one.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "config/common/crypto.hpp"
#include "net/twilio/signature.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view in(reinterpret_cast<const char*>(data), size);
  auto next = [&in] {
    auto part = in.substr(0, in.find('\n'));
    in.remove_prefix(std::min(part.size() + 1, in.size()));
    return part;
  };
  auto base = next(), target = next(), header = next();
  std::vector<secret<std::string>> tokens;
  tokens.emplace_back(std::string("token"));
  net::twilio::signature_check check(base, tokens);
  auto form = net::client::parse_form(in);
  if (!form) return 0;
  // The fuzzer cannot make an HMAC by chance.
  if (check.accepts_form(target, *form, header)) std::abort();
  if (check.accepts_body(target, in, header)) std::abort();
  auto true_signature = crypto::base64(
      crypto::hmac_sha1("token", std::string(base.substr(0, base.find_last_not_of('/') + 1)) +
                                     std::string(target) + net::twilio::signed_fields(*form)));
  if (!check.accepts_form(target, *form, true_signature)) std::abort();
  return 0;
}
