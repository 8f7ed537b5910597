#include "net/simulator/phone_page.hpp"

#include "config/common/crypto.hpp"
#include "config/common/embedded_file.hpp"

namespace net::simulator {

std::span<const embedded_file> phone_files();  // made by sms_embed

namespace {

constexpr std::string_view policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

std::string_view type_of(std::string_view name) {
  if (name.ends_with(".html")) return "text/html; charset=utf-8";
  if (name.ends_with(".css")) return "text/css; charset=utf-8";
  return "text/javascript; charset=utf-8";
}

}  // namespace

void mount_phone_page(http::router& routes) {
  for (const auto& file : phone_files()) {
    std::string path = file.name.ends_with(".html") ? "/phone" : "/phone/" + std::string(file.name);
    std::string tag = '"' + crypto::hex(crypto::sha256(file.bytes).substr(0, 8)) + '"';
    routes.add(http::method::get, std::move(path),
               [file, tag](const http::request& r) -> awaitable<http::response> {
                 http::response out{.status = 200, .content_type = type_of(file.name), .body = {}};
                 out.headers.emplace_back("Content-Security-Policy", policy);
                 // Asked again each time: an update shows at once, and unchanged costs a few bytes.
                 out.headers.emplace_back("Cache-Control", "no-cache");
                 out.headers.emplace_back("ETag", tag);
                 if (r.find("if-none-match") == tag)
                   out.status = 304;
                 else
                   out.body = file.bytes;
                 co_return out;
               },
               {.quiet = true});
  }
}

}  // namespace net::simulator
