#include "net/client/https_client.hpp"

#include <curl/curl.h>

#include <boost/asio/ip/address.hpp>
#include <mutex>

namespace net::client {
namespace {

std::string_view host_of(std::string_view url) {
  url.remove_prefix(std::string_view("http://").size());
  return url.substr(0, url.find_first_of("/:?", url.starts_with('[') ? url.find(']') : 0));
}

bool is_loopback(std::string_view host) {
  return host == "127.0.0.1" || host == "localhost" || host == "[::1]";
}

/// RFC 1918 and RFC 4193, as numbers only: what a name leads to may change.
bool is_private(std::string_view host) {
  boost::system::error_code fault;
  if (host.starts_with("[fd") && host.ends_with(']')) {
    host.remove_prefix(1);
    host.remove_suffix(1);
    boost::asio::ip::make_address_v6(host, fault);
    return !fault;
  }
  auto address = boost::asio::ip::make_address_v4(host, fault);
  if (fault) return false;
  auto n = address.to_uint();
  return n >> 24 == 10 || n >> 20 == 0xAC1 || n >> 16 == 0xC0A8;
}

struct sink {
  std::string* body;
  std::size_t limit;
};

std::size_t take(char* bytes, std::size_t, std::size_t n, void* to) {
  auto& s = *static_cast<sink*>(to);
  if (s.body->size() + n > s.limit) return 0;  // makes libcurl stop
  s.body->append(bytes, n);
  return n;
}

struct free_list {
  void operator()(curl_slist* l) const { curl_slist_free_all(l); }
};
struct free_handle {
  void operator()(CURL* h) const { curl_easy_cleanup(h); }
};

}  // namespace

struct https_client::impl {
  client_options options;
  std::unique_ptr<CURL, free_handle> handle;
};

bool may_be_plain(std::string_view url, bool in_private_network) {
  auto host = host_of(url);
  return is_loopback(host) || (in_private_network && is_private(host));
}

https_client::https_client(client_options options) {
  static std::once_flag once;
  std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
  impl_ = std::make_unique<impl>();
  impl_->options = std::move(options);
  impl_->handle.reset(curl_easy_init());
}
https_client::~https_client() = default;
https_client::https_client(https_client&&) noexcept = default;
https_client& https_client::operator=(https_client&&) noexcept = default;

result<http_response> https_client::perform(const http_request& r) {
  bool plain = r.url.starts_with("http://");
  if (!plain && !r.url.starts_with("https://"))
    return make_error(errc::invalid_argument, "not an https address");
  if (plain && !may_be_plain(r.url, impl_->options.plain_in_private_network))
    return make_error(errc::invalid_argument, "http is too open for that address; use https");

  CURL* h = impl_->handle.get();
  if (!h) return make_error(errc::internal, "libcurl did not start");
  curl_easy_reset(h);
  http_response out;
  sink to{&out.body, impl_->options.answer_bytes};
  curl_easy_setopt(h, CURLOPT_URL, r.url.c_str());
  curl_easy_setopt(h, CURLOPT_PROTOCOLS_STR, plain ? "http" : "https");
  curl_easy_setopt(h, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(h, CURLOPT_SSL_VERIFYPEER, 1L);
  curl_easy_setopt(h, CURLOPT_SSL_VERIFYHOST, 2L);
  curl_easy_setopt(h, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  curl_easy_setopt(h, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(h, CURLOPT_CONNECTTIMEOUT_MS,
                   static_cast<long>(impl_->options.connect_limit.count()));
  curl_easy_setopt(h, CURLOPT_TIMEOUT_MS, static_cast<long>(impl_->options.total_limit.count()));
  curl_easy_setopt(h, CURLOPT_USERAGENT, impl_->options.user_agent.c_str());
  curl_easy_setopt(h, CURLOPT_WRITEFUNCTION, take);
  curl_easy_setopt(h, CURLOPT_WRITEDATA, &to);
  if (plain) curl_easy_setopt(h, CURLOPT_NOPROXY, "*");
  if (!r.user.empty()) {
    curl_easy_setopt(h, CURLOPT_HTTPAUTH, static_cast<long>(CURLAUTH_BASIC));
    curl_easy_setopt(h, CURLOPT_USERNAME, r.user.c_str());
    curl_easy_setopt(h, CURLOPT_PASSWORD, r.password.reveal().c_str());
  }
  std::unique_ptr<curl_slist, free_list> headers;
  auto add = [&headers](const char* line) {
    if (auto* l = curl_slist_append(headers.get(), line)) {
      (void)headers.release();
      headers.reset(l);
    }
  };
  for (const auto& line : r.headers) add(line.c_str());
  add("Expect:");  // no round trip before a small body
  curl_easy_setopt(h, CURLOPT_HTTPHEADER, headers.get());
  if (r.method != "GET") {
    // On a kept connection that turns out to be closed libcurl sends the request once more by
    // itself, although the first one may have been taken: what changes something gets a new one.
    curl_easy_setopt(h, CURLOPT_FRESH_CONNECT, 1L);
    curl_easy_setopt(h, CURLOPT_POST, 1L);
    curl_easy_setopt(h, CURLOPT_CUSTOMREQUEST, r.method.c_str());
    curl_easy_setopt(h, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(r.body.size()));
    curl_easy_setopt(h, CURLOPT_POSTFIELDS, r.body.data());
  }

  auto code = curl_easy_perform(h);
  if (code != CURLE_OK) {
    long sent = 0;
    curl_easy_getinfo(h, CURLINFO_REQUEST_SIZE, &sent);
    auto why = std::string("request failed: ") + curl_easy_strerror(code);
    return make_error(sent == 0 ? errc::unavailable : errc::timeout, std::move(why));
  }
  long status = 0;
  curl_easy_getinfo(h, CURLINFO_RESPONSE_CODE, &status);
  out.status = static_cast<unsigned>(status);
  const char* type = nullptr;
  curl_easy_getinfo(h, CURLINFO_CONTENT_TYPE, &type);
  if (type) out.content_type = type;
  curl_off_t wait = 0;
  curl_easy_getinfo(h, CURLINFO_RETRY_AFTER, &wait);
  if (wait > 0) out.retry_after = std::to_string(wait);
  return out;
}

http_request form_post(std::string url, const form& fields) {
  http_request r;
  r.method = "POST";
  r.url = std::move(url);
  r.headers.emplace_back("Content-Type: application/x-www-form-urlencoded");
  r.body = encode_form(fields);
  return r;
}

}  // namespace net::client
