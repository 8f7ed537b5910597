#include <fmt/format.h>

#include "actors/replies/templates.hpp"

// What is said about a person's data as a whole, and to whoever runs the server.

namespace replies {
namespace {

std::string of_when(std::string_view when) {
  return when.empty() ? std::string() : fmt::format(" ({})", when);
}

}  // namespace

std::string counted(std::size_t n, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", n, n == 1 ? one : many);
}

std::string confirm_delete(std::string_view count, std::string_view when, const voice&) {
  const auto all = count.starts_with("1 ") ? "" : "all ";
  return fmt::format("Delete {}{}{}? Text yes to do it.", all, count, of_when(when));
}
std::string deleted_all(std::string_view count, std::string_view when, const voice&) {
  return fmt::format("Deleted {}{}. \"undo\" brings them back.", count, of_when(when));
}
std::string nothing_to_delete(std::string_view many, std::string_view when, const voice&) {
  return fmt::format("You have no {}{}, so nothing was deleted.", many, of_when(when));
}
std::string too_many_to_delete(std::int64_t most, std::string_view many, const voice&) {
  return fmt::format(
      "Those are more than {} {}, too many for one text. Nothing was deleted. Name a time, like "
      "\"from last week\".",
      most, many);
}
std::string delete_one_kind(const voice&) {
  return "I delete one kind at a time: \"delete my food logs\", \"delete all todos\". Nothing was "
         "deleted.";
}
std::string account_not_by_text(const voice&) {
  return "A text alone can't delete an account, since a number can be faked. Nothing was deleted.";
}

std::string provider_name(std::string_view provider) {
  if (provider == "google_calendar") return "Google Calendar";
  if (provider == "google_fit") return "Google Fit";
  if (provider == "apple_health") return "Apple Health";
  return sentence(std::string(provider));
}
std::string not_connected(std::string_view provider, const voice&) {
  if (provider.empty()) return "Nothing is connected.";
  return provider_name(provider) + " is not connected.";
}

std::string feedback_kept(const storage::feedback_row& r, const voice&) {
  constexpr std::string_view kept = "I've kept that for whoever runs this server.";
  if (r.rating) return fmt::format("Thanks for the {} out of 5! {}", *r.rating, kept);
  if (r.kind == "bug") return fmt::format("Sorry about that, and thanks. {}", kept);
  return fmt::format("Thanks! {}", kept);
}
std::string rating_range(const voice&) {
  return "A rating goes from 1 to 5. Nothing was stored.";
}
std::string ticket_opened(const voice&) {
  return "Your question is kept for whoever runs this server, with what we said just before.";
}

}  // namespace replies
