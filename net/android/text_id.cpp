#include "net/android/text_id.hpp"

#include <fmt/format.h>

#include <charconv>

namespace net::android {
namespace {

constexpr std::string_view prefix = "sa-";

template <class Number>
bool take_hex(std::string_view& text, Number& into) {
  auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), into, 16);
  if (fault != std::errc()) return false;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return true;
}

bool take_dash(std::string_view& text) {
  if (!text.starts_with('-')) return false;
  text.remove_prefix(1);
  return true;
}

}  // namespace

std::string id_of(const protocol::outgoing_text& text) {
  if (text.id == 0) return {};
  auto earlier = text_named(text.earlier_id);
  return fmt::format("{}{:x}-{:x}-{:x}", prefix, text.id, text.user,
                     earlier ? earlier->attempt + 1 : 1);
}

std::optional<named_text> text_named(std::string_view id) {
  if (!id.starts_with(prefix)) return std::nullopt;
  id.remove_prefix(prefix.size());
  named_text named;
  bool whole = take_hex(id, named.id) && take_dash(id) && take_hex(id, named.user) &&
               take_dash(id) && take_hex(id, named.attempt) && id.empty();
  if (!whole || named.id <= 0 || named.user <= 0) return std::nullopt;
  return named;
}

}  // namespace net::android
