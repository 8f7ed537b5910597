#include "actors/user_actor.hpp"

#include <fmt/format.h>

#include "actors/handlers/reread.hpp"
#include "actors/read.hpp"
#include "actors/replies/segments.hpp"
#include "actors/replies/templates.hpp"
#include "config/logging.hpp"

namespace actors {
namespace {

using logging::folder;

/// Between the parts of a stored reply (U+001E): a character that no text carries.
constexpr char part_separator = '\x1e';

std::string joined(const std::vector<std::string>& texts) {
  std::string all;
  for (auto& text : texts) {
    if (&text != &texts.front()) all += part_separator;
    all += text;
  }
  return all;
}

std::vector<std::string> parts_of(std::string_view reply) {
  std::vector<std::string> parts;
  while (!reply.empty()) {
    auto end = std::min(reply.find(part_separator), reply.size());
    parts.emplace_back(reply.substr(0, end));
    reply.remove_prefix(std::min(end + 1, reply.size()));
  }
  return parts;
}

/// The names of what was understood: enough to count by, nothing of what was said.
storage::json_text reading_of(const nlp::understanding& understood) {
  std::string json = "[";
  for (auto& act : understood.acts) {
    if (json.size() > 1) json += ',';
    json.append("\"").append(nlp::to_string(act.kind)).append("\"");
  }
  return {json + "]"};
}

/// The day a moment belongs to for this person, whose day may begin after midnight.
local_days day_of(const handlers::user_state& state, instant t) {
  auto since_day_start =
      state.tz.to_local(t) - std::chrono::minutes(state.preferences.day_start_minute);
  return std::chrono::floor<std::chrono::days>(since_day_start);
}

/// A text that waited (at the carrier, in a queue) is about the moment it was sent.
instant moment_of(const protocol::inbound_text& text, instant now) {
  return text.received_at == instant{} ? now : std::min(text.received_at, now);
}

/// Carriers take it for START from somebody who had said STOP; from anybody else it is an answer.
bool is_yes(std::string_view body) {
  auto from = body.find_first_not_of(" \t\r\n");
  if (from == std::string_view::npos) return false;
  body = body.substr(from, body.find_last_not_of(" \t\r\n") - from + 1);
  return body.size() == 3 && (body[0] | 32) == 'y' && (body[1] | 32) == 'e' &&
         (body[2] | 32) == 's';
}

std::optional<std::int64_t> segments_of(const std::vector<std::string>& texts) {
  if (texts.empty()) return std::nullopt;
  std::int64_t segments = 0;
  for (auto& text : texts) segments += static_cast<std::int64_t>(replies::measure(text).segments);
  return segments;
}

template <class... Fs>
struct overloaded : Fs... {
  using Fs::operator()...;
};
template <class... Fs>
overloaded(Fs...) -> overloaded<Fs...>;

}  // namespace

user_actor_state::handle::behavior_type user_actor_state::start(
    std::shared_ptr<const user_world> world,
    std::shared_ptr<const protocol::time_limit> storage_limit, std::string phone) {
  world_ = std::move(world);
  storage_limit_ = std::move(storage_limit);
  phone_ = std::move(phone);
  speaks_ = replies::language_of_number(phone_);
  // A fault of ours ends this actor and no other. The open question is answered as the flow goes
  // (see reply_to); the next text finds a new actor, with what storage knows.
  self_->set_exception_handler([this](std::exception_ptr&) {
    logging::error(folder::actors, "user-actor-failed", {{"user", logging::user_ref(phone_)}});
    return caf::make_error(errc::internal, std::string("user actor failed"));
  });
  return {
      [this](protocol::inbound_text& text) -> caf::result<protocol::turn_reply> {
        text_reply reply(self_, [this] { return failure(errc::internal); });
        auto promise = reply.promise();
        flows_.start(on_inbound(std::move(text), std::move(reply)));
        return promise;
      },
      [this](protocol::item_due& due) -> caf::result<protocol::item_handled> {
        due_reply reply(self_);
        auto promise = reply.promise();
        flows_.start(on_item_due(std::move(due.item), std::move(reply)));
        return promise;
      },
      [this](protocol::notice& words) -> caf::result<protocol::notice_stored> {
        notice_reply reply(self_);
        auto promise = reply.promise();
        flows_.start(on_notice(std::move(words), std::move(reply)));
        return promise;
      },
      [this](protocol::get_ready) { flows_.start(on_get_ready()); },
      [this](protocol::retire) { self_->quit(); },
  };
}

flow<> user_actor_state::on_inbound(protocol::inbound_text text, text_reply reply) {
  if (auto* texts = recent_.find(text.dedupe_key)) co_return reply.send(repeated(text, *texts));

  auto now = moment_of(text, world_->clock.now());
  // Before anything is understood, and whoever it is: STOP counts for strangers too.
  if (text.word != protocol::consent_word::none) {
    auto kept = co_await set_consent(text.word == protocol::consent_word::start, now);
    if (!kept) co_return reply.send({.stored = false, .failed = true});
  }
  auto from = co_await wake(now);
  if (!from) co_return reply.send(failure(from.error().code));
  if (*from == sender::stranger)
    co_return co_await meet_stranger(std::move(text), std::move(reply));
  if (auto resumed = co_await resume_consent(text, now); !resumed)
    co_return reply.send(failure(resumed.error().code));
  if (text.word != protocol::consent_word::none)
    co_return co_await finish_consent(std::move(text), now, std::move(reply));

  auto message_id = world_->ids.next();
  auto understood = understand(text, now);
  auto reading = reading_of(understood);
  handlers::turn_input input{
      std::move(awake_->state), text.body, std::move(understood), message_id, now,
      world_->settings.through};
  auto planned = co_await plan(std::move(input));
  if (!planned) {
    forget();
    co_return reply.send(failure(planned.error().code));
  }
  if (text.silent || awake_->stopped) planned->texts.clear();

  auto set = std::make_shared<storage::change_set>();
  set->changes = std::move(planned->changes);
  bool queued = queue_answer(text, planned->texts, *set);
  set->user_id = awake_->user;
  set->key = awake_->key;
  set->message = {.id = message_id,
                  .user_id = awake_->user,
                  .dedupe_key = text.dedupe_key,
                  .channel = text.channel,
                  .body = {std::move(text.body)},
                  .reply = {joined(planned->texts)},
                  .reading = std::move(reading),
                  .request_id = text.request_id,
                  .received_at = now,
                  .handled_at = world_->clock.now(),
                  .reply_segments = queued ? std::nullopt : segments_of(planned->texts)};
  auto stored = co_await commit(std::move(set));
  if (!stored) {
    forget();
    logging::warn(folder::actors, "turn-not-stored",
                  {{"request", text.request_id}, {"error", stored.error().code}});
    co_return reply.send(failure(stored.error().code));
  }
  if (stored->answered_before) {
    forget();
    auto again = repeated(text, stored->texts);
    recent_.remember(std::move(text.dedupe_key), std::move(stored->texts));
    co_return reply.send(std::move(again));
  }

  awake_->state = std::move(planned->next);
  recent_.remember(std::move(text.dedupe_key), planned->texts);
  if (queued) planned->texts.clear();
  reply.send({std::move(planned->texts)});
  if (queued) planned->effects.push_back(handlers::wake_outbox{});
  perform(planned->effects);
}

/// Whoever brings a text whose answer goes through the outbox says nothing itself, ever.
protocol::turn_reply user_actor_state::repeated(const protocol::inbound_text& text,
                                                std::vector<std::string> texts) const {
  if (text.answer_later) texts.clear();
  return {std::move(texts), /*stored=*/true, /*duplicate=*/true};
}

/// True when the answer leaves through the outbox: its rows are part of the turn.
bool user_actor_state::queue_answer(const protocol::inbound_text& text,
                                    const std::vector<std::string>& texts,
                                    storage::change_set& set) {
  if (!text.answer_later) return false;
  for (auto& words : texts) set.changes.push_back(storage::inserted(outgoing("reply", words)));
  return !texts.empty();
}

storage::outbox_row user_actor_state::outgoing(std::string kind, std::string words) {
  auto now = world_->clock.now();
  return {.id = world_->ids.next(),
          .user_id = awake_->user,
          .channel = world_->settings.through.text_channel,
          .recipient = phone_,
          .body = {std::move(words)},
          .kind = std::move(kind),
          .not_before = now,
          .created_at = now};
}

/// What is remembered of the person may be older than what was just said.
flow<result<void>> user_actor_state::set_consent(bool may_send, instant at) {
  auto asked = ask_in_order(self_, world_->committer, *storage_limit_,
                            protocol::set_consent{phone_, may_send, "stop", at});
  auto stored = co_await asked;
  if (!stored) co_return stored.error();
  forget();
  logging::info(folder::actors, may_send ? "texts-resumed" : "texts-stopped",
                {{"user", logging::user_ref(phone_)}});
  co_return result<void>();
}

/// A "yes" undoes a STOP as START does, and any text shows that its number can be reached.
flow<result<void>> user_actor_state::resume_consent(protocol::inbound_text& text, instant now) {
  if (!awake_->stopped || text.word != protocol::consent_word::none) co_return result<void>();
  bool yes = *awake_->stopped != "unreachable" && is_yes(text.body);
  if (!yes && *awake_->stopped != "unreachable") co_return result<void>();
  auto kept = co_await set_consent(true, now);
  if (!kept) co_return kept;
  if (yes) text.word = protocol::consent_word::start;
  auto again = co_await wake(now);
  if (!again) co_return again.error();
  co_return result<void>();
}

/// The consent is stored; the text is kept as handled. After STOP nothing is said.
flow<> user_actor_state::finish_consent(protocol::inbound_text text, instant now,
                                        text_reply reply) {
  std::vector<std::string> texts;
  if (text.word == protocol::consent_word::start && !text.silent)
    texts.push_back(replies::texts_are_on_again(speaks_));
  auto set = std::make_shared<storage::change_set>();
  bool queued = queue_answer(text, texts, *set);
  set->user_id = awake_->user;
  set->key = awake_->key;
  set->message = {.id = world_->ids.next(),
                  .user_id = awake_->user,
                  .dedupe_key = text.dedupe_key,
                  .channel = text.channel,
                  .body = {std::move(text.body)},
                  .reply = {joined(texts)},
                  .request_id = text.request_id,
                  .received_at = now,
                  .handled_at = world_->clock.now(),
                  .reply_segments = queued ? std::nullopt : segments_of(texts)};
  auto stored = co_await commit(std::move(set));
  if (!stored) {
    forget();
    co_return reply.send({.stored = false, .failed = true});
  }
  recent_.remember(std::move(text.dedupe_key), texts);
  if (stored->answered_before || queued) texts.clear();
  reply.send({std::move(texts), /*stored=*/true, stored->answered_before});
  if (queued) perform({handlers::wake_outbox{}});
}

flow<> user_actor_state::on_notice(protocol::notice words, notice_reply reply) {
  auto now = world_->clock.now();
  auto owner = co_await wake(now);
  if (!owner) co_return reply.fail(owner.error());
  if (*owner == sender::stranger) co_return reply.send({});  // the account is gone
  auto set = std::make_shared<storage::change_set>();
  set->user_id = awake_->user;
  set->key = awake_->key;
  // What leaves its words to us is about the budget; only here the person's language is known.
  auto text = words.text.empty() ? replies::budget_nearly_spent(speaks_) : std::move(words.text);
  set->message = {.id = world_->ids.next(),
                  .user_id = awake_->user,
                  .dedupe_key = words.dedupe_key,
                  .channel = "system",
                  .reply = {text},
                  .received_at = now,
                  .handled_at = now};
  set->changes.push_back(storage::inserted(outgoing(words.kind, std::move(text))));
  auto stored = co_await commit(std::move(set));
  if (!stored) {
    forget();
    co_return reply.fail(stored.error());
  }
  reply.send({});
  if (!stored->answered_before) perform({handlers::wake_outbox{}});
}

flow<> user_actor_state::on_item_due(protocol::due_item due, due_reply reply) {
  auto now = world_->clock.now();
  auto owner = co_await wake(now);
  if (!owner) co_return reply.fail(owner.error());
  if (*owner == sender::stranger) co_return reply.send({});  // the account is gone

  auto message_id = world_->ids.next();
  auto read = world_->logic.plan_due(std::move(awake_->state), due.item, due.due_at, now,
                                     world_->settings.through);
  auto planned =
      co_await read_in_order(self_, world_->reader, *storage_limit_, awake_->user, std::move(read));
  if (!planned) {
    forget();
    co_return reply.fail(planned.error());
  }
  if (planned->changes.empty()) {  // done, moved or sent meanwhile
    awake_->state = std::move(planned->next);
    co_return reply.send({});
  }

  auto set = std::make_shared<storage::change_set>();
  set->user_id = awake_->user;
  set->key = awake_->key;
  set->message = {
      .id = message_id,
      .user_id = awake_->user,
      .dedupe_key = fmt::format("reminder:{}:{}", due.item, due.due_at.time_since_epoch().count()),
      .channel = "system",
      .reply = {joined(planned->texts)},
      .received_at = due.due_at,
      .handled_at = now};
  set->changes = std::move(planned->changes);
  auto stored = co_await commit(std::move(set));
  if (!stored) {
    forget();
    co_return reply.fail(stored.error());
  }
  if (stored->answered_before) {
    forget();
    co_return reply.send({});
  }

  awake_->state = std::move(planned->next);
  perform(planned->effects);  // first: who hears that it is handled may count on them
  reply.send({});
}

/// Only a convenience: what cannot be read now is read when the item is due.
flow<> user_actor_state::on_get_ready() {
  auto owner = co_await wake(world_->clock.now());
  (void)owner;
}

flow<result<user_actor_state::sender>> user_actor_state::wake(instant at) {
  if (agrees_with_storage(at)) co_return sender::known;
  const auto& limit = *storage_limit_;
  auto asked = ask_in_order(self_, world_->reader, limit, protocol::wake_request{phone_, at});
  auto found = co_await asked;
  if (found && !found->snapshot && world_->settings.sign_up == sign_up_policy::open) {
    auto created = ask_in_order(self_, world_->committer, limit, protocol::create_user{phone_, at});
    found = co_await created;
  }
  if (!found) co_return found.error();
  if (!found->snapshot) co_return sender::stranger;
  remember(*found->snapshot, at);
  co_return sender::known;
}

/// Nothing is kept of a stranger: the actor leaves after its answer.
flow<> user_actor_state::meet_stranger(protocol::inbound_text text, text_reply reply) {
  protocol::turn_reply answer{.stored = false};
  bool may_be_told = text.word == protocol::consent_word::none && !text.silent;
  auto at = world_->clock.now();
  if (may_be_told && world_->settings.sign_up != sign_up_policy::closed) {
    auto asked = ask_in_order(self_, world_->committer, *storage_limit_,
                              protocol::note_stranger{phone_, at});
    auto noted = co_await asked;
    if (noted && noted->invite)
      answer.texts.push_back(world_->logic.invitation(replies::language_of_number(phone_)));
  }
  reply.send(std::move(answer));
  self_->quit();
}

nlp::understanding user_actor_state::understand(const protocol::inbound_text& text,
                                                instant now) const {
  const auto ctx = handlers::reading_context(awake_->state, now, *awake_->state.words);
  auto began = std::chrono::steady_clock::now();
  auto understood = world_->logic.understand(text.body, ctx);
  world_->counted.seconds.observe(std::chrono::steady_clock::now() - began);
  for (auto& act : understood.acts) world_->counted.intents.of(nlp::to_string(act.kind)).add();
  return understood;
}

/// Some turns are ready at once; the others still have to read, on a reader thread.
flow<result<handlers::turn_result>> user_actor_state::plan(handlers::turn_input input) {
  auto planned = world_->logic.plan(std::move(input));
  if (auto* ready = std::get_if<handlers::turn_result>(&planned)) co_return std::move(*ready);
  auto read = std::get<handlers::turn_function>(std::move(planned));
  co_return co_await read_in_order(self_, world_->reader, *storage_limit_, awake_->user,
                                   std::move(read));
}

flow<result<user_actor_state::commit_outcome>> user_actor_state::commit(
    std::shared_ptr<const storage::change_set> set) {
  auto asked =
      ask_in_order(self_, world_->committer, *storage_limit_, protocol::commit_request{set});
  auto done = co_await asked;
  if (done) co_return commit_outcome{};
  auto why = done.error().code;
  if (why == errc::duplicate || why == errc::timeout)
    co_return co_await look_up(std::move(set), why);
  co_return done.error();
}

/// The key is taken, or the committer did not answer in time and may have stored the set all the
/// same: storage tells. Only when it cannot either does the failure stay in doubt.
flow<result<user_actor_state::commit_outcome>> user_actor_state::look_up(
    std::shared_ptr<const storage::change_set> set, errc why) {
  auto find = [logic = &world_->logic, set](storage::unit_of_work& uow) {
    return logic->find_stored(uow, set->message.dedupe_key);
  };
  auto found =
      co_await read_in_order(self_, world_->reader, *storage_limit_, set->user_id, std::move(find));
  if (!found) co_return ::make_error(errc::timeout, "not known whether it was stored");
  auto& turn = *found;
  if (!turn) co_return ::make_error(why, "not found in storage");
  if (turn->message_id == set->message.id) co_return commit_outcome{};
  co_return commit_outcome{.answered_before = true, .texts = parts_of(turn->reply)};
}

void user_actor_state::perform(const std::vector<handlers::effect>& effects) {
  auto& to = world_->effects;
  auto user = awake_->user;
  for (auto& effect : effects)
    std::visit(
        overloaded{
            [&](const handlers::schedule_item& s) {
              self_->send(to, protocol::item_scheduled{s.item, user, phone_, s.due_at});
            },
            [&](const handlers::wake_outbox&) { self_->send(to, protocol::outbox_wakeup{}); },
            [&](const handlers::reload_state&) { forget(); },
        },
        effect);
}

/// Totals are of one day: when the person's day turns, they are read anew.
bool user_actor_state::agrees_with_storage(instant at) const {
  return awake_ && awake_->state.today.day == day_of(awake_->state, at);
}

void user_actor_state::remember(const storage::user_snapshot& snapshot, instant at) {
  awake_ = std::make_unique<awake>();
  awake_->user = snapshot.user.id;
  awake_->key = snapshot.key;
  awake_->state = world_->logic.state_from(snapshot, at);
  awake_->stopped = snapshot.stopped;
  speaks_ = replies::language_of(snapshot.preferences);
}

protocol::turn_reply user_actor_state::failure(errc why) const {
  return {.texts = {world_->logic.honest_failure(why, speaks_)}, .stored = false, .failed = true};
}

protocol::user_actor::behavior_type user_actor_main(
    protocol::user_actor::stateful_pointer<user_actor_state> self,
    std::shared_ptr<const user_world> world,
    std::shared_ptr<const protocol::time_limit> storage_limit, std::string phone) {
  return self->state.start(std::move(world), std::move(storage_limit), std::move(phone));
}

}  // namespace actors
