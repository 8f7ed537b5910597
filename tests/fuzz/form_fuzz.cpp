// Whatever arrives as a form: parsing never reads beyond it, and what was parsed survives encoding.
#include <cstdint>
#include <cstdlib>

#include "net/client/url.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  auto fields = net::client::parse_form({reinterpret_cast<const char*>(data), size});
  if (!fields) return 0;
  auto again = net::client::parse_form(net::client::encode_form(*fields));
  // A field without name and value has no written form.
  std::erase_if(*fields, [](const auto& f) { return f.first.empty() && f.second.empty(); });
  if (again)
    std::erase_if(*again, [](const auto& f) { return f.first.empty() && f.second.empty(); });
  if (!again || *again != *fields) std::abort();
  return 0;
}
