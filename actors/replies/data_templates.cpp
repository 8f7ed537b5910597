#include "actors/replies/templates.hpp"
#include "actors/replies/wording.hpp"

// What is said about a person's data as a whole, and to whoever runs the server.

namespace replies {
namespace {

std::string of_when(std::string_view when) {
  return when.empty() ? std::string() : fmt::format(" ({})", when);
}

}  // namespace

std::string confirm_delete(std::string_view count, std::string_view when, const voice& v) {
  if (count.starts_with("1 "))
    return worded(v, {"Delete {}{}? Text yes to do it.", "¿Borro {}{}? Escribe sí para hacerlo."},
                  count, of_when(when));
  return worded(v, {"Delete all {}{}? Text yes to do it.", "¿Borro {}{}? Escribe sí para hacerlo."},
                count, of_when(when));
}
std::string deleted_all(std::string_view count, std::string_view when, const voice& v) {
  return worded(
      v, {"Deleted {}{}. \"undo\" brings them back.", "Borré {}{}. \"deshacer\" lo recupera."},
      count, of_when(when));
}
std::string nothing_to_delete(std::string_view many, std::string_view when, const voice& v) {
  return worded(
      v, {"You have no {}{}, so nothing was deleted.", "No tienes {}{}, así que no borré nada."},
      many, of_when(when));
}
std::string too_many_to_delete(std::int64_t most, std::string_view many, const voice& v) {
  return worded(v,
                {"Those are more than {} {}, too many for one text. Nothing was deleted. Name a "
                 "time, like \"from last week\".",
                 "Son más de {} {}, demasiado para un mensaje. No borré nada. Di de cuándo, como "
                 "\"de la semana pasada\"."},
                most, many);
}
std::string delete_one_kind(const voice& v) {
  return worded(v, {"I delete one kind at a time: \"delete my food logs\", \"delete all todos\". "
                    "Nothing was deleted.",
                    "Borro una clase a la vez: \"borra mis comidas\", \"borra mis pendientes\". No "
                    "borré nada."});
}
std::string account_not_by_text(const voice& v) {
  return worded(v,
                {"A text alone can't delete an account, since a number can be faked. Nothing was "
                 "deleted.",
                 "Un mensaje no basta para borrar una cuenta, porque un número se puede "
                 "falsificar. No borré nada."});
}

std::string provider_name(std::string_view provider) {
  if (provider == "google_calendar") return "Google Calendar";
  if (provider == "google_fit") return "Google Fit";
  if (provider == "apple_health") return "Apple Health";
  return sentence(std::string(provider));
}
std::string not_connected(std::string_view provider, const voice& v) {
  if (provider.empty()) return worded(v, {"Nothing is connected.", "No hay nada conectado."});
  return worded(v, {"{} is not connected.", "{} no está conectado."}, provider_name(provider));
}

std::string feedback_kept(const storage::feedback_row& r, const voice& v) {
  const auto kept = worded(v, {"I've kept that for whoever runs this server.",
                               "Lo guardé para quien administra este servidor."});
  if (r.rating)
    return worded(v, {"Thanks for the {} out of 5! {}", "¡Gracias por el {} de 5! {}"}, *r.rating,
                  kept);
  if (r.kind == "bug")
    return worded(v, {"Sorry about that, and thanks. {}", "Perdón por eso, y gracias. {}"}, kept);
  return worded(v, {"Thanks! {}", "¡Gracias! {}"}, kept);
}
std::string rating_range(const voice& v) {
  return worded(v, {"A rating goes from 1 to 5. Nothing was stored.",
                    "La nota va de 1 a 5. No guardé nada."});
}
std::string ticket_opened(const voice& v) {
  return worded(v, {"Your question is kept for whoever runs this server, with what we said just "
                    "before.",
                    "Guardé tu pregunta para quien administra este servidor, con lo que dijimos "
                    "antes."});
}

}  // namespace replies
