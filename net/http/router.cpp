#include "net/http/router.hpp"

namespace net::http {

void router::add(method verb, std::string path, handler handle, route_options options) {
  auto& at = routes_[path];
  at.push_back({verb, std::move(path), std::move(handle), options});
}

router::match router::find(method verb, std::string_view path) const {
  match m;
  auto at = routes_.find(path);
  if (at == routes_.end()) return m;
  m.nearest = &at->second.front();
  auto wanted = verb == method::head ? method::get : verb;
  for (const auto& r : at->second)
    if (r.verb == wanted) {
      m.found = &r;
      return m;
    }
  for (const auto& r : at->second) {
    if (!m.allow.empty()) m.allow += ", ";
    m.allow += to_string(r.verb);
    if (r.verb == method::get) m.allow += ", HEAD";
  }
  return m;
}

}  // namespace net::http
