// Where mails go. An address is somebody's only once they texted back the code that was mailed to
// it; until then nothing else is sent there. The address before it is told of the change.

#include <fmt/format.h>

#include "actors/handlers/commands.hpp"
#include "actors/handlers/support.hpp"
#include "config/common/crypto.hpp"
#include "storage/repositories/notice_repository.hpp"

namespace handlers {
namespace {

using namespace std::chrono;
using replies::worded;
using storage::unit_of_work;

constexpr minutes code_lifetime{15};
/// Five guesses a code and five codes a day: one chance in 40,000 a day.
constexpr std::int64_t most_attempts = 5, most_codes = 5;
constexpr hours codes_counted{24};

std::string new_code() {
  std::uint32_t n = 0;
  for (const unsigned char byte : crypto::random_bytes(sizeof n)) n = n << 8 | byte;
  return fmt::format("{:06}", n % 1'000'000);
}

std::string hash_of(row_id id, std::string_view code) {
  return crypto::hex(crypto::sha256(fmt::format("{}:{}", id, code)));
}

/// Queues a mail; the first line of `words` is its subject. Answers its outbox id.
row_id mail(const turn_context& t, outcome& o, const std::string& to, std::string kind,
            std::string words) {
  storage::outbox_row row;
  row.id = t.ids.next();
  row.user_id = t.state.user.id;
  row.channel = "email";
  row.recipient = to;
  row.body.plain = std::move(words);
  row.kind = std::move(kind);
  row.not_before = row.created_at = t.now;
  const auto queued = row.id;
  o.changes.push_back(storage::inserted(std::move(row)));
  o.effects.push_back(wake_outbox{});
  return queued;
}

/// Tells the address that was proved before what happens to it. It stands in the ledger, too.
void warn(const turn_context& t, outcome& o, const std::string& to, std::string subject,
          std::string_view words) {
  storage::notice_row n;
  n.id = t.ids.next();
  n.user_id = t.state.user.id;
  n.kind = "security";
  n.outbox_id = mail(t, o, to, "security", fmt::format("{}\n{}", subject, words));
  n.subject.plain = std::move(subject);
  n.scheduled_at = n.fired_at = t.now;
  o.changes.push_back(storage::inserted(std::move(n)));
}

std::string warning(const turn_context& t) {
  return worded(t.voice, {"Mail address changed", "Cambio de correo"});
}

storage::person_row row_of(const turn_context& t, std::optional<std::string> email,
                           std::optional<instant> verified_at) {
  return {t.state.user.id, t.state.user.name, std::move(email), verified_at};
}

void stop_waiting(const turn_context& t, outcome& o) {
  o.talk = t.state.talk;
  o.talk->code_until.reset();
}

outcome send_code(const turn_context& t, unit_of_work& u, const std::string& address) {
  if (const auto now = storage::notices::mail_address(u); now && lower(*now) == address)
    return say(t, {"Mails go to {} already.", "Los correos ya van a {}."}, address);
  const auto codes = storage::notices::mail_codes(u);
  outcome o;
  std::int64_t recent = 0;
  for (const auto& old : codes) {
    if (old.created_at > t.now - codes_counted)
      ++recent;
    else
      o.changes.push_back(storage::deleted(old));
  }
  if (recent >= most_codes) {
    o.reply = worded(t.voice, {"I mailed enough codes for one day. Try again tomorrow.",
                               "Ya mandé bastantes códigos por hoy. Prueba mañana."});
    return o;
  }
  const auto code = new_code();
  storage::mail_code_row row;
  row.id = t.ids.next();
  row.user_id = t.state.user.id;
  row.address.plain = address;
  row.code_hash.plain = hash_of(row.id, code);
  row.created_at = t.now;
  row.expires_at = t.now + code_lifetime;
  mail(
      t, o, address, "mail_code",
      worded(t.voice,
             {"Your code is {0}\nSomebody said by text that this address is theirs. If it was you, "
              "text {0} back within {1} minutes. If not, do nothing: no more mail comes here.",
              "Tu código es {0}\nAlguien dijo por mensaje que esta dirección es suya. Si fuiste "
              "tú, responde {0} por mensaje en {1} minutos. Si no, no hagas nada: no llegará más."},
             code, code_lifetime.count()));
  o.changes.push_back(storage::inserted(row));
  o.talk = t.state.talk;
  o.talk->code_until = row.expires_at;
  o.reply = worded(t.voice,
                   {"I mailed a code to {}. Text it to me within {} minutes.",
                    "Mandé un código a {}. Escríbemelo en {} minutos."},
                   address, code_lifetime.count());
  return o;
}

outcome wrong_code(const turn_context& t, unit_of_work& u, const storage::mail_code_row& row) {
  outcome o;
  auto after = row;
  ++after.attempts;
  o.changes.push_back(storage::updated(row, after));
  const auto left = most_attempts - after.attempts;
  if (left > 0) {
    o.reply = worded(t.voice, {"That is not the code. ", "Ese no es el código. "}) +
              replies::counted(t.voice, left, {"try left.", "intento más."},
                               {"tries left.", "intentos más."});
    return o;
  }
  stop_waiting(t, o);
  o.reply = worded(t.voice, {"That was wrong too often. Text me the address for a new code.",
                             "Demasiados errores. Escríbeme la dirección para otro código."});
  if (const auto old = storage::notices::mail_address(u))
    warn(t, o, *old, worded(t.voice, {"Wrong codes", "Códigos erróneos"}),
         worded(t.voice,
                {"Somebody tried to give your assistant another mail address and texted {} wrong "
                 "codes. Nothing was changed.",
                 "Alguien quiso dar a tu asistente otro correo y escribió {} códigos erróneos. No "
                 "cambió nada."},
                most_attempts));
  return o;
}

outcome take_address(const turn_context& t, unit_of_work& u, const storage::mail_code_row& row) {
  const auto& address = row.address.plain;
  outcome o;
  stop_waiting(t, o);
  o.changes.push_back(storage::deleted(row));
  if (storage::notices::mail_is_taken(u, address)) {
    o.reply = worded(t.voice,
                     {"{} belongs to another account here. Nothing was changed.",
                      "{} es de otra cuenta de aquí. No cambió nada."},
                     address);
    return o;
  }
  const auto old = storage::notices::mail_address(u);
  o.changes.push_back(storage::updated(row_of(t, old, std::nullopt), row_of(t, address, t.now)));
  if (old)
    warn(t, o, *old, warning(t),
         worded(t.voice,
                {"Your assistant sends its mails to {} from now on, and none to this address. If "
                 "that was not you, somebody else can text from your number.",
                 "Tu asistente manda ahora sus correos a {} y ninguno a esta dirección. Si no "
                 "fuiste tú, alguien puede escribir desde tu número."},
                address));
  o.reply = worded(t.voice,
                   {"Set: mails go to {}. Reminders that do not arrive by text go there too.",
                    "Ajustado: los correos van a {}. También los recordatorios que no lleguen."},
                   address);
  return o;
}

}  // namespace

handled set_mail_address(const turn_context& t, const std::string& address) {
  if (!t.through.mail)
    return say(t, {"I can't send mail: this server has no mail server set up.",
                   "No puedo mandar correo: este servidor no tiene correo."});
  return deferred(
      [&t, address](unit_of_work& u) -> result<outcome> { return send_code(t, u, address); });
}

handled prove_mail_address(const turn_context& t, const std::string& code) {
  return deferred([&t, code](unit_of_work& u) -> result<outcome> {
    const auto codes = storage::notices::mail_codes(u);  // the newest counts
    if (codes.empty() || codes.front().expires_at <= t.now ||
        codes.front().attempts >= most_attempts) {
      auto o = say(t, {"That code has run out. Text me the address for a new one.",
                       "Ese código ya no vale. Escríbeme la dirección para otro."});
      stop_waiting(t, o);
      return o;
    }
    const auto& row = codes.front();
    const bool right = crypto::equal_in_constant_time(hash_of(row.id, code), row.code_hash.plain);
    return right ? take_address(t, u, row) : wrong_code(t, u, row);
  });
}

handled show_mail_address(const turn_context& t) {
  return deferred([&t](unit_of_work& u) -> result<outcome> {
    const auto now = storage::notices::mail_address(u);
    return now ? say(t, {"Mails go to {}.", "Los correos van a {}."}, *now)
               : say(t, {"I know no mail address of yours. Text \"my email is you@example.org\".",
                         "No sé tu correo. Escribe \"mi correo es tu@example.org\"."});
  });
}

handled forget_mail_address(const turn_context& t) {
  return deferred([&t](unit_of_work& u) -> result<outcome> {
    const auto old = storage::notices::mail_address(u);
    if (!old) return say(t, {"I know no mail address of yours.", "No sé ningún correo tuyo."});
    outcome o;
    o.changes.push_back(storage::updated(row_of(t, old, std::nullopt), row_of(t, {}, {})));
    warn(t, o, *old, warning(t),
         worded(t.voice, {"Your assistant was told to forget this address. No more mail comes "
                          "here.",
                          "Tu asistente olvidó esta dirección. Aquí no llega más correo."}));
    o.reply = worded(
        t.voice,
        {"Forgotten: {}. I send you no more mail.", "Olvidado: {}. No te mando más correo."}, *old);
    return o;
  });
}

}  // namespace handlers
