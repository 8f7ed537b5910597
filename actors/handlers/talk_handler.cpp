#include "actors/handlers/intents.hpp"
#include "actors/handlers/support.hpp"

namespace handlers {

using nlp::slot;

handled help(const nlp::act& act, const turn_context& t) {
  return say(replies::help(lower(act.slots.text(slot::topic).value_or("")), t.voice));
}

handled small_talk(const nlp::act& act, const turn_context& t) {
  switch (act.kind) {
    case nlp::intent::greeting:
      return say(replies::greeting(t.voice));
    case nlp::intent::smalltalk_thanks:
      return say(replies::thanks(t.voice));
    case nlp::intent::confirm_yes:
    case nlp::intent::confirm_no:
      return say(replies::nothing_pending(t.voice));
    default:
      if (auto zone = set_zone_said(t)) return std::move(*zone);
      return say(replies::unknown(t.voice));
  }
}

handled not_by_text_yet(const nlp::act& act, const turn_context& t) {
  using enum nlp::intent;
  const auto provider = act.slots.text(slot::provider);
  const auto name = provider ? replies::provider_name(*provider) : std::string();
  switch (act.kind) {
    case connect_integration:
      return say(replies::not_by_text_yet(
          "I can't connect " + (name.empty() ? "integrations" : name), t.voice));
    case disconnect_integration:
      return say(replies::not_connected(provider.value_or(""), t.voice));
    case integration_status:
      return say(name.empty() ? "Nothing is connected. Everything I know is what you texted me."
                              : name + " is not connected.");
    case sync_integration:
    case pause_sync:
    case resume_sync:
      return say("Nothing is connected, so there is nothing to sync.");
    case export_data:
      return say(replies::not_by_text_yet("I can't export your data", t.voice));
    case delete_account:
      return say(replies::account_not_by_text(t.voice));
    default:
      return say(replies::unknown(t.voice));
  }
}

}  // namespace handlers
