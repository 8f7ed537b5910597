#include "net/mail/smtp_client.hpp"

#include <curl/curl.h>
#include <fmt/format.h>
#include <openssl/evp.h>

#include <algorithm>
#include <mutex>

#include "net/xml_text.hpp"

namespace net::mail {
namespace {

struct free_list {
  void operator()(curl_slist* l) const { curl_slist_free_all(l); }
};
struct free_handle {
  void operator()(CURL* h) const { curl_easy_cleanup(h); }
};
struct free_mime {
  void operator()(curl_mime* m) const { curl_mime_free(m); }
};
using list = std::unique_ptr<curl_slist, free_list>;

void add(list& to, const std::string& line) {
  if (auto* l = curl_slist_append(to.get(), line.c_str())) {
    (void)to.release();
    to.reset(l);
  }
}

void add_part(curl_mime* to, const std::string& body, const char* type) {
  auto* part = curl_mime_addpart(to);
  curl_mime_data(part, body.data(), body.size());
  curl_mime_type(part, type);
  curl_mime_encoder(part, "quoted-printable");
}

/// "Sun, 22 Nov 2026 19:00:00 +0000"; the same whatever the process's locale.
std::string date_header(instant at) {
  using namespace std::chrono;
  static constexpr const char* day_names[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr const char* month_names[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto second = floor<seconds>(at);
  const auto day = floor<days>(second);
  const year_month_day d(day);
  const hh_mm_ss t(second - day);
  return fmt::format("{}, {:02} {} {} {:02}:{:02}:{:02} +0000",
                     day_names[weekday(day).c_encoding()], static_cast<unsigned>(d.day()),
                     month_names[static_cast<unsigned>(d.month()) - 1], static_cast<int>(d.year()),
                     t.hours().count(), t.minutes().count(), t.seconds().count());
}

std::string base64(const std::string& bytes) {
  std::string out(4 * ((bytes.size() + 2) / 3) + 1, '\0');
  const auto size = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()),
                                    reinterpret_cast<const unsigned char*>(bytes.data()),
                                    static_cast<int>(bytes.size()));
  out.resize(static_cast<std::size_t>(size));
  return out;
}

}  // namespace

std::string header_value(std::string_view value) {
  std::string plain(value);
  std::ranges::replace_if(
      plain, [](unsigned char c) { return c < 0x20 || c == 0x7f; }, ' ');
  const bool ascii = std::ranges::all_of(plain, [](unsigned char c) { return c < 0x80; });
  return ascii ? plain : "=?utf-8?B?" + base64(plain) + "?=";
}

std::string html_of(std::string_view subject, std::string_view text) {
  std::string out = "<!doctype html>\n<html><head><meta charset=\"utf-8\"><title>";
  append_xml_text(out, subject);
  out += "</title></head>\n<body style=\"font-family:sans-serif;max-width:36em\"><p>";
  for (auto rest = text;;) {
    const auto line = std::min(rest.find('\n'), rest.size());
    append_xml_text(out, rest.substr(0, line));
    if (line == rest.size()) break;
    out += "<br>\n";
    rest.remove_prefix(line + 1);
  }
  return out += "</p></body></html>\n";
}

struct smtp_client::impl {
  smtp_settings settings;
  std::unique_ptr<CURL, free_handle> handle;
};

smtp_client::smtp_client(smtp_settings settings) {
  static std::once_flag once;
  std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
  impl_ = std::make_unique<impl>();
  impl_->settings = std::move(settings);
  impl_->handle.reset(curl_easy_init());
}
smtp_client::~smtp_client() = default;
smtp_client::smtp_client(smtp_client&&) noexcept = default;

result<void> smtp_client::send(const mail& m) {
  CURL* h = impl_->handle.get();
  if (!h) return make_error(errc::internal, "libcurl did not start");
  const auto& s = impl_->settings;
  curl_easy_reset(h);
  const auto url = fmt::format("{}://{}:{}", s.implicit_tls ? "smtps" : "smtp", s.host, s.port);
  curl_easy_setopt(h, CURLOPT_URL, url.c_str());
  curl_easy_setopt(h, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  // All or nothing: never a password or a person's words over an open line.
  curl_easy_setopt(h, CURLOPT_USE_SSL, static_cast<long>(CURLUSESSL_ALL));
  curl_easy_setopt(h, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  curl_easy_setopt(h, CURLOPT_SSL_VERIFYPEER, 1L);
  curl_easy_setopt(h, CURLOPT_SSL_VERIFYHOST, 2L);
  if (!s.ca_file.empty()) curl_easy_setopt(h, CURLOPT_CAINFO, s.ca_file.c_str());
  curl_easy_setopt(h, CURLOPT_NOSIGNAL, 1L);
  // Mails are rare: a kept connection would be a dead one, and hide a changed password.
  curl_easy_setopt(h, CURLOPT_FORBID_REUSE, 1L);
  curl_easy_setopt(h, CURLOPT_NOPROXY, "*");
  curl_easy_setopt(h, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(s.connect_limit.count()));
  curl_easy_setopt(h, CURLOPT_TIMEOUT_MS, static_cast<long>(s.total_limit.count()));
  if (!s.user.empty()) {
    curl_easy_setopt(h, CURLOPT_USERNAME, s.user.c_str());
    curl_easy_setopt(h, CURLOPT_PASSWORD, s.password.reveal().c_str());
  }
  const auto from = "<" + s.from + ">", to = "<" + m.to + ">";
  curl_easy_setopt(h, CURLOPT_MAIL_FROM, from.c_str());
  list recipients, headers;
  add(recipients, to);
  curl_easy_setopt(h, CURLOPT_MAIL_RCPT, recipients.get());
  add(headers, "Date: " + date_header(m.date));
  add(headers, "From: " + from);
  add(headers, "To: " + to);
  add(headers, "Subject: " + header_value(m.subject));
  add(headers, "Message-ID: <" + m.message_id + ">");
  add(headers, "Auto-Submitted: auto-generated");
  curl_easy_setopt(h, CURLOPT_HTTPHEADER, headers.get());

  std::unique_ptr<curl_mime, free_mime> mime(curl_mime_init(h));
  auto* both = curl_mime_init(h);
  add_part(both, m.text, "text/plain; charset=utf-8");
  add_part(both, html_of(m.subject, m.text), "text/html; charset=utf-8");
  auto* part = curl_mime_addpart(mime.get());
  curl_mime_subparts(part, both);
  curl_mime_type(part, "multipart/alternative");
  curl_easy_setopt(h, CURLOPT_MIMEPOST, mime.get());

  const auto code = curl_easy_perform(h);
  if (code == CURLE_OK) return {};
  long answer = 0;
  curl_easy_getinfo(h, CURLINFO_RESPONSE_CODE, &answer);
  auto why = fmt::format("{} (SMTP {})", curl_easy_strerror(code), answer);
  if (code == CURLE_LOGIN_DENIED || answer == 535 || answer == 530)
    return make_error(errc::unauthorized, std::move(why));
  if (answer >= 500) return make_error(errc::invalid_argument, std::move(why));
  // Until the mail's end was sent, the server has nothing.
  curl_off_t sent = 0;
  curl_easy_getinfo(h, CURLINFO_SIZE_UPLOAD_T, &sent);
  return make_error(sent > 0 && answer < 400 ? errc::timeout : errc::unavailable, std::move(why));
}

}  // namespace net::mail
