#include "net/twilio/signature.hpp"

#include <algorithm>

#include "config/common/crypto.hpp"

namespace net::twilio {
namespace {

/// {without a port, with one}. The second has the URL's own port or the scheme's standard one.
std::vector<std::string> with_and_without_port(std::string_view base) {
  while (base.ends_with('/')) base.remove_suffix(1);
  auto authority = base.find("://");
  if (authority == std::string_view::npos) return {std::string(base)};
  auto scheme = base.substr(0, authority);
  authority += 3;
  auto end = std::min(base.find('/', authority), base.size());
  auto host = base.substr(authority, end - authority);
  auto rest = base.substr(end);
  // A colon inside [ ] belongs to an IPv6 address.
  auto bracket = host.rfind(']');
  auto colon = host.rfind(':');
  bool has_port =
      colon != std::string_view::npos && (bracket == std::string_view::npos || colon > bracket);
  std::string port(has_port ? host.substr(colon) : scheme == "https" ? ":443" : ":80");
  std::string start(base.substr(0, authority));
  start += has_port ? host.substr(0, colon) : host;
  std::vector<std::string> both{start + std::string(rest), start + port + std::string(rest)};
  if (has_port) std::swap(both[0], both[1]);  // likeliest first: as configured
  return both;
}

}  // namespace

signature_check::signature_check(std::string_view public_base_url,
                                 std::vector<secret<std::string>> tokens)
    : bases_(with_and_without_port(public_base_url)), tokens_(std::move(tokens)) {
  std::erase_if(tokens_, [](const auto& t) { return t.empty(); });
}

std::string signed_fields(const client::form& fields) {
  std::vector<const client::form::value_type*> sorted;
  sorted.reserve(fields.size());
  std::size_t bytes = 0;
  for (const auto& f : fields) {
    sorted.push_back(&f);
    bytes += f.first.size() + f.second.size();
  }
  std::sort(sorted.begin(), sorted.end(), [](auto* a, auto* b) {
    auto names = a->first.compare(b->first);
    return names < 0 || (names == 0 && a->second < b->second);
  });
  sorted.erase(std::unique(sorted.begin(), sorted.end(), [](auto* a, auto* b) { return *a == *b; }),
               sorted.end());
  std::string out;
  out.reserve(bytes);
  for (const auto* f : sorted) {
    out += f->first;
    out += f->second;
  }
  return out;
}

bool signature_check::accepts(std::string_view raw_target, std::string_view fields,
                              std::string_view header) const {
  std::string message;
  for (const auto& token : tokens_)
    for (const auto& base : bases_) {
      message.assign(base);
      message += raw_target;
      message += fields;
      auto expected = crypto::base64(crypto::hmac_sha1(token.reveal(), message));
      if (crypto::equal_in_constant_time(expected, header)) return true;
    }
  return false;
}

bool signature_check::accepts_form(std::string_view raw_target, const client::form& fields,
                                   std::string_view header) const {
  return accepts(raw_target, signed_fields(fields), header);
}

bool signature_check::accepts_body(std::string_view raw_target, std::string_view body,
                                   std::string_view header) const {
  auto mark = raw_target.find('?');
  if (mark == std::string_view::npos) return false;
  auto query = client::parse_form(raw_target.substr(mark + 1));
  if (!query) return false;
  auto hash = crypto::hex(crypto::sha256(body));
  bool same = false;
  for (const auto& [name, value] : *query)
    if (name == "bodySHA256") same = crypto::equal_in_constant_time(hash, value);
  return same && accepts(raw_target, {}, header);
}

}  // namespace net::twilio
