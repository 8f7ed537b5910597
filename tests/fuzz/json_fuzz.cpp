// What the server writes as JSON is JSON, whatever bytes go into it; durations never overflow.
#include <simdjson.h>

#include <cstdint>
#include <cstdlib>

#include "net/http/middleware.hpp"
#include "net/simulator/iso_duration.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view text(reinterpret_cast<const char*>(data), size);
  auto problem = net::http::problem(422, text, text, text);
  simdjson::dom::parser parser;
  simdjson::dom::element root;
  if (parser.parse(problem.body).get(root) != simdjson::SUCCESS) std::abort();
  std::string_view detail;
  if (root["detail"].get(detail) != simdjson::SUCCESS) std::abort();
  if (simdjson::validate_utf8(text.data(), text.size()) && detail != text) std::abort();
  auto duration = net::simulator::parse_iso_duration(text);
  if (duration && duration->count() < 0) std::abort();
  return 0;
}
